// A database's tables as definition files.
import { majorOf, type Sql } from "../../database/connect/connect.ts";
import { transaction } from "../../database/connect/transaction.ts";
import { inspect, type LiveWarehouse } from "../../database/inspect/inspect.ts";
import type { LiveEntity } from "../../database/inspect/live-entity.ts";
import { type LiveSqlObject, readSqlObjects } from "../../database/inspect/live-sql-objects.ts";
import { type LiveStructure, readStorage, readStructure } from "../../database/inspect/live-structure.ts";
import { type OtherHistory, readOtherHistories } from "../../database/inspect/other-histories.ts";
import { readRareObjects } from "../../database/inspect/rare-objects.ts";
import { readUserMappings, type UserMapping } from "../../database/inspect/user-mappings.ts";
import { parentOf, pathOfObject } from "../../drift/structure-names.ts";
import { EMPTY_STATE } from "../../migrations/kit/kit-state.ts";
import { groupBy } from "../../model/group.ts";
import { displayPath } from "../../model/identifier.ts";
import { isOtherTools } from "../../model/other-tools.ts";
import type { Warehouse } from "../../model/warehouse.ts";
import { entityTexts } from "../../prove/structure-differences.ts";
import { type Exported, partsOf } from "./database-parts.ts";
import { partitioningsIn, partitionsSaid } from "./partition-text.ts";
import { type DefinitionFiles, definitionFiles } from "./schema-text.ts";

/** A database as it is found. */
export interface FoundDatabase {
  readonly structure: LiveStructure;
  /** What is declared beside Drizzle's. */
  readonly objects: readonly LiveSqlObject[];
  /** Those of other tools of migrations. */
  readonly histories: readonly OtherHistory[];
  /** How it is kept where that is not as usual: see {@link readStorage}. */
  readonly storage: ReadonlyMap<string, readonly string[]>;
  readonly userMappings: readonly UserMapping[];
  readonly warehouse: LiveWarehouse;
  readonly major: number;
}

/** What is to be written, and where. */
export interface Wanted {
  readonly historySchema: string;
  /** Where definition files are to lie, in the project. */
  readonly folder?: string;
  /** Objects of which Drizzle has words for a part only, by their names in the catalogs. */
  readonly without?: ReadonlySet<string>;
  /** What definitions have already, by displayPath: it is called as it is called there. */
  readonly known?: ReadonlyMap<string, Exported>;
}

/** Reads all of a database. */
export async function readDatabase(sql: Sql): Promise<FoundDatabase> {
  const [structure, storage, objects] = await transaction(
    sql,
    async (tx) => {
      const all = await readStructure(tx);
      const known = [...(await readSqlObjects(tx)), ...(await readRareObjects(tx, all))];
      return [all, await readStorage(tx), known] as const;
    },
    "ISOLATION LEVEL REPEATABLE READ READ ONLY",
  );
  const tables = structure.entities.flatMap(({ entityType, schema = "", name }) =>
    entityType === "tables" ? [{ schema, name }] : [],
  );
  const [histories, userMappings] = await transaction(
    sql,
    async (tx) => [await readOtherHistories(tx, tables), await readUserMappings(tx)] as const,
    "READ ONLY",
  );
  return {
    structure,
    storage,
    objects,
    histories,
    userMappings,
    warehouse: await inspect(sql),
    major: majorOf(sql),
  };
}

/** Partitions and heirs, by displayPath: they come and go with the tables that they are a part of. */
export const heirsIn = ({ rows }: LiveStructure): Set<string> =>
  new Set(rows.flatMap((row) => (parentOf(row) === undefined ? [] : [displayPath(pathOfObject(row) ?? [])])));

/** Those of them that definitions do not say either. */
export function unsaidHeirs(structure: LiveStructure): string[] {
  const said = partitionsSaid(partitioningsIn(structure.rows));
  return [...heirsIn(structure)].filter((path) => !said.has(path));
}

/** Schemas in which nothing lies but the histories of other tools. */
export function otherToolsSchemas({ entities }: LiveStructure): Set<string> {
  const inSchemas = groupBy(
    entities.filter(({ schema }) => schema !== undefined),
    ({ schema }) => String(schema),
  );
  const isAll = ([, list]: readonly [string, readonly LiveEntity[]]) =>
    list.every(({ schema, table, name }) => isOtherTools([String(schema), table ?? name]));
  return new Set([...inSchemas].filter(isAll).map(([schema]) => schema));
}

/** What definitions are made of: without the history, other tools' too, and what is a part of another table. */
function definable(structure: LiveStructure, { historySchema, without = new Set() }: Wanted): LiveEntity[] {
  const heirs = heirsIn(structure);
  const others = otherToolsSchemas(structure);
  return structure.entities.filter((entity) => {
    const { entityType, schema, table, name } = entity;
    const [object = ""] = entityTexts({ ...EMPTY_STATE, ddl: [entity] }).keys();
    if (without.has(object)) return false;
    if ((entityType === "schemas" ? name : schema) === historySchema) return false;
    const path = entityType === "schemas" ? [name] : [String(schema), table ?? name];
    return !isOtherTools(path) && !others.has(path[0] ?? "") && !heirs.has(displayPath(path));
  });
}

/** The objects that definitions have functions for, where they are not another tool's or an extension's. */
function definableObjects(
  structure: LiveStructure,
  objects: readonly LiveSqlObject[],
  { historySchema, without = new Set() }: Wanted,
): LiveSqlObject[] {
  const rows = new Set(structure.rows.map(({ object }) => object));
  const others = otherToolsSchemas(structure);
  return objects.filter(
    ({ object, schema }) =>
      rows.has(object) && schema !== historySchema && !others.has(schema) && !without.has(object),
  );
}

/** Tables whose policies hold for their owners too. */
const forcedIn = ({ rows }: LiveStructure): Set<string> =>
  new Set(
    rows.flatMap((row) => (/ rls forced/.test(` ${row.line}`) ? [displayPath(pathOfObject(row) ?? [])] : [])),
  );

/** What definitions are made of. */
export interface Definable {
  readonly structure: LiveStructure;
  readonly objects?: readonly LiveSqlObject[];
  readonly warehouse: Pick<Warehouse, "relations" | "comments" | "sensitive">;
}

/** What is to be written, sorted, and the texts of the files. */
export function writtenDefinitions({ structure, warehouse, objects = [] }: Definable, wanted: Wanted) {
  const { historySchema, folder = "definitions" } = wanted;
  const viewColumns = new Map([...warehouse.relations].map(([key, { columns }]) => [key, columns] as const));
  const comments = [...warehouse.comments.values()].filter(({ object }) => object.path[0] !== historySchema);
  const known = definableObjects(structure, objects, wanted);
  const entities = definable(structure, wanted);
  const parts = partsOf(entities, {
    viewColumns,
    folder,
    alsoUsed: known.map(({ schema }) => schema),
    ...(wanted.known && { known: wanted.known }),
  });
  const partitioned = partitioningsIn(structure.rows);
  const forced = forcedIn(structure);
  const { sensitive } = warehouse;
  const described = { parts, viewColumns, comments, sensitive, partitioned, objects: known, forced };
  return { parts, ...definitionFiles(described, folder) };
}

/** The definition files of a database by their paths in the project, and what of its objects they say. */
export const filesOf = (found: Definable, wanted: Wanted): DefinitionFiles =>
  writtenDefinitions(found, wanted);

/** What is defined, each with the file that it would stand in, by displayPath. */
export function definitionTexts(
  found: Definable,
  wanted: Wanted,
): ReadonlyMap<string, { readonly file: string; readonly text: string }> {
  const { parts, files } = writtenDefinitions(found, wanted);
  return new Map(
    [...parts.exported].map(([key, { path, name }]) => {
      const isOwn = (block: string) =>
        block.startsWith(`export const ${name} = `) || block.startsWith(`annotate(${name}, `);
      const blocks = (files.get(path) ?? "").split(/\n\n(?=export |annotate\()/).filter(isOwn);
      return [key, { file: path, text: blocks.join("\n\n").trim() }];
    }),
  );
}
