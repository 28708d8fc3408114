// Expectations that a warehouse does not meet.

import { PUBLIC } from "../../model/acl.ts";
import { type Diagnostic, type Location, problem } from "../../model/diagnostic.ts";
import type { AccessExpectation, Expectation, MembershipExpectation } from "../../model/expectation.ts";
import { displayName } from "../../model/identifier.ts";
import { type ObjectName, objectKey } from "../../model/object.ts";
import type { Privilege } from "../../model/privilege.ts";
import { membershipSource, type Provenance } from "../../model/provenance.ts";
import type { AccessIndex } from "./access-index.ts";
import { type AccessPath, accessPaths, isPublic } from "./access-paths.ts";
import { askDirectly, type Question } from "./access-sources.ts";
import { pathPlaces, pathText, roleText } from "./path-text.ts";
import { isAmong, suspects } from "./suspects.ts";
import { decide, rolesOf, type Verdict } from "./verdict.ts";
import { ask } from "./view-access.ts";
import { lacksText } from "./view-lacks.ts";

/** One thing that is not as expected. */
interface Failure {
  readonly role: string;
  readonly privilege: Privilege;
  readonly object: ObjectName;
  readonly why: string;
  /** How the access came that should not be. */
  readonly path?: AccessPath;
}

/** Why a role cannot do what it should. @param around what it has, views followed */
function lack({ paths, columns, lacks }: Verdict, around: () => Verdict): string {
  const [path] = paths;
  if (!path) {
    const [way] = around().paths;
    return way ? `it can only ${pathText(way)}` : "nothing gives it that";
  }
  if (lacks.length > 0) return `it has that ${pathText(path)}, but ${lacksText(lacks)}`;
  if (columns.length > 0) return `it can on the columns ${columns.map(displayName).join(", ")} only`;
  return path.after === undefined || path.lacksUsage !== undefined
    ? `it has that ${pathText(path)}`
    : `it can only ${pathText(path)}`;
}

/**
 * The roles that an expectation speaks of. For `nobody but` that is everybody but the access roles of templates:
 * access passes through those, and who they pass it to is looked at.
 */
export function expectedRoles(
  index: AccessIndex,
  { says, roles }: AccessExpectation,
  question: Question,
): readonly string[] {
  if (says !== "nobody but") return roles;
  const isAccessRole = (name: string) => index.warehouse.roles.get(name)?.template !== undefined;
  return [PUBLIC, ...[...rolesOf(index, question)].filter((role) => !isAccessRole(role))];
}

/** The simplest path by which a role has what it should not. */
type Forbidden = (role: string, question: Question) => AccessPath | undefined;

/** For `nobody but`: paths by the listed roles are fine, and PUBLIC's are PUBLIC's own. */
function uninvited(index: AccessIndex, { roles }: AccessExpectation): Forbidden {
  const listed = new Set(roles);
  const suspected = suspects(index, listed);
  return (role, question) => {
    if (!suspected(question).has(role)) return undefined;
    const owner = index.facts(question.object).owner?.owner;
    if (role === owner || index.warehouse.roles.get(role)?.superuser) return undefined;
    return accessPaths(index, role, question).find(
      (path) => (role === PUBLIC || !isPublic(path)) && !isAmong(listed, role, path),
    );
  };
}

function* failuresOf(index: AccessIndex, expectation: AccessExpectation): Generator<Failure> {
  const { says, privileges, objects } = expectation;
  const forbidden: Forbidden =
    says === "nobody but"
      ? uninvited(index, expectation)
      : (role, question) => accessPaths(index, role, question)[0];
  for (const object of objects) {
    for (const privilege of privileges) {
      const question = ask(index, privilege, object);
      for (const role of expectedRoles(index, expectation, question)) {
        const failure = { role, privilege, object };
        if (says === "can") {
          // Who is to use a table writes its name: a view over it is not enough.
          const verdict = decide(index, role, askDirectly(index, privilege, object));
          if (!verdict.canAtOnce)
            yield { ...failure, why: lack(verdict, () => decide(index, role, question)) };
        } else {
          const path = forbidden(role, question);
          if (path) yield { ...failure, path, why: pathText(path) };
        }
      }
    }
  }
}

/** Failures of one role for one reason: the first, and how many there are. */
interface Alike {
  readonly first: Failure;
  count: number;
}

function alike(failures: Iterable<Failure>): Alike[] {
  const groups = new Map<string, Alike>();
  for (const failure of failures) {
    const key = `${failure.role}\t${failure.privilege}\t${failure.why}`;
    const group = groups.get(key);
    if (group) group.count++;
    else groups.set(key, { first: failure, count: 1 });
  }
  return [...groups.values()];
}

const related = (places: readonly Location[]) =>
  places.length === 0 ? {} : { related: places.map((at) => ({ message: "declared", at })) };

/** Many failures of one role for one reason are one problem. */
function accessProblems(
  index: AccessIndex,
  expectation: AccessExpectation,
  provenance: () => Provenance,
): Diagnostic[] {
  const verb = expectation.says === "can" ? "cannot" : "can";
  return alike(failuresOf(index, expectation)).map(({ first, count }) => {
    const { role, privilege, object, path, why } = first;
    const on = path?.object.kind === "column" ? path.object : object;
    const others = count === 1 ? "" : ` and ${count - 1} more`;
    const message = `${roleText(role)} ${verb} ${privilege} on ${objectKey(on)}${others}: ${why}`;
    const places = path ? pathPlaces(index, path, provenance()) : [];
    return problem("expectation-failed", message, { at: expectation.at, ...related(places) });
  });
}

function membershipProblems(
  { graph }: AccessIndex,
  { says, role, of, at }: MembershipExpectation,
  provenance: () => Provenance,
): Diagnostic[] {
  const chain = graph.chain(role, of);
  if ((chain !== undefined) === (says === "can")) return [];
  const through = chain?.slice(0, -1).map((membership) => membership.role) ?? [];
  const way = through.length === 0 ? "" : `: through ${through.join(" → ")}`;
  const message = `${role} is ${says === "can" ? "not " : ""}a member of ${of}${way}`;
  const places = chain?.flatMap((membership) => provenance().get(membershipSource(membership)) ?? []) ?? [];
  return [problem("expectation-failed", message, { at, ...related(places) })];
}

/**
 * What is not as the files expect: each problem at the place of the expectation, with the path by which access
 * came and where that is declared.
 *
 * @param expectations bound, like the warehouse of the index and the provenance
 * @param provenance asked for where something fails
 */
export function checkExpectations(
  expectations: readonly Expectation[],
  index: AccessIndex,
  provenance: () => Provenance = () => new Map(),
): Diagnostic[] {
  return expectations.flatMap((expectation) =>
    expectation.kind === "membership"
      ? membershipProblems(index, expectation, provenance)
      : accessProblems(index, expectation, provenance),
  );
}
