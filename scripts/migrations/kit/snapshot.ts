// The schemas, relations and other objects of a drizzle-kit state, as the warehouse has them.

import { type ObjectName, objectKey } from "../../model/object.ts";
import {
  type Column,
  isSerial,
  type Relation,
  type RelationKind,
  relationKey,
  serialSequenceName,
} from "../../model/relation.ts";
import { columnType } from "./column-type.ts";
import { identityName, type KitColumn, type KitEntity, type KitState } from "./kit-state.ts";

/** What a state has for access rights to hold on to. */
interface StateRelations {
  /** Those that revisions create: `public` and existing ones are not among them. */
  readonly schemas: ReadonlySet<string>;
  /** By relationKey. drizzle-kit does not know the columns of views. */
  readonly relations: ReadonlyMap<string, Relation>;
  /** Sequences and types on their own, by objectKey. */
  readonly objects: ReadonlyMap<string, ObjectName>;
}

/** Entities that are neither relations nor parts of them and carry an ACL. */
const OBJECTS: Readonly<Record<string, ObjectName["kind"]>> = { sequences: "sequence", enums: "type" };

function column(row: KitColumn): Column {
  const { name, table, type, notNull } = row;
  const identity = identityName(row);
  return {
    name,
    type: columnType(row),
    notNull,
    ...(isSerial(type) && { serialSequence: serialSequenceName(table, name) }),
    ...(identity !== undefined && { identitySequence: identity }),
  };
}

function relationKind(entity: KitEntity): RelationKind | undefined {
  if (entity.entityType === "tables") return "table";
  if (entity.entityType !== "views") return undefined;
  return entity.materialized ? "materialized view" : "view";
}

/**
 * The schemas, relations and other objects of a state. Columns stand in drizzle-kit's order: as declared, and in a recorded state
 * those of later revisions behind the others. Sequences have the names that PostgreSQL gives to new ones.
 */
export function relationsOf({ ddl }: KitState): StateRelations {
  const columns = new Map<string, Column[]>();
  for (const entity of ddl) {
    if (entity.entityType !== "columns") continue;
    const row = entity as KitColumn;
    const key = JSON.stringify([row.schema, row.table]);
    const list = columns.get(key) ?? [];
    list.push(column(row));
    columns.set(key, list);
  }
  const relations = ddl.flatMap((entity): [string, Relation][] => {
    const kind = relationKind(entity);
    if (!kind) return [];
    const { schema = "public", name } = entity;
    const relation = { kind, schema, name, columns: columns.get(JSON.stringify([schema, name])) ?? [] };
    return [[relationKey(relation), relation]];
  });
  const schemas = ddl.filter(({ entityType }) => entityType === "schemas").map(({ name }) => name);
  const objects = ddl.flatMap(({ entityType, schema = "public", name }): [string, ObjectName][] => {
    const kind = OBJECTS[entityType];
    const object = kind && { kind, path: [schema, name] };
    return object ? [[objectKey(object), object]] : [];
  });
  return { schemas: new Set(schemas), relations: new Map(relations), objects: new Map(objects) };
}

/** A view by its relationKey and the text of its query. */
export interface ViewQuery {
  readonly key: string;
  readonly query: string;
}

/** The views of a state; of those that exist outside of the definitions there is no query. */
export function viewQueries({ ddl }: KitState): ViewQuery[] {
  return ddl
    .filter((entity) => entity.entityType === "views")
    .map(({ schema = "public", name, definition }) => ({
      key: relationKey({ schema, name }),
      query: typeof definition === "string" ? definition : "",
    }));
}

/** Which table points at which, by their paths. */
export function foreignKeysOf({ ddl }: KitState): { readonly from: string[]; readonly to: string[] }[] {
  return ddl.flatMap((entity) => {
    if (entity.entityType !== "fks") return [];
    const { schema = "public", table = "", schemaTo = "public", tableTo = "" } = entity as KitForeignKey;
    return [{ from: [schema, table], to: [schemaTo, tableTo] }];
  });
}

interface KitForeignKey extends KitEntity {
  readonly schemaTo?: string;
  readonly tableTo?: string;
}

/** The policies of a state, with the roles that they name. */
export function policiesOf({ ddl }: KitState) {
  const off = new Set(
    ddl
      .filter(({ entityType, isRlsEnabled }) => entityType === "tables" && isRlsEnabled === false)
      .map(({ schema = "public", name }) => relationKey({ schema, name })),
  );
  return ddl
    .filter(({ entityType }) => entityType === "policies")
    .map(({ schema = "public", table = "", name, roles }) => ({
      name,
      table: relationKey({ schema, name: table }),
      isAsked: !off.has(relationKey({ schema, name: table })),
      roles: Array.isArray(roles) ? roles.map(String) : [],
    }));
}
