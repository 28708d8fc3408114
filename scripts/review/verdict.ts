import { type ObjectName, objectKey } from "../model/object.ts";
import { kindFacts, type Privilege } from "../model/privilege.ts";
import type { AccessIndex } from "./access-index.ts";
import { type AccessPath, accessPaths } from "./access-paths.ts";

/** Whether a role can use a privilege on an object, and how. */
export interface Verdict {
  /** By name: with USAGE on the schema, and on every column where columns make the whole. */
  readonly can: boolean;
  /** Like `can`, but without SET ROLE. */
  readonly canAtOnce: boolean;
  /** Every path, the simplest first; those that do not make it whole, too. */
  readonly paths: readonly AccessPath[];
  /** Of a table: the columns that are reached where the table is not. */
  readonly columns: readonly string[];
}

const columnOf = ({ object }: AccessPath): string => object.path[2] ?? "";

/** The paths of one privilege, and whether they are enough. */
export function decide(index: AccessIndex, role: string, privilege: Privilege, object: ObjectName): Verdict {
  const paths = accessPaths(index, role, object).filter((path) => path.privilege === privilege);
  const isPart = (path: AccessPath) => path.object.kind === "column" && object.kind === "table";
  const all = index.facts(object).columns;
  const splits = object.kind === "table" && kindFacts("column").privileges.includes(privilege);
  const enough = (list: readonly AccessPath[]) => {
    if (list.some((path) => !isPart(path))) return true;
    const reached = new Set(list.map(columnOf));
    return splits && all.length > 0 && all.every((column) => reached.has(column));
  };
  const usable = paths.filter(({ lacksUsage }) => lacksUsage === undefined);
  const isWhole = paths.some((path) => !isPart(path));
  return {
    can: enough(usable),
    canAtOnce: enough(usable.filter(({ after }) => after === undefined)),
    paths,
    columns: isWhole ? [] : [...new Set(paths.map(columnOf))],
  };
}

/** The privileges of a kind in the order of the manual. */
export const privilegesOf = ({ kind }: ObjectName): readonly Privilege[] => kindFacts(kind).privileges;

/** Every role that a warehouse speaks of: its roles, and whoever is named in a membership or an ACL. */
export function rolesOf({ warehouse }: AccessIndex, object?: ObjectName): Set<string> {
  const names = new Set(warehouse.roles.keys());
  for (const { member } of warehouse.memberships.values()) names.add(member);
  const acl = object && warehouse.privileges.get(objectKey(object))?.acl;
  for (const { grantee } of acl?.entries.values() ?? []) if (!grantee.startsWith("@")) names.add(grantee);
  return names;
}
