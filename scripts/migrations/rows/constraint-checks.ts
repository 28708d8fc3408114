// Constraints that come, and the rows that do not meet them.
import { displayPath, quoteIdentifier, quotePath } from "../../model/identifier.ts";
import type { RowCheck } from "../../model/row-check.ts";
import { mayDiffer, moved, type StatesOnly } from "../corrections/change.ts";
import { keyColumns, mentions } from "../corrections/dependents.ts";
import { newKeys } from "../corrections/encrypted-columns.ts";
import type { KitEntity } from "../kit/kit-state.ts";
import type { PairedTables } from "./paired-table.ts";

/** The kinds by whose names columns go. */
const CONTAINERS: ReadonlySet<string> = new Set(["schema", "table", "column"]);

type Content = (entity: KitEntity, side: "from" | "to") => string | undefined;

/** What of a type came: not under the same table with the same content before. */
function coming(change: StatesOnly, content: Content): KitEntity[] {
  const candidates = mayDiffer(change, "to").flatMap((entity) => {
    const text = content(entity, "to");
    return text === undefined ? [] : [{ entity, key: JSON.stringify([entity.schema, entity.table, text]) }];
  });
  if (candidates.length === 0) return [];
  const earlier = new Set(
    change.from.ddl.flatMap((entity) => {
      const text = content(entity, "from");
      if (text === undefined) return [];
      const [schema, table] = moved([entity.schema ?? "public", entity.table ?? ""], change.renames);
      return [JSON.stringify([schema, table, text])];
    }),
  );
  return candidates.flatMap(({ entity, key }) => (earlier.has(key) ? [] : [entity]));
}

/** A key by its columns: which of them it is called by says nothing to rows. */
const keyText =
  ({ renames }: StatesOnly): Content =>
  (entity, side) => {
    const columns = keyColumns(entity);
    if (!columns) return undefined;
    const ofColumns = side === "from" ? renames.filter(({ kind }) => kind === "column") : [];
    const at = moved([entity.schema ?? "public", entity.table ?? ""], renames);
    return [...columns]
      .map((name) => moved([...at, name], ofColumns)[2] ?? name)
      .sort()
      .join("\t");
  };

/** Keys and unique indexes that come. */
export function uniqueChecks(change: StatesOnly, tables: PairedTables): RowCheck[] {
  return coming(change, keyText(change)).flatMap((key) => {
    const table = tables.of(key);
    const names = keyColumns(key) ?? [];
    const former = names.map((name) => table?.former(name)?.name);
    if (!table || former.some((name) => name === undefined)) return [];
    const message = `${displayPath(table.path)}: ${names.join(", ")} must be unique`;
    const withNulls = key.nullsNotDistinct === true;
    const checks = [table.duplicates(message, former as string[], withNulls)];
    if (key.entityType !== "pks") return checks;
    const nulls = (former as string[]).map((name) => `${quoteIdentifier(name)} IS NULL`);
    return [
      ...checks,
      table.rows(`${displayPath(table.path)}: the primary key is NOT NULL`, ` WHERE ${nulls.join(" OR ")}`),
    ];
  });
}

/** A foreign key by its columns and those that it points at, under the names after the renames. */
function foreignKeyText(key: KitEntity, renames: StatesOnly["renames"]): string | undefined {
  if (key.entityType !== "fks") return undefined;
  const { schema = "public", table = "", columns, schemaTo, tableTo, columnsTo } = key;
  const at = (path: readonly string[], names: unknown) =>
    (names as readonly string[]).map((name) => moved([...path, name], renames));
  return JSON.stringify([
    at([schema, table], columns),
    at([schemaTo as string, tableTo as string], columnsTo),
  ]);
}

/** Foreign keys that come. */
export function foreignKeyChecks(change: StatesOnly, tables: PairedTables): RowCheck[] {
  const former = change.renames.filter(({ kind }) => CONTAINERS.has(kind));
  const text: Content = (key, side) => foreignKeyText(key, side === "from" ? former : []);
  const filled = new Set(newKeys(change).map(({ keys }) => displayPath(keys)));
  return coming(change, text).flatMap((key) => {
    const table = tables.of(key);
    if (!table || filled.has(displayPath([key.schemaTo as string, key.tableTo as string]))) return [];
    const names = key.columns as readonly string[];
    const target = displayPath([key.schemaTo as string, key.tableTo as string]);
    const message = `${displayPath(table.path)}: ${names.join(", ")} must be found in ${target}`;
    const former = names.map((name) => table.former(name)?.name);
    // A column that comes is empty, unless it has a value of its own.
    if (former.some((name) => name === undefined)) return [];
    const there = tables.get(key.schemaTo as string, key.tableTo as string);
    const set = (former as string[]).map((name) => `t.${quoteIdentifier(name)} IS NOT NULL`).join(" AND ");
    if (!there) return [table.rows(message, ` AS t WHERE ${set}`)];
    const ends = (key.columnsTo as readonly string[]).map((name) => there.former(name)?.name);
    if (ends.some((name) => name === undefined)) return [table.rows(message, ` AS t WHERE ${set}`)];
    const same = ends.map(
      (name, index) => `r.${quoteIdentifier(name ?? "")} = t.${quoteIdentifier(former[index] ?? "")}`,
    );
    const missing = `NOT EXISTS (SELECT FROM ${quotePath(there.path)} AS r WHERE ${same.join(" AND ")})`;
    return [table.rows(message, ` AS t WHERE ${set} AND ${missing}`)];
  });
}

/** Check constraints that come. */
export function checkChecks(change: StatesOnly, tables: PairedTables): RowCheck[] {
  const text = ({ entityType, value }: KitEntity) => (entityType === "checks" ? String(value) : undefined);
  return coming(change, text).flatMap((check) => {
    const table = tables.of(check);
    if (!table) return [];
    const message = `${displayPath(table.path)}: ${check.value} must be so`;
    const fresh = change.to.ddl.some(
      (entity) =>
        entity.entityType === "columns" &&
        entity.schema === check.schema &&
        entity.table === check.table &&
        !table.former(entity.name) &&
        mentions(check.value, entity.name),
    );
    if (fresh || !table.isNamedAlike) return [table.check(message)];
    return [table.rows(message, ` WHERE NOT (${check.value})`)];
  });
}
