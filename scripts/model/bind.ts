/** A template of a warehouse becomes the concrete one of a target. */
import { type Acl, type AclEntry, entryKey, internAcl, PUBLIC, plainEntry } from "./acl.ts";
import { nameAll } from "./collections.ts";
import { holds } from "./condition.ts";
import { fillingIn, type Naming } from "./naming.ts";
import { type ObjectName, objectKey } from "./object.ts";
import { knowsPrivilege } from "./privilege.ts";
import type { Relation } from "./relation.ts";
import { filledTypes } from "./server-identifier.ts";
import { type Binding, fillVariables } from "./variable.ts";
import { aclOf, type Warehouse } from "./warehouse.ts";

/** What of ACLs was bound before: the states of a history, and the objects of a state, share nearly all of it. */
interface BoundBefore {
  readonly acls: Map<Acl, Acl>;
  /** Without those that do not exist on the target, undefined. */
  readonly entries: Map<AclEntry, AclEntry | undefined>;
}

const boundBefore = new WeakMap<Binding, BoundBefore>();

function knownOf(binding: Binding): BoundBefore {
  const known = boundBefore.get(binding) ?? { acls: new Map(), entries: new Map() };
  boundBefore.set(binding, known);
  return known;
}

/** An entry, where it exists on the target. @param fill puts values into a name */
function bindEntry(
  { when, ...entry }: AclEntry,
  { variables, major }: Binding,
  fill: (name: string) => string,
): AclEntry | undefined {
  if (!holds(when, variables) || !knowsPrivilege(major, entry.privilege)) return undefined;
  return { ...entry, grantee: fill(entry.grantee), grantor: fill(entry.grantor) };
}

/** The entries that exist on the target. @param fill puts values into a name */
function bindAcl(acl: Acl, binding: Binding, fill: (name: string) => string): Acl {
  const known = knownOf(binding).entries;
  const filled: AclEntry[] = [];
  for (const entry of acl.entries.values()) {
    if (!known.has(entry)) known.set(entry, bindEntry(entry, binding, fill));
    const bound = known.get(entry);
    if (bound) filled.push(bound);
  }
  const all = internAcl(filled);
  if (!filled.some(({ grantable }) => grantable)) return all;
  const { entries } = all;
  // A server has a privilege with its option or without: what two conditions give adds up.
  return internAcl(
    [...entries.values()].filter(
      (entry) => entry.grantable || !entries.has(entryKey({ ...entry, grantable: true })),
    ),
  );
}

/** A relation with the names in it filled in. @param fill puts values into a name */
function bindRelation({ kind, schema, name, columns }: Relation, fill: (name: string) => string): Relation {
  const hasVariable = columns.some(({ type }) => type.includes("${"));
  return {
    kind,
    schema: fill(schema),
    name: fill(name),
    columns: hasVariable
      ? columns.map((column) => ({ ...column, type: filledTypes(column.type, fill) }))
      : columns,
  };
}

/** An object with the names in it filled in, those of the types of a routine's arguments too. */
export function filledObject({ kind, path }: ObjectName, fill: (name: string) => string): ObjectName {
  if (kind !== "routine") return { kind, path: path.map(fill) };
  const [schema = "", name = "", types = ""] = path;
  return { kind, path: [fill(schema), fill(name), filledTypes(types, fill)] };
}

/**
 * The concrete warehouse of one target: variables filled in, what is conditional decided.
 *
 * @throws {Error} when a variable has no value
 */
export function bindWarehouse(template: Warehouse, binding: Binding): Warehouse {
  const fill = (name: string) => fillVariables(name, binding.variables);
  const bound = knownOf(binding).acls;
  const naming: Naming = {
    ...fillingIn(fill),
    relation: (relation) => bindRelation(relation, fill),
    object: (object) => filledObject(object, fill),
    acl: (acl) => {
      const result = bound.get(acl) ?? bindAcl(acl, binding, fill);
      bound.set(acl, result);
      return result;
    },
  };
  const warehouse = nameAll(template, naming, binding);
  return binding.major < 15 ? withPublicSchema(warehouse) : warehouse;
}

/** With what PUBLIC has by itself on the schema `public` before 15, unless the files say what it has there. */
function withPublicSchema(warehouse: Warehouse): Warehouse {
  const object: ObjectName = { kind: "schema", path: ["public"] };
  const key = objectKey(object);
  if (warehouse.publicSaid.has(key)) return warehouse;
  const create = plainEntry(PUBLIC, "CREATE");
  const acl = internAcl([...aclOf(warehouse, object).entries.values(), create]);
  return { ...warehouse, privileges: new Map([...warehouse.privileges, [key, { object, acl }]]) };
}
