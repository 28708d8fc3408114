// Who may have what only the listed roles should.

import { PUBLIC } from "../../model/acl.ts";
import type { AccessIndex } from "./access-index.ts";
import type { Question } from "./access-sources.ts";
import type { Reach } from "./reach.ts";

/** Whether a way leads by one of the roles. */
export const isAmong = (roles: ReadonlySet<string>, role: string, { via }: Reach): boolean =>
  roles.has(role) || via.some((membership) => roles.has(membership.role));

/**
 * Finds the roles that may have what nobody but the listed ones should: those that reach somebody who has it by a way
 * without the listed ones. Whom that is is looked up once for each holder, so that ten thousand tables of which
 * only the listed roles have something cost next to nothing.
 */
export function suspects(
  index: AccessIndex,
  listed: ReadonlySet<string>,
): (question: Question) => ReadonlySet<string> {
  const { graph } = index;
  const outsiders = new Map<string, readonly string[]>();
  const isOutsider = (role: string, holder: string): boolean => {
    const reach = graph.reaches(role).get(holder);
    if (!reach) return false;
    return [reach, ...graph.waysAfter(role, holder)].some((way) => !isAmong(listed, role, way));
  };
  const outsidersOf = (holder: string): readonly string[] => {
    const before = outsiders.get(holder);
    if (before) return before;
    // What roles have as PUBLIC is PUBLIC's own.
    const found =
      holder === PUBLIC
        ? [PUBLIC]
        : [...new Set([holder, ...index.roles])].filter((role) => isOutsider(role, holder));
    outsiders.set(holder, found);
    return found;
  };
  const powerful = [...index.roles].filter((role) => index.superuser(role)?.after !== undefined);
  const answers = new WeakMap<Question, ReadonlySet<string>>();
  return (question) => {
    const before = answers.get(question);
    if (before) return before;
    const found = new Set(powerful);
    for (const { holder } of question.holdings) for (const role of outsidersOf(holder)) found.add(role);
    answers.set(question, found);
    return found;
  };
}
