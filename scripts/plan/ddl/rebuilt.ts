import { objectKey } from "../../model/object.ts";
import type { ObjectKind } from "../../model/object-kinds.ts";
import { form, readStatement } from "./statement-forms.ts";

/** A form by the kind of object that it drops or makes. */
type KindForm = readonly [ObjectKind, RegExp];

const DROPS: readonly KindForm[] = [
  ["table", form("DROP (?:TABLE|VIEW|MATERIALIZED VIEW) <path>")],
  ["column", form("ALTER TABLE <path> DROP COLUMN <column>")],
  ["sequence", form("DROP SEQUENCE <path>")],
  ["type", form("DROP TYPE <path>")],
];

const MAKES: readonly KindForm[] = [
  ["table", form("CREATE (?:TABLE|VIEW|MATERIALIZED VIEW) <path>")],
  ["column", form("ALTER TABLE <path> ADD COLUMN <column>")],
  ["sequence", form("CREATE SEQUENCE <path>")],
  // A serial column that becomes an identity: its sequence keeps the name.
  ["sequence", form(String.raw`ALTER TABLE .*\(sequence name <path>`)],
  ["type", form("CREATE TYPE <path>")],
];

function keysOf(forms: readonly KindForm[], ddl: readonly string[]): Set<string> {
  const keys = ddl.flatMap((statement) =>
    forms.flatMap(([kind, pattern]) => {
      const reading = readStatement(pattern, statement);
      return reading ? [objectKey({ kind, path: reading.path })] : [];
    }),
  );
  return new Set(keys);
}

/**
 * What drizzle-kit drops and makes again under the same name, by objectKey: a view with another query, an enum that
 * loses a value, a generated column with another expression, a table that becomes a view. What it had is lost: owner,
 * privileges, comments.
 *
 * @param ddl drizzle-kit's statements
 */
export function rebuilt(ddl: readonly string[]): ReadonlySet<string> {
  const dropped = keysOf(DROPS, ddl);
  if (dropped.size === 0) return dropped;
  const made = keysOf(MAKES, ddl);
  return new Set([...dropped].filter((key) => made.has(key)));
}
