import { internAcl } from "./acl.ts";
import { displayPath, splitPath } from "./identifier.ts";
import { type ObjectName, objectKey } from "./object.ts";
import { type Relation, relationKey } from "./relation.ts";
import { membershipKey } from "./role.ts";
import type { KeptSequence, Warehouse } from "./warehouse.ts";

/**
 * One thing that got another name and kept its privileges. Paths count from the schema; the containers of a
 * path carry the names that the renames before it in the list gave them.
 */
export interface Rename {
  readonly kind: "schema" | "relation" | "column" | "role";
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

/** The sequences of a relation's serial columns, which keep their names but follow it into another schema. */
function movedSequences(relations: Iterable<Relation>, { kind, from, to }: Rename): ReadonlySet<string> {
  if (kind !== "relation" || from[0] === to[0]) return new Set();
  const moved = [...relations].filter(({ schema, name }) => schema === from[0] && name === from[1]);
  const columns = moved.flatMap((relation) => relation.columns);
  return new Set(columns.flatMap(({ serialSequence }) => serialSequence ?? []));
}

function moveObject(object: ObjectName, rename: Rename, sequences: ReadonlySet<string>): ObjectName {
  const { kind } = object;
  const [schema = "", name = ""] = object.path;
  if (kind === "sequence" && rename.kind !== "schema") {
    const follows = schema === rename.from[0] && sequences.has(name);
    return follows ? { kind, path: [rename.to[0] ?? schema, name] } : object;
  }
  const path = movePath(object.path, rename);
  return path === object.path ? object : { kind, path };
}

function moveKey(key: string, rename: Rename): string {
  return displayPath(movePath(splitPath(key) ?? [key], rename));
}

function moveRelation(relation: Relation, rename: Rename): Relation {
  const own = movePath([relation.schema, relation.name], rename);
  const [schema = relation.schema, name = relation.name] = own;
  const columns = relation.columns.map((column) => {
    const path = movePath([schema, name, column.name], rename);
    return { ...column, name: path[2] ?? column.name };
  });
  return { ...relation, schema, name, columns };
}

function renameObjects(warehouse: Warehouse, rename: Rename): Warehouse {
  const sequences = movedSequences(warehouse.relations.values(), rename);
  const relations = [...warehouse.relations.values()].map((relation) => moveRelation(relation, rename));
  const kept = [...warehouse.keptSequences.values()].map(
    ({ column, sequence }): KeptSequence => ({ column: moveKey(column, rename), sequence }),
  );
  const privileges = [...warehouse.privileges.values()].map(({ object, acl }) => ({
    object: moveObject(object, rename, sequences),
    acl,
  }));
  return {
    ...warehouse,
    schemas: new Set([...warehouse.schemas].map((schema) => movePath([schema], rename)[0] ?? schema)),
    relations: new Map(relations.map((relation) => [relationKey(relation), relation])),
    sensitive: new Set([...warehouse.sensitive].map((key) => moveKey(key, rename))),
    keptSequences: new Map(kept.map((entry) => [entry.column, entry])),
    privileges: new Map(privileges.map((entry) => [objectKey(entry.object), entry])),
    roles: new Map(
      [...warehouse.roles].map(([name, role]) => {
        const schema = role.schema === undefined ? undefined : movePath([role.schema], rename)[0];
        return [name, schema === undefined ? role : { ...role, schema }];
      }),
    ),
  };
}

function renameRole(warehouse: Warehouse, { from, to }: Rename): Warehouse {
  const move = (name: string) => (name === from[0] ? (to[0] ?? name) : name);
  const memberships = [...warehouse.memberships.values()].map((membership) => ({
    ...membership,
    role: move(membership.role),
    member: move(membership.member),
  }));
  const privileges = [...warehouse.privileges].map(([key, { object, acl }]) => {
    const entries = [...acl.entries.values()].map((entry) => ({
      ...entry,
      grantee: move(entry.grantee),
      grantor: move(entry.grantor),
    }));
    return [key, { object, acl: internAcl(entries) }] as const;
  });
  return {
    ...warehouse,
    roles: new Map([...warehouse.roles].map(([name, role]) => [move(name), { ...role, name: move(name) }])),
    memberships: new Map(memberships.map((membership) => [membershipKey(membership), membership])),
    privileges: new Map(privileges),
  };
}

/** The warehouse after the renames, one after the other: privileges follow their objects and roles. */
export function applyRenames(warehouse: Warehouse, renames: readonly Rename[]): Warehouse {
  return renames.reduce(
    (current, rename) =>
      rename.kind === "role" ? renameRole(current, rename) : renameObjects(current, rename),
    warehouse,
  );
}
