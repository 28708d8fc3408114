// What `explain`, `who` and `can` say.

import { PUBLIC } from "../../model/acl.ts";
import type { Location } from "../../model/diagnostic.ts";
import { groupBy } from "../../model/group.ts";
import { compareText } from "../../model/identifier.ts";
import { type ObjectName, objectKey } from "../../model/object.ts";
import { privilegesOf } from "../../model/object-kinds.ts";
import type { Privilege } from "../../model/privilege.ts";
import type { Provenance } from "../../model/provenance.ts";
import type { AccessIndex } from "./access-index.ts";
import { type AccessPath, accessPaths, isPublic } from "./access-paths.ts";
import { pathPlaces, pathText, roleText } from "./path-text.ts";
import { decide, rolesOf, type Verdict } from "./verdict.ts";
import { ask } from "./view-access.ts";
import { lacksText } from "./view-lacks.ts";

/** One way to a privilege, in words. */
interface ReportedPath {
  readonly how: string;
  /** Where the way is by single columns: their names. */
  readonly columns: readonly string[];
  readonly declared: readonly Location[];
}

/** A privilege and the ways to it. */
interface ReportedPrivilege {
  readonly privilege: Privilege;
  /** By name and in whole, SET ROLE allowed. */
  readonly can: boolean;
  readonly paths: readonly ReportedPath[];
}

const columnOf = (object: ObjectName, path: AccessPath): string[] =>
  object.kind === "table" && path.object.kind === "column" ? [path.object.path[2] ?? ""] : [];

/** Every way by which a role can use each privilege of an object, in the order of the manual. */
export function explainAccess(
  index: AccessIndex,
  role: string,
  object: ObjectName,
  provenance: Provenance,
): ReportedPrivilege[] {
  return privilegesOf(object.kind, index.major).flatMap((privilege) => {
    const { can, paths } = decide(index, role, ask(index, privilege, object));
    if (paths.length === 0) return [];
    const alike = groupBy(paths, (path) => `${columnOf(object, path).length} ${pathText(path)}`);
    const reported = [...alike.values()].flatMap((group) => {
      const [first] = group;
      if (!first) return [];
      const places = group.flatMap((path) => pathPlaces(index, path, provenance));
      const declared = [...new Map(places.map((at) => [JSON.stringify(at), at])).values()];
      const columns = group.flatMap((path) => columnOf(object, path));
      return [{ how: pathText(first), columns, declared }];
    });
    return [{ privilege, can, paths: reported }];
  });
}

/** Who can use a privilege, and how at its simplest. */
export interface Holder {
  /** `PUBLIC` is everybody. */
  readonly role: string;
  readonly login: boolean;
  readonly privilege: Privilege;
  readonly can: boolean;
  /** Where only some columns are reached: their names. */
  readonly columns: readonly string[];
  readonly how: string;
}

/** Whoever can do what with an object: PUBLIC, then the roles by name. What they have as PUBLIC is told once. */
export function whoCan(
  index: AccessIndex,
  object: ObjectName,
  privileges: readonly Privilege[] = privilegesOf(object.kind, index.major),
): Holder[] {
  const { roles } = index.warehouse;
  const questions = privileges.map((privilege) => ask(index, privilege, object));
  const named = new Set(questions.flatMap((question) => [...rolesOf(index, question)]));
  return [PUBLIC, ...[...named].sort(compareText)].flatMap((role) =>
    questions.flatMap((question): Holder[] => {
      const { can, paths, columns } = decide(index, role, question);
      const [own] = paths.filter((path) => role === PUBLIC || !isPublic(path));
      if (!own) return [];
      const login = roles.get(role)?.login ?? false;
      const { privilege } = question;
      return [{ role: roleText(role), login, privilege, can, columns, how: pathText(own) }];
    }),
  );
}

/** One line on why a role can or cannot. */
export function reason(index: AccessIndex, role: string, object: ObjectName, verdict: Verdict): string {
  const { can, paths, columns, lacks } = verdict;
  if (paths.length === 0) {
    const any = privilegesOf(object.kind, index.major).some(
      (privilege) => accessPaths(index, role, ask(index, privilege, object)).length > 0,
    );
    return any ? "nothing gives it that, though it has other privileges" : "nothing gives it any privilege";
  }
  const [usable] = paths.filter(({ lacksUsage }) => lacksUsage === undefined);
  const [path] = paths;
  if (!can && lacks.length > 0) return `${pathText(path as AccessPath)}, but ${lacksText(lacks)}`;
  if (columns.length > 0) {
    const which = can ? "on every column" : `on the columns ${columns.join(", ")} only`;
    return `${which}, ${pathText(usable ?? (path as AccessPath))}`;
  }
  return pathText(usable ?? (path as AccessPath));
}

/** A question as one line: `test_analyst, SELECT on table DM.a`. */
export const questionText = (role: string, privilege: Privilege, object: ObjectName): string =>
  `${roleText(role)}, ${privilege} on ${objectKey(object)}`;
