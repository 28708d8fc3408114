// Routines that do what their owner may, and who may call them: what they do is not known, only what they could.

import { PUBLIC } from "../../model/acl.ts";
import { displayObject, type ObjectName } from "../../model/object.ts";
import { privilegesOf } from "../../model/object-kinds.ts";
import type { Privilege } from "../../model/privilege.ts";
import type { AccessIndex } from "./access-index.ts";
import { accessPaths } from "./access-paths.ts";
import { pathText, roleText } from "./path-text.ts";
import { decide, rolesOf } from "./verdict.ts";
import { ask } from "./view-access.ts";

/** A routine with SECURITY DEFINER whose owner may do something with an object. */
export interface Door {
  readonly routine: string;
  readonly owner: string;
  /** What the owner may do with the object. */
  readonly privileges: readonly Privilege[];
  /** Who may call it and is not the owner anyway, with the way to EXECUTE. */
  readonly callers: readonly { readonly role: string; readonly how: string }[];
}

const mayNow = (index: AccessIndex, role: string, privilege: Privilege, object: ObjectName): boolean =>
  accessPaths(index, role, ask(index, privilege, object)).some(({ after }) => after === undefined);

/**
 * The doors to an object.
 *
 * @param definers the routines with SECURITY DEFINER
 * @param asked who may call them; everybody that is known, where nobody is named
 */
export function doorsTo(
  index: AccessIndex,
  object: ObjectName,
  definers: readonly ObjectName[],
  {
    roles,
    privileges = privilegesOf(object.kind, index.major),
  }: { readonly roles?: readonly string[]; readonly privileges?: readonly Privilege[] | undefined },
): Door[] {
  return definers.flatMap((routine): Door[] => {
    const owner = index.facts(routine).owner?.owner;
    if (owner === undefined) return [];
    const may = privileges.filter((privilege) => mayNow(index, owner, privilege, object));
    if (may.length === 0) return [];
    const execute = ask(index, "EXECUTE", routine);
    const callers = (roles ?? [PUBLIC, ...rolesOf(index, execute)]).flatMap((role) => {
      const reach = index.graph.reaches(role).get(owner);
      const [path] = accessPaths(index, role, execute);
      const usable = path && decide(index, role, execute).can && !reach && !index.superuser(role);
      return usable ? [{ role: roleText(role), how: pathText(path) }] : [];
    });
    return callers.length === 0 ? [] : [{ routine: displayObject(routine), owner, privileges: may, callers }];
  });
}

/** In words, of one who may call it: `may call S.f(), which does what o may: SELECT`. */
export const doorText = ({ routine, owner, privileges }: Door): string =>
  `may call ${routine}, which does what ${owner} may: ${privileges.join(", ")}`;
