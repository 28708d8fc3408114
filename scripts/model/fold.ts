/** What renames and changes make of a warehouse. */
import { type Acl, internAcl } from "./acl.ts";
import { eachCollection, nameAll } from "./collections.ts";
import type { ChangesOf, Delta } from "./delta.ts";
import { displayPath, quotePath, splitPath } from "./identifier.ts";
import type { Naming } from "./naming.ts";
import { type ObjectName, objectKey } from "./object.ts";
import { kindFacts } from "./object-kinds.ts";
import type { Column, Relation } from "./relation.ts";
import { columnSequences } from "./relation-objects.ts";
import type { Rename } from "./rename.ts";
import { serverIdentifier } from "./server-identifier.ts";
import type { CollectionName, Warehouse } from "./warehouse.ts";

function movePath(path: readonly string[], { from, to }: Rename): readonly string[] {
  const inside = from.length <= path.length && from.every((segment, index) => path[index] === segment);
  return inside ? [...to, ...path.slice(from.length)] : path;
}

/** Where a relation or column is after the renames. */
export function renamedPath(path: readonly string[], renames: readonly Rename[]): readonly string[] {
  const containers = renames.filter(
    ({ kind }) => kind === "schema" || kind === "relation" || kind === "column",
  );
  return containers.reduce(movePath, path);
}

/** The sequences of a relation's columns, which keep their names but follow it into another schema; by objectKey. */
function movedSequences(relations: Iterable<Relation>, { kind, from, to }: Rename): ReadonlySet<string> {
  if (kind !== "relation" || from[0] === to[0]) return new Set();
  const moved = [...relations].filter(({ schema, name }) => schema === from[0] && name === from[1]);
  return new Set(moved.flatMap(columnSequences).map(objectKey));
}

function moveObject(object: ObjectName, rename: Rename, sequences: ReadonlySet<string>): ObjectName {
  const { kind, path } = object;
  const [schema = "", name = ""] = path;
  if (kind === "sequence" && sequences.has(objectKey(object))) {
    return { kind, path: [rename.to[0] ?? schema, name] };
  }
  if (kind === "routine") return moveRoutine(object, rename);
  if (!kindFacts(kind).path.includes(rename.kind)) return object;
  const moved = movePath(path, rename);
  return moved === path ? object : { kind, path: moved };
}

/** A type of a routine's argument, as the server prints it: `integer`, `"A".mood[]`. Tables are types too. */
function moveType(type: string, rename: Rename): string {
  const brackets = type.endsWith("[]") ? "[]" : "";
  const path = splitPath(type.slice(0, type.length - brackets.length));
  if (path?.length !== 2) return type;
  const moved = movePath(path, rename);
  return moved === path ? type : moved.map(serverIdentifier).join(".") + brackets;
}

const HAS_TYPES: ReadonlySet<Rename["kind"]> = new Set(["schema", "relation", "type"]);

/** A routine in a schema, or with arguments of types, that are called otherwise. */
function moveRoutine({ kind, path }: ObjectName, rename: Rename): ObjectName {
  if (!HAS_TYPES.has(rename.kind)) return { kind, path };
  const [schema = "", name = "", types = ""] = path;
  const moved = types.replaceAll(/(?:"(?:[^"]|"")*"|[^",])+/g, (type) => {
    const [space = ""] = /^ */.exec(type) ?? [];
    return space + moveType(type.slice(space.length), rename);
  });
  const [own = schema] = rename.kind === "schema" ? movePath([schema], rename) : [schema];
  return own === schema && moved === types ? { kind, path } : { kind, path: [own, name, moved] };
}

/** SQL in which a name stands quoted, with its schema. */
function moveInSql(text: string, { kind, from, to }: Rename): string {
  if (kind === "role" || kind === "column") return text;
  const [before, after] = [quotePath(from), quotePath(to)];
  return kind === "schema" ? text.replaceAll(`${before}.`, `${after}.`) : text.replaceAll(before, after);
}

/** A sequence of a column under another name. */
function moveSequences(relation: Relation, { from: [schema, from], to: [, to] }: Rename): Relation {
  const draws = ({ serialSequence, identitySequence }: Column) =>
    from !== undefined && (serialSequence ?? identitySequence) === from;
  if (to === undefined || relation.schema !== schema || !relation.columns.some(draws)) return relation;
  const moved = (column: Column): Column =>
    column.serialSequence === undefined
      ? { ...column, identitySequence: to }
      : { ...column, serialSequence: to };
  return { ...relation, columns: relation.columns.map((column) => (draws(column) ? moved(column) : column)) };
}

function moveRelation(relation: Relation, rename: Rename): Relation {
  const [schema = relation.schema, name = relation.name] = movePath([relation.schema, relation.name], rename);
  const columns = relation.columns.map((column) => {
    const path = movePath([schema, name, column.name], rename);
    return { ...column, name: path[2] ?? column.name };
  });
  return { ...relation, schema, name, columns };
}

const same = <Value>(value: Value): Value => value;

/** Where nothing gets another name. */
const UNNAMED: Naming = {
  schema: same,
  path: same,
  relation: same,
  object: same,
  role: same,
  acl: same,
  sequence: same,
  sql: same,
  text: same,
};

function renameObjects(warehouse: Warehouse, rename: Rename): Warehouse {
  const sequences = movedSequences(warehouse.relations.values(), rename);
  const isOfRelations = rename.kind !== "sequence" && rename.kind !== "type";
  return nameAll(warehouse, {
    ...UNNAMED,
    object: (object) => moveObject(object, rename, sequences),
    sql: (text) => moveInSql(text, rename),
    ...(rename.kind === "schema" && { schema: (schema) => movePath([schema], rename)[0] ?? schema }),
    ...(rename.kind === "sequence" && { relation: (relation) => moveSequences(relation, rename) }),
    ...(isOfRelations && {
      path: (key) => displayPath(movePath(splitPath(key) ?? [key], rename)),
      relation: (relation) => moveRelation(relation, rename),
    }),
  });
}

/** All at once: two roles may exchange their names. */
function renameRoles(warehouse: Warehouse, renames: readonly Rename[]): Warehouse {
  const names = new Map(renames.map(({ from, to }) => [from[0] ?? "", to[0] ?? ""]));
  const role = (name: string) => names.get(name) ?? name;
  const acl = (acl: Acl): Acl => {
    const entries = [...acl.entries.values()];
    if (!entries.some(({ grantee, grantor }) => names.has(grantee) || names.has(grantor))) return acl;
    return internAcl(
      entries.map((entry) => ({ ...entry, grantee: role(entry.grantee), grantor: role(entry.grantor) })),
    );
  };
  return nameAll(warehouse, { ...UNNAMED, role, acl });
}

/** The warehouse after the renames: privileges follow their objects and roles. */
export function applyRenames(warehouse: Warehouse, renames: readonly Rename[]): Warehouse {
  const ofRoles = renames.filter(({ kind }) => kind === "role");
  const renamed = renames
    .filter(({ kind }) => kind !== "role")
    .reduce((current, rename) => renameObjects(current, rename), warehouse);
  return ofRoles.length === 0 ? renamed : renameRoles(renamed, ofRoles);
}

/** The warehouse after a delta, or a whole difference. What a delta says nothing of only follows the renames. */
export function foldDelta(base: Warehouse, delta: Delta): Warehouse {
  const renamed = applyRenames(base, delta.renames);
  const said: Partial<ChangesOf<CollectionName>> = delta;
  return eachCollection<Warehouse>((name, row) => {
    const changes = said[name];
    const isChanged = changes !== undefined && changes.added.length + changes.removed.length > 0;
    return isChanged ? row.fold(renamed[name], changes) : renamed[name];
  });
}
