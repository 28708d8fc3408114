// What there is to be named, and what of it is sensitive.
import type { ExtensionMembers } from "../../model/extension-members.ts";
import { groupBy } from "../../model/group.ts";
import { compareText, displayPath, splitPath } from "../../model/identifier.ts";
import type { KnownRoutines } from "../../model/known-routines.ts";
import { type ObjectName, objectKey } from "../../model/object.ts";
import type { ObjectKind } from "../../model/object-kinds.ts";
import { type Relation, relationKey } from "../../model/relation.ts";
import { serialSequences } from "../../model/relation-objects.ts";
import type { SensitiveMode } from "../language/schema-of-grants.ts";
import type { Report } from "../yaml/placed.ts";

/** What is there to be named, before anybody says what is sensitive. */
export interface CatalogSource {
  /** Those of the definitions and the external ones. */
  readonly schemas: Iterable<string>;
  /** Those that others make: exact names of relations in them are taken as said. */
  readonly externalSchemas?: Iterable<string>;
  readonly relations: Iterable<Relation>;
  /** Sequences and types on their own. */
  readonly objects?: Iterable<ObjectName>;
  readonly routines?: KnownRoutines | undefined;
  readonly extensions?: ReadonlyMap<string, ExtensionMembers> | undefined;
}

/** What patterns are matched with. */
export interface Catalog {
  readonly schemas: readonly string[];
  readonly externalSchemas: ReadonlySet<string>;
  readonly relations: readonly Relation[];
  readonly relationsOf: (schema: string) => readonly Relation[];
  /** The one of this very name, if there is one. */
  readonly relationsCalled: (schema: string, name: string) => readonly Relation[];
  /** What is known of a kind that lies in a schema and is no relation; sequences of serial columns too. */
  readonly objectsOf: (kind: ObjectKind) => readonly ObjectName[];
  readonly routines: KnownRoutines;
  /** By name; without members where no server was asked yet. */
  readonly extensions: ReadonlyMap<string, ExtensionMembers>;
  /** As a whole or in some of its columns. */
  readonly isSensitive: (relation: Relation) => boolean;
  /** Whether something in the schema is sensitive that others make: it may be made again at any time. */
  readonly isGuarded: (schema: string) => boolean;
  /** The columns that are sensitive in a relation that is not sensitive as a whole. */
  readonly sensitiveColumns: (relation: Relation) => ReadonlySet<string>;
}

/** What names are looked for in, and who is told of those that are not there. */
export interface NamingContext {
  readonly catalog: Catalog;
  readonly report: Report;
}

/** How much of a relation an entry reaches; `part` is all but the sensitive columns. */
export type Reached = "whole" | "part" | "none";

const NO_COLUMNS: ReadonlySet<string> = new Set();

/** PostgreSQL's own schemas. No pattern matches them. */
export function isSystemSchema(name: string): boolean {
  return name.startsWith("pg_") || name === "information_schema";
}

/** Whether it is known which columns a relation has: drizzle-kit knows none of views, nobody those of others' tables. */
export function hasKnownColumns({ columns }: Relation): boolean {
  return columns.length > 0;
}

/** A relation of an external schema, of which only the name is known. */
export function namedRelation(schema: string, name: string): Relation {
  return { kind: "table", schema, name, columns: [] };
}

/** Columns that are marked, by relation key. */
function markedColumns(sensitive: ReadonlySet<string>): ReadonlyMap<string, ReadonlySet<string>> {
  const paths = [...sensitive].flatMap((key) => {
    const [schema = "", name = "", column] = splitPath(key) ?? [];
    return column === undefined ? [] : [{ key: displayPath([schema, name]), column }];
  });
  return new Map(
    [...groupBy(paths, ({ key }) => key)].map(([key, list]) => [key, new Set(list.map((one) => one.column))]),
  );
}

/** Relations of external schemas are known as far as something says that they are sensitive. */
function markedElsewhere(sensitive: ReadonlySet<string>, external: ReadonlySet<string>): Relation[] {
  if (external.size === 0) return [];
  return [...sensitive].flatMap((key) => {
    const [schema = "", name = ""] = splitPath(key) ?? [];
    return external.has(schema) ? [namedRelation(schema, name)] : [];
  });
}

/** @param sensitive relation keys and paths of columns */
export function makeCatalog(source: CatalogSource, sensitive: ReadonlySet<string>): Catalog {
  const externalSchemas = new Set(source.externalSchemas);
  const byKey = new Map(
    [...markedElsewhere(sensitive, externalSchemas), ...source.relations]
      .filter(({ schema }) => !isSystemSchema(schema))
      .map((relation) => [relationKey(relation), relation]),
  );
  const relations = [...byKey].sort(([a], [b]) => compareText(a, b)).map(([, relation]) => relation);
  const bySchema = groupBy(relations, ({ schema }) => schema);
  const columns = markedColumns(sensitive);
  const objects = new Map(
    [...(source.objects ?? []), ...relations.flatMap(serialSequences)].map(
      (object) => [objectKey(object), object] as const,
    ),
  );
  const byKind = groupBy(
    [...objects].sort(([a], [b]) => compareText(a, b)).map(([, object]) => object),
    ({ kind }) => kind,
  );
  const isWhole = (relation: Relation, key: string) =>
    // Of a relation whose columns nobody knows the others cannot be named.
    sensitive.has(key) || (columns.has(key) && !hasKnownColumns(relation));
  const isSensitive = (relation: Relation) => {
    const key = relationKey(relation);
    return sensitive.has(key) || columns.has(key);
  };
  return {
    schemas: [...new Set(source.schemas)].filter((schema) => !isSystemSchema(schema)).sort(compareText),
    externalSchemas,
    relations,
    relationsOf: (schema) => bySchema.get(schema) ?? [],
    relationsCalled: (schema, name) => {
      const found = byKey.get(relationKey({ schema, name }));
      return found ? [found] : [];
    },
    objectsOf: (kind) => byKind.get(kind) ?? [],
    routines: source.routines ?? { known: [], unclear: [] },
    extensions: source.extensions ?? new Map(),
    isSensitive,
    isGuarded: (schema) => externalSchemas.has(schema) && (bySchema.get(schema) ?? []).some(isSensitive),
    sensitiveColumns: (relation) => {
      const key = relationKey(relation);
      return isWhole(relation, key) ? NO_COLUMNS : (columns.get(key) ?? NO_COLUMNS);
    },
  };
}

/** How much of the relation an entry of this mode reaches. */
export function reachOf(catalog: Catalog, mode: SensitiveMode, relation: Relation): Reached {
  if (!catalog.isSensitive(relation)) return mode === "only" ? "none" : "whole";
  if (mode !== undefined) return "whole";
  return catalog.sensitiveColumns(relation).size > 0 ? "part" : "none";
}

/** Whether an entry of this mode reaches anything of the relation. */
export function isReached(catalog: Catalog, mode: SensitiveMode, relation: Relation): boolean {
  return reachOf(catalog, mode, relation) !== "none";
}
