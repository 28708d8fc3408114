// drizzle-kit's view of many definitions, made of some at a time: it looks each key up in the list of all keys.
import { is } from "drizzle-orm";
import { getTableConfig, PgPolicy, PgTable } from "drizzle-orm/pg-core";
import { displayPath } from "../../model/identifier.ts";
import type { KitEntity, KitState } from "./kit-state.ts";

/** The types of entities in the order in which drizzle-kit lists them; a property test holds it. */
const ORDER = [
  ...["schemas", "tables", "enums", "columns", "indexes", "fks", "pks", "uniques", "checks"],
  ...["sequences", "roles", "privileges", "policies", "views"],
];

/** Of these, what tables say stands before what their columns say. */
const SAID_BY_TABLES: Readonly<Record<string, "primaryKeys" | "uniqueConstraints">> = {
  pks: "primaryKeys",
  uniques: "uniqueConstraints",
};

/** The state of some of the exports, and how many of its keys tables say, by type. */
interface Part {
  readonly state: KitState;
  readonly tables: readonly PgTable[];
}

function ofType(parts: readonly Part[], type: string): KitEntity[] {
  const said = SAID_BY_TABLES[type];
  const lists = parts.map(({ state, tables }) => {
    const list = state.ddl.filter(({ entityType }) => entityType === type);
    const count = said ? tables.reduce((sum, table) => sum + getTableConfig(table)[said].length, 0) : 0;
    return { first: list.slice(0, count), rest: list.slice(count) };
  });
  return [...lists.flatMap(({ first }) => first), ...lists.flatMap(({ rest }) => rest)];
}

/** Whether a name is there twice in a schema, whatever it is of: drizzle-kit refuses some of that. */
function hasTwins({ ddl }: Pick<KitState, "ddl">): boolean {
  const seen = new Set<string>();
  return ddl.some(({ entityType, schema = "", name }) => {
    if (entityType === "columns" || entityType === "policies") return false;
    const key = displayPath([schema, name]);
    return seen.size === seen.add(key).size;
  });
}

/**
 * The same as drizzle-kit makes of all exports at once.
 *
 * @param make drizzle-kit
 * @param size the tables of a part
 */
export async function stateInParts(
  exports: Readonly<Record<string, unknown>>,
  make: (exports: Readonly<Record<string, unknown>>) => Promise<KitState>,
  size: number,
): Promise<KitState> {
  const isTable = ([, value]: readonly [string, unknown]) => is(value, PgTable);
  const entries = Object.entries(exports);
  const tables = entries.filter(isTable) as [string, PgTable][];
  // A policy may be of a table in another part.
  if (tables.length <= size || entries.some(([, value]) => is(value, PgPolicy))) return make(exports);
  const others = entries.filter((entry) => !isTable(entry));
  const parts: Part[] = [];
  for (let start = 0; start < tables.length; start += size) {
    const some = tables.slice(start, start + size);
    const state = await make(Object.fromEntries([...(start === 0 ? others : []), ...some]));
    parts.push({ state, tables: some.map(([, table]) => table) });
  }
  const [first] = parts;
  const ddl = ORDER.flatMap((type) => ofType(parts, type));
  const isWhole = ddl.length === parts.reduce((sum, { state }) => sum + state.ddl.length, 0);
  if (!first || !isWhole || hasTwins({ ddl })) return make(exports);
  return { ...first.state, ddl };
}
