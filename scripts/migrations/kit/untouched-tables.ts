// Tables that a change has nothing to do with, which drizzle-kit's differ need not see: its cost grows faster than their number.
import { groupBy } from "../../model/group.ts";
import { displayPath } from "../../model/identifier.ts";
import { rememberingObjects } from "../../model/remembering.ts";
import { type KitEntity, type KitState, lineOf } from "./kit-state.ts";

/** What makes a table that can be left out; one that has something else, such as a policy, stays. */
const OF_TABLE = new Set(["tables", "columns", "pks", "fks", "uniques", "indexes", "checks"]);

/** What says nothing of tables that it is not written in. */
const BESIDE_TABLES = new Set(["views"]);

/** The key of a table. */
export const tableKeyOf = (schema: string | undefined, table: string): string =>
  displayPath([schema ?? "public", table]);

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

const byTable = ({ ddl }: Pick<KitState, "ddl">) => groupBy(ddl, tableKey);

const textOf = (entities: readonly KitEntity[]): string => entities.map(lineOf).sort().join("\n");

/** Whether what is of no table only came or only went, kind by kind: what has another name or value may stand in tables. */
function isPlain(from: readonly KitEntity[], to: readonly KitEntity[]): boolean {
  const [before, after] = [new Set(from.map(lineOf)), new Set(to.map(lineOf))];
  const kindsOf = (entities: readonly KitEntity[], others: ReadonlySet<string>) =>
    new Set(entities.filter((entity) => !others.has(lineOf(entity))).map(({ entityType }) => entityType));
  const went = kindsOf(from, after);
  const came = kindsOf(to, before);
  return [...went].every((kind) => BESIDE_TABLES.has(kind) || !came.has(kind));
}

/** What a change has to do with tables, by their keys. */
interface Tables {
  /** How many differ. */
  readonly changed: number;
  /** The same in both states, and none that is touched refers to it or is referred to by it. */
  readonly untouched: ReadonlySet<string>;
}

const NONE: Tables = { changed: 0, untouched: new Set() };

/** @returns none at all where something that stands in tables changed, such as an enum */
function compareTables(from: Pick<KitState, "ddl">, to: Pick<KitState, "ddl">): Tables {
  const [before, after] = [byTable(from), byTable(to)];
  if (!isPlain(before.get(NO_TABLE) ?? [], after.get(NO_TABLE) ?? [])) return NONE;
  const same = new Set<string>();
  const touched = new Set<string>();
  let changed = 0;
  for (const key of new Set([...before.keys(), ...after.keys()])) {
    if (key === NO_TABLE) continue;
    const [old = [], now = []] = [before.get(key), after.get(key)];
    const isSame = old.length === now.length && textOf(old) === textOf(now);
    if (!isSame) changed++;
    if (isSame && now.every(({ entityType }) => OF_TABLE.has(entityType))) same.add(key);
    else touched.add(key);
  }
  if (same.size === 0) return NONE;
  const beside = new Set<string>();
  for (const entity of [...from.ddl, ...to.ddl]) {
    const [key, target] = [tableKey(entity), targetKey(entity)];
    if (target === undefined) continue;
    if (touched.has(key)) beside.add(target);
    if (touched.has(target)) beside.add(key);
  }
  return { changed, untouched: new Set([...same].filter((key) => !beside.has(key))) };
}

/**
 * Keys of tables that are the same in both states, and that no table which differs refers to or is referred to by.
 *
 * @returns none where something that stands in tables changed, such as an enum
 */
export const untouchedTables = (
  from: Pick<KitState, "ddl">,
  to: Pick<KitState, "ddl">,
): ReadonlySet<string> => compareTables(from, to).untouched;

/** Below so many tables drizzle-kit is quick, and sees all where statements of two tables might change places. */
const MANY = 500;

const untouchedFrom = rememberingObjects((from: KitState["ddl"]) =>
  rememberingObjects((to: KitState["ddl"]): ReadonlySet<string> => {
    const { changed, untouched } = compareTables({ ddl: from }, { ddl: to });
    if (changed < 2) return untouched;
    const count = to.filter(({ entityType }) => entityType === "tables").length;
    return count < MANY ? new Set() : untouched;
  }),
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
