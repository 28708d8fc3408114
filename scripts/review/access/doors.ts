// What does as its owner may, and who sets it off: what it does is not known, only what it could.

import { PUBLIC } from "../../model/acl.ts";
import type { DoorSource } from "../../model/door.ts";
import { displayObject, type ObjectName } from "../../model/object.ts";
import { privilegesOf } from "../../model/object-kinds.ts";
import type { Privilege } from "../../model/privilege.ts";
import type { AccessIndex } from "./access-index.ts";
import { type AccessPath, accessPaths } from "./access-paths.ts";
import type { Question } from "./access-sources.ts";
import { pathText, roleText } from "./path-text.ts";
import { relationOf } from "./relation-access.ts";
import { decide, rolesOf } from "./verdict.ts";
import { ask } from "./view-access.ts";

/** A routine, trigger or rule whose owner may do something with an object. */
interface Door {
  /** What is used to set it off. */
  readonly on: string;
  /** Which trigger or rule it is; a routine is called. */
  readonly name?: string;
  /** What of `on` is used. */
  readonly by: readonly Privilege[];
  readonly owner: string;
  /** What the owner may do with the object. */
  readonly privileges: readonly Privilege[];
  /** Who may set it off and is not the owner anyway, with the way to that. */
  readonly callers: readonly { readonly role: string; readonly how: string }[];
}

const mayNow = (index: AccessIndex, role: string, privilege: Privilege, object: ObjectName): boolean =>
  accessPaths(index, role, ask(index, privilege, object)).some(({ after }) => after === undefined);

/** How a role sets it off, if it can: a routine as a whole, a relation by any of its columns. */
function settingOff(index: AccessIndex, role: string, question: Question): AccessPath | undefined {
  const [first, ...others] = accessPaths(index, role, question);
  if (question.object.kind !== "table") return decide(index, role, question).can ? first : undefined;
  return first && [first, ...others].find(({ lacksUsage }) => lacksUsage === undefined);
}

/** Who may set it off and is neither the owner nor can be it. */
function callersOf(
  index: AccessIndex,
  { on, privileges }: DoorSource,
  owner: string,
  asked: readonly string[] | undefined,
): Door["callers"] {
  const questions = privileges.map((privilege) => ask(index, privilege, on));
  const roles = asked ?? [PUBLIC, ...new Set(questions.flatMap((question) => [...rolesOf(index, question)]))];
  return roles.flatMap((role) => {
    if (index.graph.reaches(role).has(owner) || index.superuser(role)) return [];
    const path = questions.map((question) => settingOff(index, role, question)).find(Boolean);
    return path ? [{ role: roleText(role), how: pathText(path) }] : [];
  });
}

/**
 * The doors to an object.
 *
 * @param definers what does as its owner may
 * @param asked who may set it off; everybody that is known, where nobody is named
 */
export function doorsTo(
  index: AccessIndex,
  object: ObjectName,
  definers: readonly DoorSource[],
  {
    roles,
    privileges = privilegesOf(object.kind, index.major),
  }: { readonly roles?: readonly string[]; readonly privileges?: readonly Privilege[] | undefined },
): Door[] {
  return definers.flatMap((source): Door[] => {
    const owner = index.facts(source.as).owner?.owner;
    const isTouched = source.touches?.includes(relationOf(object) ?? "") ?? true;
    if (owner === undefined || !isTouched) return [];
    const may = privileges.filter((privilege) => mayNow(index, owner, privilege, object));
    const callers = may.length === 0 ? [] : callersOf(index, source, owner, roles);
    if (callers.length === 0) return [];
    const { on, name, privileges: by } = source;
    return [
      { on: displayObject(on), ...(name !== undefined && { name }), by, owner, privileges: may, callers },
    ];
  });
}

/** In words, of one who may set it off: `may call S.f(), which does what o may: SELECT`. */
export function doorText({ on, name, by, owner, privileges }: Door): string {
  const does = `does what ${owner} may: ${privileges.join(", ")}`;
  if (name === undefined) return `may call ${on}, which ${does}`;
  return `may use ${by.join(", ")} on ${on}, where the ${name} ${does}`;
}
