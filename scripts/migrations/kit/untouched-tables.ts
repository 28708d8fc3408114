// Tables that a change has nothing to do with, which drizzle-kit's differ need not see: its cost grows faster than their number.
import { groupBy } from "../../model/group.ts";
import { rememberingObjects } from "../../model/remembering.ts";
import { type KitEntity, type KitState, lineOf } from "./kit-state.ts";

/** What makes a table that can be left out; one that has something else, such as a policy, stays. */
const OF_TABLE = new Set(["tables", "columns", "pks", "fks", "uniques", "indexes", "checks"]);

/** What says nothing of tables that it is not written in. */
const BESIDE_TABLES = new Set(["views"]);

/** The key of a table; no name has a zero byte. */
export const tableKeyOf = (schema: string | undefined, table: string): string =>
  `${schema ?? "public"}\0${table}`;

/** What is of no table. */
const NO_TABLE = "";

/** The key of the table that an entity is or belongs to. */
const tableKey = rememberingObjects(({ entityType, schema, table, name }: KitEntity): string => {
  if (entityType === "tables") return tableKeyOf(schema, name);
  return table === undefined ? NO_TABLE : tableKeyOf(schema, table);
});

/** `fks` refer to another table. */
function targetKey({ schemaTo, tableTo }: KitEntity): string | undefined {
  return typeof tableTo === "string"
    ? tableKeyOf(typeof schemaTo === "string" ? schemaTo : undefined, tableTo)
    : undefined;
}

const byTable = rememberingObjects((ddl: KitState["ddl"]) => groupBy(ddl, tableKey));

const textOf = (entities: readonly KitEntity[]): string => entities.map(lineOf).sort().join("\n");

/** Mostly the order of entities and of their fields is the same too. */
const isSameTable = (old: readonly KitEntity[], now: readonly KitEntity[]): boolean =>
  old.length === now.length &&
  (now.every((entity, index) => entity === old[index]) ||
    JSON.stringify(old) === JSON.stringify(now) ||
    textOf(old) === textOf(now));

/** Whether what is of no table only came or only went, kind by kind: what has another name or value may stand in tables. */
function isPlain(from: readonly KitEntity[], to: readonly KitEntity[]): boolean {
  const [before, after] = [new Set(from.map(lineOf)), new Set(to.map(lineOf))];
  const kindsOf = (entities: readonly KitEntity[], others: ReadonlySet<string>) =>
    new Set(entities.filter((entity) => !others.has(lineOf(entity))).map(({ entityType }) => entityType));
  const went = kindsOf(from, after);
  const came = kindsOf(to, before);
  return [...went].every((kind) => BESIDE_TABLES.has(kind) || !came.has(kind));
}

/**
 * Keys of tables that are the same in both states, and that no table which differs refers to or is referred to by.
 *
 * @returns none where something that stands in tables changed, such as an enum
 */
export function untouchedTables(from: Pick<KitState, "ddl">, to: Pick<KitState, "ddl">): ReadonlySet<string> {
  const [before, after] = [byTable(from.ddl), byTable(to.ddl)];
  if (!isPlain(before.get(NO_TABLE) ?? [], after.get(NO_TABLE) ?? [])) return new Set();
  const same = new Set<string>();
  const touched = new Set<string>();
  for (const key of new Set([...before.keys(), ...after.keys()])) {
    if (key === NO_TABLE) continue;
    const [old = [], now = []] = [before.get(key), after.get(key)];
    const isSame = isSameTable(old, now);
    if (isSame && now.every(({ entityType }) => OF_TABLE.has(entityType))) same.add(key);
    else touched.add(key);
  }
  if (same.size === 0) return same;
  const beside = new Set<string>();
  for (const entity of [...from.ddl, ...to.ddl]) {
    const [key, target] = [tableKey(entity), targetKey(entity)];
    if (target === undefined) continue;
    if (touched.has(key)) beside.add(target);
    if (touched.has(target)) beside.add(key);
  }
  return new Set([...same].filter((key) => !beside.has(key)));
}

const untouchedFrom = rememberingObjects((from: KitState["ddl"]) =>
  rememberingObjects((to: KitState["ddl"]) => untouchedTables({ ddl: from }, { ddl: to })),
);

/** The tables that drizzle-kit's differ need not see, see {@link untouchedTables}. */
export const tablesToLeaveOut = (
  from: Pick<KitState, "ddl">,
  to: Pick<KitState, "ddl">,
): ReadonlySet<string> => untouchedFrom(from.ddl)(to.ddl);

/** The state without tables and all that is of them. */
export function withoutTables(state: KitState, tables: ReadonlySet<string>): KitState {
  if (tables.size === 0) return state;
  return { ...state, ddl: state.ddl.filter((entity) => !tables.has(tableKey(entity))) };
}
