import { splitPath } from "../../model/identifier.ts";
import type { ObjectName } from "../../model/object.ts";
import type { ObjectKind } from "../../model/privilege.ts";
import type { Need } from "./need.ts";

const NAME = '"(?:[^"]|"")+"';
const PATH = String.raw`(${NAME}(?:\.${NAME})?)`;

/** SQL's words for what lies in a schema, and the kind whose owner decides. */
const WORDS: Readonly<Record<string, ObjectKind>> = {
  TABLE: "table",
  VIEW: "table",
  "MATERIALIZED VIEW": "table",
  "FOREIGN TABLE": "table",
  SEQUENCE: "sequence",
  TYPE: "type",
  DOMAIN: "type",
};

const KIND = `(${Object.keys(WORDS).join("|")})`;
const KIND_ONLY = `(?:${Object.keys(WORDS).join("|")})`;
const SET_ROLE = new RegExp(`^SET (?:LOCAL )?ROLE (${NAME}|NONE)$`, "i");
const RESET_ROLE = /^RESET ROLE$/i;
const CREATE_SCHEMA = new RegExp(`^CREATE SCHEMA (?:IF NOT EXISTS )?(${NAME})`, "i");
const CHANGE_SCHEMA = new RegExp(`^(?:ALTER|DROP) SCHEMA (?:IF EXISTS )?(${NAME})`, "i");
const CREATE = new RegExp(`^CREATE (?:OR REPLACE )?${KIND} (?:IF NOT EXISTS )?${PATH}`, "i");
const CHANGE = new RegExp(`^(?:ALTER|DROP) ${KIND} (?:IF EXISTS )?(?:ONLY )?${PATH}`, "i");
const LOSE = new RegExp(
  `^(?:DROP ${KIND_ONLY} (?:IF EXISTS )?${PATH}|ALTER ${KIND_ONLY} ${PATH} (?:RENAME TO|SET SCHEMA) )`,
  "i",
);
const OWNED = new RegExp(`^(?:REASSIGN|DROP) OWNED BY (${NAME})(?: TO (${NAME}))?`, "i");
const INDEX = new RegExp(`^CREATE (?:UNIQUE )?INDEX .*? ON (?:ONLY )?${PATH}`, "is");

/** drizzle-kit writes what lies in the schema public without it. */
function pathOf(text: string): readonly string[] {
  const path = splitPath(text) ?? [text];
  return path.length === 1 ? ["public", ...path] : path;
}

/** What a script becomes, and what its statements about tables and schemas need of whoever runs them. */
export interface StatementNeeds {
  /** The roles of SET ROLE. */
  readonly becomes: ReadonlySet<string>;
  readonly needs: readonly Need[];
  /** The tables, views, sequences and types that it creates and does not drop or rename again. */
  readonly made: readonly ObjectName[];
}

/**
 * Reads a script as we and drizzle-kit write them: names in quotes. What runs as another role is that role's
 * affair; what is made in the script itself needs no owner before.
 *
 * @param statements bound, in order
 */
export function needsOfStatements(statements: readonly string[]): StatementNeeds {
  const becomes = new Set<string>();
  const made = new Set<string>();
  const objects = new Map<string, ObjectName>();
  const needs: Need[] = [];
  let asItself = true;
  const owns = (object: ObjectName) => {
    const [schema = ""] = object.path;
    if (made.has(schema) || made.has(object.path.join("."))) return;
    needs.push({ kind: "own", object, why: `change ${object.kind} ${object.path.join(".")}` });
  };
  for (const text of statements) {
    const role = SET_ROLE.exec(text)?.[1];
    if (role !== undefined || RESET_ROLE.test(text)) {
      asItself = role === undefined || role.toUpperCase() === "NONE";
      if (!asItself && role !== undefined) becomes.add(splitPath(role)?.[0] ?? role);
      continue;
    }
    const schema = CREATE_SCHEMA.exec(text)?.[1];
    if (schema !== undefined) made.add(splitPath(schema)?.[0] ?? schema);
    const [, createdKind = "", created] = CREATE.exec(text) ?? [];
    if (created !== undefined) {
      const path = pathOf(created);
      if (asItself && !made.has(path[0] ?? ""))
        needs.push({ kind: "create in schema", schema: path[0] ?? "" });
      made.add(path.join("."));
      objects.set(path.join("."), { kind: WORDS[createdKind.toUpperCase()] ?? "table", path });
    }
    const [, dropped, moved] = LOSE.exec(text) ?? [];
    const lost = dropped ?? moved;
    if (lost !== undefined) objects.delete(pathOf(lost).join("."));
    if (!asItself) continue;
    if (schema !== undefined) needs.push({ kind: "create in database" });
    for (const name of OWNED.exec(text)?.slice(1) ?? []) {
      const role = name && splitPath(name)?.[0];
      if (role)
        needs.push({ kind: "act as", role, inherit: true, set: false, why: "give away what is owned" });
    }
    const changedSchema = CHANGE_SCHEMA.exec(text)?.[1];
    if (changedSchema !== undefined) owns({ kind: "schema", path: splitPath(changedSchema) ?? [] });
    const [, word = "", changed] = CHANGE.exec(text) ?? [];
    if (changed !== undefined) owns({ kind: WORDS[word.toUpperCase()] ?? "table", path: pathOf(changed) });
    const indexed = INDEX.exec(text)?.[1];
    if (indexed !== undefined) owns({ kind: "table", path: pathOf(indexed) });
  }
  return { becomes, needs, made: [...objects.values()] };
}
