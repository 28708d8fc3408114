import type { Hazard } from "../../model/hazard.ts";
import { type ObjectName, objectKey } from "../../model/object.ts";
import type { ObjectKind } from "../../model/object-kinds.ts";
import { relationKey } from "../../model/relation.ts";
import { rebuilt } from "./rebuilt.ts";
import { fillIn, form, type Reading, readStatement } from "./statement-forms.ts";

/** A form of drizzle-kit's statements, and what is told of it: `$path`, `$what` and `$rest` are read from it. */
interface Telling {
  readonly statement: RegExp;
  readonly message: string;
  /** Set where it counts whether an object of this kind, which the form names, is made again. */
  readonly again?: readonly [ObjectKind, boolean];
}

const tell = (text: string, message: string, again?: Telling["again"]): Telling => ({
  statement: form(text),
  message,
  ...(again && { again }),
});

const DESTRUCTIVE: readonly Telling[] = [
  tell("DROP SEQUENCE <path>", "drops the sequence $path", ["sequence", false]),
  tell("DROP SEQUENCE <path>", "makes the sequence $path again: it counts anew", ["sequence", true]),
  tell(
    "ALTER TABLE <path> ALTER COLUMN <column> DROP IDENTITY",
    "drops the identity of $path with its sequence",
  ),
  tell("DROP TYPE <path>", "drops the type $path", ["type", false]),
  tell(
    "CREATE TYPE <path> AS ENUM<rest>",
    "makes the type $path again: it loses the values other than $rest",
    ["type", true],
  ),
  tell(
    "ALTER TABLE <path> ADD COLUMN <column>",
    "makes the column $path again: the values in it are lost, or computed anew",
    ["column", true],
  ),
];

/** Statements that keep readers or writers of a table waiting, and why. */
const LOCKS: readonly Telling[] = [
  tell("CREATE (?:UNIQUE )?INDEX(?! CONCURRENTLY).*? ON <path> ", "$path: builds an index: writers wait"),
  tell("ALTER TABLE <path>.* SET DATA TYPE ", "$path: may rewrite the table: everybody waits"),
  tell("ALTER TABLE <path>.* SET NOT NULL", "$path: reads the whole table: everybody waits"),
  tell("ALTER TABLE <path> .*ADD CONSTRAINT .* FOREIGN KEY", "$path: checks every row: writers wait"),
  tell("ALTER TABLE <path> .*ADD CONSTRAINT .* CHECK ", "$path: checks every row: everybody waits"),
  tell(
    "ALTER TABLE <path> ADD (?:CONSTRAINT .* )?(?:PRIMARY KEY|UNIQUE)",
    "$path: builds an index: everybody waits",
  ),
  tell(
    "ALTER TABLE <path> ADD COLUMN .* (?:serial|bigserial|smallserial|GENERATED|gen_random_uuid|random)",
    "$path: rewrites the table: everybody waits",
  ),
  tell("CREATE MATERIALIZED VIEW <path>", "$path: is computed again: readers wait", ["table", true]),
];

const ROW_SECURITY: readonly Telling[] = [
  tell("CREATE POLICY <what> ON <path> <rest>", "adds the policy $what to $path: $rest"),
  tell("ALTER POLICY <what> ON <path> RENAME TO <rest>", "renames the policy $what of $path to $rest"),
  tell("ALTER POLICY <what> ON <path> <rest>", "changes the policy $what of $path: $rest"),
  tell("DROP POLICY <what> ON <path>", "drops the policy $what of $path"),
  tell(
    "ALTER TABLE <path> ENABLE ROW LEVEL SECURITY",
    "$path: row security is on: others than the owner see the rows that policies show them",
  ),
  tell(
    "ALTER TABLE <path> DISABLE ROW LEVEL SECURITY",
    "$path: row security is off: whoever may read the table sees every row",
  ),
  tell("ALTER TABLE <path> FORCE ROW LEVEL SECURITY", "$path: policies hold for the owner too"),
  tell("ALTER TABLE <path> NO FORCE ROW LEVEL SECURITY", "$path: policies no longer hold for the owner"),
];

const COLUMN = "ALTER TABLE <path> ALTER COLUMN <column>";
const CONSTRAINT = "CONSTRAINT <what>";

const CHANGES: readonly Telling[] = [
  tell(
    "CREATE (?:MATERIALIZED )?VIEW <path>",
    "makes the view $path again: its query changes, or what it reads",
    ["table", true],
  ),
  tell(
    "ALTER (?:MATERIALIZED )?VIEW <path> (?=(?:RE)?SET \\(|SET [TA])<rest>",
    "alters the view $path: $rest",
  ),
  tell("CREATE TYPE <path> AS ENUM<rest>", "adds the type $path: $rest", ["type", false]),
  tell("ALTER TYPE <path> ADD VALUE <rest>", "adds a value to the type $path: $rest"),
  tell("CREATE SEQUENCE <path>", "adds the sequence $path", ["sequence", false]),
  tell("ALTER SEQUENCE <path> (?!RENAME |SET SCHEMA |OWNED )<rest>", "alters the sequence $path: $rest"),
  tell("CREATE UNIQUE INDEX (?:CONCURRENTLY )?<what> ON <path>", "adds the unique index $what to $path"),
  tell("CREATE INDEX (?:CONCURRENTLY )?<what> ON <path>", "adds the index $what to $path"),
  tell("DROP INDEX <path>", "drops the index $path"),
  tell("ALTER INDEX <path> RENAME TO <what>", "renames the index $path to $what"),
  tell("ALTER TABLE <path> ADD PRIMARY KEY <rest>", "adds the primary key of $path: $rest"),
  tell(`ALTER TABLE <path> ADD ${CONSTRAINT} <rest>`, "adds the constraint $what to $path: $rest"),
  tell(
    `ALTER TABLE <path> DROP ${CONSTRAINT}, ADD CONSTRAINT "[^"]+" <rest>`,
    "changes the constraint $what of $path: $rest",
  ),
  tell(`ALTER TABLE <path> DROP ${CONSTRAINT}`, "drops the constraint $what of $path"),
  tell(`ALTER TABLE <path> RENAME ${CONSTRAINT} TO <rest>`, "renames the constraint $what of $path to $rest"),
  tell(`${COLUMN} SET DEFAULT <rest>`, "sets the default of $path: $rest"),
  tell(`${COLUMN} DROP DEFAULT`, "drops the default of $path"),
  tell(`${COLUMN} DROP EXPRESSION`, "$path is no longer generated"),
  tell(`${COLUMN} ADD GENERATED <rest>`, "$path becomes an identity: $rest"),
  // SET GENERATED, SET MINVALUE, … of an identity
  tell(`${COLUMN} SET (?!DATA TYPE|NOT NULL)<rest>`, "alters the identity of $path: $rest"),
];

/** Statements whose effect the sections on tables, roles and access tell. */
const TOLD: readonly RegExp[] = [
  form("(?:CREATE|DROP|ALTER) (?:SCHEMA|ROLE) "),
  form("(?:CREATE|DROP) (?:TABLE|VIEW|MATERIALIZED VIEW) <path>"),
  form("ALTER TABLE <path> (?:RENAME (?:TO|COLUMN)|SET SCHEMA|ADD COLUMN|DROP COLUMN) "),
  form(`${COLUMN} (?:SET DATA TYPE|SET NOT NULL|DROP NOT NULL|DROP IDENTITY)`),
  form("ALTER (?:TYPE|SEQUENCE|VIEW|MATERIALIZED VIEW) <path> (?:RENAME TO|SET SCHEMA|OWNED BY) "),
  form("(?:DROP|CREATE) (?:TYPE|SEQUENCE) <path>"),
  form("(?:GRANT|REVOKE|ALTER DEFAULT PRIVILEGES|SET LOCAL ROLE|RESET ROLE|REASSIGN OWNED|DROP OWNED)\\b"),
  form("ALTER .* OWNER TO "),
  form("COMMENT ON "),
];

/** By what they are of; of what the revision makes itself only row security is told. */
const TABLES: readonly (readonly [Hazard["kind"], readonly Telling[]])[] = [
  ["destructive", DESTRUCTIVE],
  ["lock", LOCKS],
  ["row security", ROW_SECURITY],
  ["change", CHANGES],
];

/** A statement on one line that is not too long. */
function shortened(statement: string): string {
  const text = statement.replaceAll(/\s+/g, " ").trim();
  return text.length > 100 ? `${text.slice(0, 100)}…` : text;
}

/**
 * What statements do that columns, roles and privileges do not tell. What has no known form is told as it is.
 *
 * @param ddl drizzle-kit's statements, or those of a corrected draft
 * @param made keys of the relations that the revision makes
 */
export function statementHazards(ddl: readonly string[], made: ReadonlySet<string>): Hazard[] {
  const again = rebuilt(ddl);
  const fits = (telling: Telling, { path }: Reading): boolean => {
    if (!telling.again) return true;
    const [kind, expected] = telling.again;
    const object: ObjectName = { kind, path };
    return again.has(objectKey(object)) === expected;
  };
  const isMade = ({ path: [schema = "", name = ""] }: Reading) => made.has(relationKey({ schema, name }));
  const found = ddl.map((statement) => {
    let known = TOLD.some((pattern) => pattern.test(statement));
    const hazards = TABLES.flatMap(([kind, tellings]): Hazard[] => {
      for (const telling of tellings) {
        const reading = readStatement(telling.statement, statement);
        if (!reading) continue;
        known = true;
        if (!fits(telling, reading)) continue;
        const silent = kind !== "row security" && isMade(reading);
        return silent ? [] : [{ kind, message: fillIn(telling.message, reading) }];
      }
      return [];
    });
    return known ? hazards : [{ kind: "change" as const, message: `runs ${shortened(statement)}` }];
  });
  return [...new Map(found.flat().map((hazard) => [hazard.message, hazard])).values()];
}
