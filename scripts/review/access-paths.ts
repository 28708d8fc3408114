import { type AclEntry, PUBLIC } from "../model/acl.ts";
import type { ObjectName } from "../model/object.ts";
import { kindFacts, type Privilege } from "../model/privilege.ts";
import type { Warehouse } from "../model/warehouse.ts";
import type { AccessIndex } from "./access-index.ts";
import { DATA_ROLES, givesPrivilege } from "./predefined-roles.ts";
import type { Reach } from "./reach.ts";

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

/** What an ACL says alone. */
function entryPaths(index: AccessIndex, role: string, object: ObjectName): AccessPath[] {
  const reaches = index.graph.reaches(role);
  return index.facts(object).entries.flatMap((entry): AccessPath[] => {
    const reach = reaches.get(entry.grantee);
    const { privilege, grantable } = entry;
    return reach ? [{ ...reach, privilege, object, by: { kind: "entry", entry }, grantable }] : [];
  });
}

/** The paths on one object alone: not those by way of its columns or its table. */
function pathsOn(index: AccessIndex, role: string, object: ObjectName): AccessPath[] {
  const reaches = index.graph.reaches(role);
  const { privileges } = kindFacts(object.kind);
  const all = (reach: Reach | undefined, by: Ground): AccessPath[] =>
    reach ? privileges.map((privilege) => ({ ...reach, privilege, object, by, grantable: true })) : [];
  const owner = index.facts(object).owner?.owner;
  const predefined = DATA_ROLES.filter((name) => reaches.has(name)).flatMap((name) => {
    const given = all(reaches.get(name), { kind: "predefined role", role: name });
    return given
      .filter(({ privilege }) => givesPrivilege(name, object.kind, privilege))
      .map((path) => ({ ...path, grantable: false }));
  });
  const superuser = index.superuser(role);
  return [
    ...entryPaths(index, role, object),
    ...(owner === undefined ? [] : all(reaches.get(owner), { kind: "owner", owner })),
    ...predefined,
    ...all(superuser, { kind: "superuser", role: superuser?.after ?? role }),
  ];
}

/** What a privilege on the whole gives of its parts, and the other way round. */
function pathsAround(index: AccessIndex, role: string, object: ObjectName): AccessPath[] {
  const { table, parts } = index.facts(object);
  const ofColumns: readonly Privilege[] = kindFacts("column").privileges;
  const onTable = table ? entryPaths(index, role, table) : [];
  return [
    ...onTable.filter(({ privilege }) => ofColumns.includes(privilege)),
    ...parts.flatMap((part) => entryPaths(index, role, part)),
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
function bySimplicity(a: AccessPath, b: AccessPath): number {
  return (
    Number(a.after !== undefined) - Number(b.after !== undefined) ||
    a.via.length - b.via.length ||
    RANK.indexOf(a.by.kind) - RANK.indexOf(b.by.kind)
  );
}

/** Whether what stands for PUBLIC is what gives the privilege. */
export const isPublic = ({ by }: AccessPath): boolean => by.kind === "entry" && by.entry.grantee === PUBLIC;

/**
 * Every path by which a role, or PUBLIC, can use privileges on an object, the simplest first: of a column also
 * those on its table, of a table also those on single columns. Views run with their owner's rights and are not
 * followed.
 */
export function accessPaths(index: AccessIndex, role: string, object: ObjectName): AccessPath[] {
  const { schema, holders } = index.facts(object);
  const reaches = index.graph.reaches(role);
  // Most roles have nothing on most objects.
  if (!holders.some((holder) => reaches.has(holder)) && !index.superuser(role)) return [];
  return [...pathsOn(index, role, object), ...pathsAround(index, role, object)]
    .map((path) =>
      schema === undefined || hasUsage(index, path.after ?? role, schema)
        ? path
        : { ...path, lacksUsage: schema },
    )
    .sort(bySimplicity);
}
