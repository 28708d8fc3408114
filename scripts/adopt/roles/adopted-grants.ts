// What is held → entries by privileges and objects.
import type { RolesContext } from "../../declarations/declared-access.ts";
import type { PublicEntry } from "../../declarations/language/schema-of-grants.ts";
import { type Catalog, makeCatalog } from "../../declarations/objects/catalog.ts";
import { groupBy } from "../../model/group.ts";
import { compareText, displayName, displayPath } from "../../model/identifier.ts";
import { displayObject, type ObjectName, objectKey } from "../../model/object.ts";
import { type KindKey, OBJECT_KINDS, type ObjectKind } from "../../model/object-kinds.ts";
import type { Privilege } from "../../model/privilege.ts";
import { type Relation, relationKey } from "../../model/relation.ts";
import { compressNames, oneOrList } from "./compress.ts";
import type { Facts } from "./facts.ts";
import { privilegesText } from "./scene.ts";

/** What an entry is on: a kind's key with names, and what goes with it. */
type Objects = Pick<PublicEntry, KindKey | "columns" | "except" | "sensitive">;

function catalogOf({ schemas, relations, objects, sensitive }: RolesContext): Catalog {
  return makeCatalog({ schemas, relations: relations.values(), objects: objects.values() }, sensitive);
}

/** Names of two parts, `S.*` where all of a schema is meant. */
function pairs(
  names: readonly (readonly string[])[],
  universe: readonly (readonly string[])[],
): Objects["tables"] {
  const key = (path: readonly string[]) => displayPath(path);
  const wanted = groupBy(names, ([schema = ""]) => schema);
  const all = groupBy(universe, ([schema = ""]) => schema);
  const isKnown = new Set(universe.map(key));
  const known = (schema: string) => (wanted.get(schema) ?? []).filter((path) => isKnown.has(key(path)));
  const isWhole = (schema: string) =>
    (all.get(schema)?.length ?? 0) > 1 && all.get(schema)?.length === known(schema).length;
  const whole = [...wanted.keys()].filter(isWhole);
  // A schema without any of these objects adds nothing.
  const { patterns } = compressNames(whole, [...all.keys()].sort(compareText));
  // What no wildcard reaches is named beside it.
  const single = names.filter((path) => !whole.includes(path[0] ?? "") || !isKnown.has(key(path))).map(key);
  return oneOrList([...patterns.map((pattern) => `${pattern}.*`), ...single].sort(compareText));
}

/** The relations in as few words as there are: those that are sensitive must be named, and that said. */
function relationEntries(paths: readonly (readonly string[])[], context: RolesContext): Objects[] {
  const catalog = catalogOf(context);
  const asRelation = ([schema = "", name = ""]: readonly string[]): Relation =>
    context.relations.get(relationKey({ schema, name })) ?? { kind: "table", schema, name, columns: [] };
  const isSensitive = (path: readonly string[]) => catalog.isSensitive(asRelation(path));
  const plain = paths.filter((path) => !isSensitive(path));
  const marked = paths.filter(isSensitive);
  const universe = catalog.relations.filter((relation) => !catalog.isSensitive(relation));
  const tables = pairs(
    plain,
    universe.map(({ schema, name }) => [schema, name]),
  );
  return [
    ...(plain.length > 0 && tables ? [{ tables }] : []),
    ...(marked.length > 0
      ? [{ tables: oneOrList(marked.map(displayPath).sort(compareText)), sensitive: "only" as const }]
      : []),
  ];
}

/** Entries for objects of one kind of which the same is said. */
export function objectEntries(
  kind: ObjectKind,
  objects: readonly ObjectName[],
  context: RolesContext,
): Objects[] {
  const paths = objects.map(({ path }) => path);
  if (kind === "table") return relationEntries(paths, context);
  if (kind === "schema") {
    const universe = [...context.schemas].sort(compareText);
    return [{ schemas: oneOrList(compressNames(paths.flat(), universe).patterns) }];
  }
  if (kind === "database") return [{ database: "current" }];
  if (kind === "large object") return [{ large_objects: oneOrList(paths.map(([oid]) => Number(oid))) }];
  if (kind === "column") {
    const byTable = groupBy(paths, ([schema = "", name = ""]) => displayPath([schema, name]));
    const byColumns = groupBy(
      [...byTable].map(([table, list]) => ({
        table,
        columns: list.map((path) => displayName(path[2] ?? "")),
      })),
      ({ columns }) => columns.join(),
    );
    return [...byColumns.values()].map((same) => ({
      tables: oneOrList(same.map(({ table }) => table)),
      columns: oneOrList(same[0]?.columns ?? []),
      ...(same.some(({ table }) => isMarked(table, context)) && { sensitive: "include" as const }),
    }));
  }
  if (kind === "sequence" || kind === "type") {
    const universe = catalogOf(context).objectsOf(kind);
    const names = pairs(
      paths,
      universe.map(({ path }) => path),
    );
    return [kind === "sequence" ? { sequences: names } : { types: names }];
  }
  // The dots of a parameter are no dots of a path.
  const text = (object: ObjectName) =>
    kind === "parameter" ? (object.path[0] ?? "") : displayObject(object);
  return [{ [OBJECT_KINDS[kind].key]: oneOrList(objects.map(text).sort(compareText)) }];
}

const isMarked = (table: string, { sensitive }: RolesContext): boolean =>
  sensitive.has(table) || [...sensitive].some((key) => key.startsWith(`${table}.`));

/** An entry by privileges, as a grant and as what PUBLIC has. */
interface DirectEntry extends Objects {
  privileges: "ALL" | Privilege | Privilege[];
  grant_option?: boolean;
}

/** What is held on one object. */
interface Held {
  readonly object: ObjectName;
  readonly privileges: ReadonlySet<Privilege>;
  readonly grantable: boolean;
}

/** Says what is held by privileges and objects, those of the same privileges together. */
export function directEntries(held: readonly Held[], context: RolesContext, major: number): DirectEntry[] {
  const written = held
    .map(({ object, privileges, grantable }) => ({
      object,
      grantable,
      privileges: privilegesText(object.kind, privileges, major),
    }))
    .sort((a, b) => compareText(objectKey(a.object), objectKey(b.object)));
  const groups = groupBy(
    written,
    ({ object, grantable, privileges }) => `${object.kind}\t${privileges}\t${grantable}`,
  );
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (!first) return [];
    const { object, privileges, grantable } = first;
    const objects = group.map((entry) => entry.object);
    return objectEntries(object.kind, objects, context).map((named) => ({
      privileges,
      ...named,
      ...(grantable && { grant_option: true }),
    }));
  });
}

/** Says each fact by privileges and objects. */
export function grantsByPrivileges(facts: Facts, context: RolesContext, major: number): DirectEntry[] {
  const byObject = groupBy(facts.values(), ({ object, grantable }) => `${objectKey(object)}\t${grantable}`);
  const held = [...byObject.values()].flatMap((list) => {
    const [first] = list;
    return first ? [{ ...first, privileges: new Set(list.map(({ privilege }) => privilege)) }] : [];
  });
  return directEntries(held, context, major);
}
