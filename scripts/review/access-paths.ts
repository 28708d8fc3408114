import { type AclEntry, OWNER, PUBLIC } from "../model/acl.ts";
import { groupBy } from "../model/group.ts";
import { type ObjectName, objectKey, schemaOf } from "../model/object.ts";
import type { Ownership } from "../model/ownership.ts";
import { kindFacts, type Privilege } from "../model/privilege.ts";
import { aclOf, type ObjectPrivileges, type Warehouse } from "../model/warehouse.ts";
import { DATA_ROLES, givesPrivilege } from "./predefined-roles.ts";
import { type Reach, type RoleGraph, roleGraph } from "./reach.ts";

/** What gives a privilege to the role at the end of a path. */
export type Ground =
  | { readonly kind: "entry"; readonly entry: AclEntry }
  | { readonly kind: "owner"; readonly owner: string }
  | { readonly kind: "predefined role"; readonly role: string }
  | { readonly kind: "superuser"; readonly role: string };

/** One way in which a role can use a privilege. */
export interface AccessPath extends Reach {
  readonly privilege: Privilege;
  /** What the privilege is on: the object that was asked for, its table, or one of its columns. */
  readonly object: ObjectName;
  readonly by: Ground;
  /** Whether the privilege can be granted to others. */
  readonly grantable: boolean;
  /** The schema on which USAGE is missing: then the object cannot be reached by its name. */
  readonly lacksUsage?: string;
}

/** What is asked of one warehouse again and again. */
export interface AccessIndex {
  readonly warehouse: Warehouse;
  readonly graph: RoleGraph;
  /** Privileges on columns, by the objectKey of their table. */
  readonly columns: ReadonlyMap<string, readonly ObjectPrivileges[]>;
  /** The table of each sequence of a serial column, whose owner it follows; by objectKey of the sequence. */
  readonly serials: ReadonlyMap<string, ObjectName>;
  /** Whether a role has USAGE on a schema, by both. */
  readonly usage: Map<string, boolean>;
}

const tableOf = ({ path }: ObjectName): ObjectName => ({ kind: "table", path: path.slice(0, 2) });

/** Makes the index. Conditions are taken to hold: bind the warehouse before. */
export function indexAccess(warehouse: Warehouse): AccessIndex {
  const serials = new Map<string, ObjectName>();
  for (const { schema, name, columns } of warehouse.relations.values()) {
    for (const { serialSequence } of columns) {
      if (serialSequence === undefined) continue;
      const sequence = objectKey({ kind: "sequence", path: [schema, serialSequence] });
      serials.set(sequence, { kind: "table", path: [schema, name] });
    }
  }
  const onColumns = [...warehouse.privileges.values()].filter(({ object }) => object.kind === "column");
  const columns = groupBy(onColumns, ({ object }) => objectKey(tableOf(object)));
  return { warehouse, graph: roleGraph(warehouse), columns, serials, usage: new Map() };
}

/** Who owns an object; a column and the sequence of a serial belong to the owner of their table. */
export function ownerOf({ warehouse, serials }: AccessIndex, object: ObjectName): Ownership | undefined {
  const key = objectKey(object);
  const own = warehouse.owners.get(key);
  if (own) return own;
  const table = object.kind === "column" ? tableOf(object) : serials.get(key);
  return table && warehouse.owners.get(objectKey(table));
}

/** The paths on one object alone: not those by way of its columns or its table. */
function pathsOn(index: AccessIndex, role: string, object: ObjectName): AccessPath[] {
  const { warehouse, graph } = index;
  const reaches = graph.reaches(role);
  const { privileges } = kindFacts(object.kind);
  const all = (reach: Reach | undefined, by: Ground): AccessPath[] =>
    reach ? privileges.map((privilege) => ({ ...reach, privilege, object, by, grantable: true })) : [];
  const owner = ownerOf(index, object)?.owner;
  const entries = [...aclOf(warehouse, object).entries.values()].flatMap((entry): AccessPath[] => {
    // What stands for the owner itself is told as ownership.
    const reach = entry.grantee === OWNER ? undefined : reaches.get(entry.grantee);
    const { privilege, grantable } = entry;
    return reach ? [{ ...reach, privilege, object, by: { kind: "entry", entry }, grantable }] : [];
  });
  const predefined = DATA_ROLES.flatMap((name) => {
    const given = all(reaches.get(name), { kind: "predefined role", role: name });
    return given
      .filter(({ privilege }) => givesPrivilege(name, object.kind, privilege))
      .map((path) => ({ ...path, grantable: false }));
  });
  // Attributes are not inherited: a superuser one is, or becomes by SET ROLE.
  const superusers = role === PUBLIC ? [] : [...graph.becomes(role)];
  const [first] = superusers.filter(([name]) => warehouse.roles.get(name)?.superuser);
  const [name = "", via = []] = first ?? [];
  const asSuperuser: Reach | undefined = first && (name === role ? { via } : { via, after: name });
  return [
    ...entries,
    ...(owner === undefined ? [] : all(reaches.get(owner), { kind: "owner", owner })),
    ...predefined,
    ...all(asSuperuser, { kind: "superuser", role: name }),
  ];
}

/** A schema that was there before belongs to no definition: on `public` everybody has USAGE unless it is said. */
function isOpen({ schemas, privileges }: Warehouse, schema: string): boolean {
  return schema === "public" && !schemas.has(schema) && !privileges.has("schema public");
}

/** Whether a role has USAGE on a schema without SET ROLE. */
export function hasUsage(index: AccessIndex, role: string, schema: string): boolean {
  const key = `${role}\t${schema}`;
  const before = index.usage.get(key);
  if (before !== undefined) return before;
  const paths = pathsOn(index, role, { kind: "schema", path: [schema] });
  const has =
    isOpen(index.warehouse, schema) ||
    paths.some(({ privilege, after }) => privilege === "USAGE" && after === undefined);
  index.usage.set(key, has);
  return has;
}

const RANK: readonly Ground["kind"][] = ["entry", "owner", "predefined role", "superuser"];

/** The simplest path first: no SET ROLE, few memberships, what an ACL says. */
export function bySimplicity(a: AccessPath, b: AccessPath): number {
  return (
    Number(a.after !== undefined) - Number(b.after !== undefined) ||
    a.via.length - b.via.length ||
    RANK.indexOf(a.by.kind) - RANK.indexOf(b.by.kind)
  );
}

/**
 * Every path by which a role, or PUBLIC, can use privileges on an object: of a column also those on its table,
 * of a table also those on single columns. Views run with their owner's rights and are not followed.
 */
export function accessPaths(index: AccessIndex, role: string, object: ObjectName): AccessPath[] {
  const around =
    object.kind === "column"
      ? pathsOn(index, role, tableOf(object)).filter(({ privilege, by }) => {
          // A column's own paths have the others already.
          const known: readonly Privilege[] = kindFacts("column").privileges;
          return by.kind === "entry" && known.includes(privilege);
        })
      : object.kind === "table"
        ? (index.columns.get(objectKey(object)) ?? []).flatMap((column) =>
            pathsOn(index, role, column.object).filter(({ by }) => by.kind === "entry"),
          )
        : [];
  const schema = schemaOf(object);
  return [...pathsOn(index, role, object), ...around]
    .map((path) =>
      schema === undefined || hasUsage(index, path.after ?? role, schema)
        ? path
        : { ...path, lacksUsage: schema },
    )
    .sort(bySimplicity);
}
