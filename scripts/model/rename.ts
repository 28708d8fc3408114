import { type Acl, internAcl } from "./acl.ts";
import { defaultKey } from "./default-privileges.ts";
import { displayPath, splitPath } from "./identifier.ts";
import { type ObjectName, objectKey } from "./object.ts";
import type { ObjectKind } from "./privilege.ts";
import { type Relation, relationKey } from "./relation.ts";
import { membershipKey } from "./role.ts";
import type { KeptSequence, Warehouse } from "./warehouse.ts";

/**
 * One thing that got another name and kept its privileges. Paths count from the schema; the containers of a
 * path carry the names that the renames before it in the list gave them. Roles are renamed all at once.
 */
export interface Rename {
  readonly kind: "schema" | "relation" | "column" | "sequence" | "type" | "role";
  readonly from: readonly string[];
  readonly to: readonly string[];
}

/** The renames of the way back: the last first, each turned round. */
export function invertRenames(renames: readonly Rename[]): Rename[] {
  return renames.toReversed().map(({ kind, from, to }) => ({ kind, from: to, to: from }));
}

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

/** The sequences of a relation's serial columns, which keep their names but follow it into another schema. */
function movedSequences(relations: Iterable<Relation>, { kind, from, to }: Rename): ReadonlySet<string> {
  if (kind !== "relation" || from[0] === to[0]) return new Set();
  const moved = [...relations].filter(({ schema, name }) => schema === from[0] && name === from[1]);
  const columns = moved.flatMap((relation) => relation.columns);
  return new Set(columns.flatMap(({ serialSequence }) => serialSequence ?? []));
}

/** The kinds of object whose paths a rename changes. */
const FOLLOWERS: Readonly<Record<Exclude<Rename["kind"], "role">, ReadonlySet<ObjectKind>>> = {
  schema: new Set(["schema", "table", "column", "sequence", "routine", "type"]),
  relation: new Set(["table", "column"]),
  column: new Set(["column"]),
  sequence: new Set(["sequence"]),
  type: new Set(["type"]),
};

function moveObject(object: ObjectName, rename: Rename, sequences: ReadonlySet<string>): ObjectName {
  const { kind, path } = object;
  const [schema = "", name = ""] = path;
  if (kind === "sequence" && sequences.has(name) && schema === rename.from[0]) {
    return { kind, path: [rename.to[0] ?? schema, name] };
  }
  if (rename.kind === "role" || !FOLLOWERS[rename.kind].has(kind)) return object;
  const moved = movePath(path, rename);
  return moved === path ? object : { kind, path: moved };
}

/** Of a relation or a column. */
function moveKey(key: string, rename: Rename): string {
  if (rename.kind === "sequence" || rename.kind === "type") return key;
  return displayPath(movePath(splitPath(key) ?? [key], rename));
}

function moveRelation(relation: Relation, rename: Rename): Relation {
  if (rename.kind === "sequence" || rename.kind === "type") return relation;
  const own = movePath([relation.schema, relation.name], rename);
  const [schema = relation.schema, name = relation.name] = own;
  const columns = relation.columns.map((column) => {
    const path = movePath([schema, name, column.name], rename);
    return { ...column, name: path[2] ?? column.name };
  });
  return { ...relation, schema, name, columns };
}

const byObject = <Entry extends { readonly object: ObjectName }>(entries: readonly Entry[]) =>
  new Map(entries.map((entry) => [objectKey(entry.object), entry]));

function renameObjects(warehouse: Warehouse, rename: Rename): Warehouse {
  const sequences = movedSequences(warehouse.relations.values(), rename);
  const relations = [...warehouse.relations.values()].map((relation) => moveRelation(relation, rename));
  const kept = [...warehouse.keptSequences.values()].map(
    ({ column, sequence }): KeptSequence => ({ column: moveKey(column, rename), sequence }),
  );
  const moved = <Entry extends { readonly object: ObjectName }>(entry: Entry): Entry => {
    const object = moveObject(entry.object, rename, sequences);
    return object === entry.object ? entry : { ...entry, object };
  };
  const moveSchema = (schema: string) =>
    rename.kind === "schema" ? (movePath([schema], rename)[0] ?? schema) : schema;
  const objects = [...warehouse.objects.values()].map((object) => moveObject(object, rename, sequences));
  const defaults = [...warehouse.defaults.values()].map((entry) =>
    entry.schema === undefined ? entry : { ...entry, schema: moveSchema(entry.schema) },
  );
  return {
    ...warehouse,
    schemas: new Set([...warehouse.schemas].map(moveSchema)),
    revokingSchemas: new Set([...warehouse.revokingSchemas].map(moveSchema)),
    objects: new Map(objects.map((object) => [objectKey(object), object])),
    relations: new Map(relations.map((relation) => [relationKey(relation), relation])),
    sensitive: new Set([...warehouse.sensitive].map((key) => moveKey(key, rename))),
    keptSequences: new Map(kept.map((entry) => [entry.column, entry])),
    privileges: byObject([...warehouse.privileges.values()].map(moved)),
    owners: byObject([...warehouse.owners.values()].map(moved)),
    comments: byObject([...warehouse.comments.values()].map(moved)),
    defaults: new Map(defaults.map((entry) => [defaultKey(entry), entry])),
    roles: new Map(
      [...warehouse.roles].map(([name, role]) => {
        const schema = role.schema === undefined ? undefined : moveSchema(role.schema);
        return [name, schema === undefined ? role : { ...role, schema }];
      }),
    ),
  };
}

/** All at once: two roles may exchange their names. */
function renameRoles(warehouse: Warehouse, renames: readonly Rename[]): Warehouse {
  const names = new Map(renames.map(({ from, to }) => [from[0] ?? "", to[0] ?? ""]));
  const move = (name: string) => names.get(name) ?? name;
  const memberships = [...warehouse.memberships.values()].map((membership) => ({
    ...membership,
    role: move(membership.role),
    member: move(membership.member),
  }));
  const isNamed = (acl: Acl) =>
    [...acl.entries.values()].some(({ grantee, grantor }) => names.has(grantee) || names.has(grantor));
  const moveAcl = (acl: Acl): Acl => {
    if (!isNamed(acl)) return acl;
    const entries = [...acl.entries.values()].map((entry) => ({
      ...entry,
      grantee: move(entry.grantee),
      grantor: move(entry.grantor),
    }));
    return internAcl(entries);
  };
  const defaults = [...warehouse.defaults.values()].map((entry) => ({
    ...entry,
    creator: move(entry.creator),
    acl: moveAcl(entry.acl),
  }));
  return {
    ...warehouse,
    roles: new Map([...warehouse.roles].map(([name, role]) => [move(name), { ...role, name: move(name) }])),
    memberships: new Map(memberships.map((membership) => [membershipKey(membership), membership])),
    privileges: new Map(
      [...warehouse.privileges].map(([key, { object, acl }]) => [key, { object, acl: moveAcl(acl) }]),
    ),
    defaults: new Map(defaults.map((entry) => [defaultKey(entry), entry])),
    owners: new Map(
      [...warehouse.owners].map(([key, { object, owner }]) => [key, { object, owner: move(owner) }]),
    ),
  };
}

/** The warehouse after the renames: privileges follow their objects and roles. */
export function applyRenames(warehouse: Warehouse, renames: readonly Rename[]): Warehouse {
  const ofRoles = renames.filter(({ kind }) => kind === "role");
  const renamed = renames
    .filter(({ kind }) => kind !== "role")
    .reduce((current, rename) => renameObjects(current, rename), warehouse);
  return ofRoles.length === 0 ? renamed : renameRoles(renamed, ofRoles);
}
