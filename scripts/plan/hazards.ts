import type { Difference } from "../model/delta.ts";
import type { Hazard } from "../model/hazard.ts";
import { displayName, displayPath } from "../model/identifier.ts";
import { type Relation, relationKey } from "../model/relation.ts";
import type { Role } from "../model/role.ts";

/** Changes of type that keep every value: from → to, without what stands in parentheses. */
const WIDENINGS: Readonly<Record<string, readonly string[]>> = {
  smallint: ["integer", "bigint", "numeric", "real", "double precision"],
  integer: ["bigint", "numeric", "double precision"],
  bigint: ["numeric"],
  real: ["double precision"],
  date: ["timestamp without time zone", "timestamp with time zone"],
  "character varying": ["character varying", "text"],
  character: ["character varying", "text"],
  numeric: ["numeric"],
};

function splitType(type: string): { name: string; size: number | undefined } {
  const match = /^([^(]*?)\s*(?:\((\d+)\))?$/.exec(type);
  return { name: match?.[1] ?? type, size: match?.[2] === undefined ? undefined : Number(match[2]) };
}

/** Whether a change of type may lose or refuse values: anything but a known widening. */
export function narrows(from: string, to: string): boolean {
  const before = splitType(from);
  const after = splitType(to);
  if (!WIDENINGS[before.name]?.includes(after.name)) return true;
  if (after.size === undefined) return /\(/.test(to);
  return before.size === undefined || before.size > after.size;
}

function columnHazards(before: Relation, after: Relation): string[] {
  const columns = new Map(after.columns.map((column) => [column.name, column]));
  return before.columns.flatMap((column) => {
    const now = columns.get(column.name);
    const path = displayPath([before.schema, before.name, column.name]);
    if (!now) return [`drops the column ${path}`];
    if (now.type === column.type || !narrows(column.type, now.type)) return [];
    return [`changes the type of ${path} from ${column.type} to ${now.type}`];
  });
}

function destructive({ schemas, relations }: Difference): string[] {
  const after = new Map(relations.added.map((relation) => [relationKey(relation), relation]));
  return [
    ...schemas.removed.map((schema) => `drops the schema ${displayName(schema)}`),
    ...relations.removed
      .filter((relation) => relation.kind !== "view")
      .flatMap((relation) => {
        const now = after.get(relationKey(relation));
        if (now?.kind === relation.kind) return columnHazards(relation, now);
        return [`drops the ${relation.kind} ${relationKey(relation)}`];
      }),
  ];
}

/** Statements of drizzle-kit that keep readers or writers of a table waiting, and why. */
const LOCKS: readonly { readonly statement: RegExp; readonly message: string }[] = [
  {
    statement: /^CREATE (UNIQUE )?INDEX(?! CONCURRENTLY).*? ON ("[^(]*") /,
    message: "builds an index: writers wait",
  },
  { statement: /^ALTER TABLE ("\S+).* SET DATA TYPE /, message: "may rewrite the table: everybody waits" },
  { statement: /^ALTER TABLE ("\S+).* SET NOT NULL/, message: "reads the whole table: everybody waits" },
  {
    statement: /^ALTER TABLE ("\S+) ADD CONSTRAINT .* FOREIGN KEY/,
    message: "checks every row: writers wait",
  },
  {
    statement: /^ALTER TABLE ("\S+) ADD CONSTRAINT .* (PRIMARY KEY|UNIQUE)/,
    message: "builds an index: everybody waits",
  },
  {
    statement:
      /^ALTER TABLE ("\S+) ADD COLUMN .* (serial|bigserial|smallserial|GENERATED|gen_random_uuid|random)/i,
    message: "rewrites the table: everybody waits",
  },
];

function locks({ relations }: Difference, ddl: readonly string[]): string[] {
  const before = new Set(relations.removed.map((relation) => relationKey(relation)));
  const made = new Set(
    relations.added.map((relation) => relationKey(relation)).filter((key) => !before.has(key)),
  );
  return ddl.flatMap((statement) => {
    const found = LOCKS.find((lock) => lock.statement.test(statement));
    const table = /(?:ALTER TABLE| ON) (?:"([^"]*)"\.)?"([^"]*)"/.exec(statement);
    if (!found || !table?.[2]) return [];
    const key = relationKey({ schema: table[1] ?? "public", name: table[2] });
    return made.has(key) ? [] : [`${key}: ${found.message}`];
  });
}

/** Roles that log in under another name: what was hashed with the former name no longer fits. */
function lostPasswords({ renames }: Difference, roles: ReadonlyMap<string, Role>): string[] {
  return renames.flatMap(({ kind, from: [from = ""], to: [to = ""] }) =>
    kind === "role" && roles.get(to)?.login
      ? [`renames the login ${displayName(from)} to ${displayName(to)}: a password stored as MD5 is lost`]
      : [],
  );
}

/**
 * What a revision destroys, whom it keeps waiting and what else is good to know; the tables that it makes itself do
 * not count.
 *
 * @param roles those after it, by name
 */
export function findHazards(
  difference: Difference,
  ddl: readonly string[],
  roles: ReadonlyMap<string, Role> = new Map(),
): Hazard[] {
  return [
    ...destructive(difference).map((message): Hazard => ({ kind: "destructive", message })),
    ...locks(difference, ddl).map((message): Hazard => ({ kind: "lock", message })),
    ...lostPasswords(difference, roles).map((message): Hazard => ({ kind: "notice", message })),
  ];
}
