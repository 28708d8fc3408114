import { PUBLIC } from "../model/acl.ts";
import { type Diagnostic, type Location, problem } from "../model/diagnostic.ts";
import type { AccessExpectation, Expectation, MembershipExpectation } from "../model/expectation.ts";
import { displayName } from "../model/identifier.ts";
import { type ObjectName, objectKey } from "../model/object.ts";
import type { Privilege } from "../model/privilege.ts";
import { membershipSource, type Provenance } from "../model/provenance.ts";
import type { AccessIndex } from "./access-index.ts";
import { type AccessPath, isPublic } from "./access-paths.ts";
import { pathPlaces, pathText, roleText } from "./path-text.ts";
import { decide, rolesOf, type Verdict } from "./verdict.ts";

/** One thing that is not as expected. */
interface Failure {
  readonly role: string;
  readonly privilege: Privilege;
  readonly object: ObjectName;
  readonly why: string;
  /** How the access came that should not be. */
  readonly path?: AccessPath;
}

/** Why a role cannot do what it should. */
function lack({ paths, columns }: Verdict): string {
  const [path] = paths;
  if (!path) return "nothing gives it that";
  if (columns.length > 0) return `it can on the columns ${columns.map(displayName).join(", ")} only`;
  return path.after === undefined || path.lacksUsage !== undefined
    ? `it has that ${pathText(path)}`
    : `it can only ${pathText(path)}`;
}

/** Whether a path leads by way of one of the roles. */
const isAmong = (roles: ReadonlySet<string>, role: string, { via }: AccessPath): boolean =>
  roles.has(role) || via.some((membership) => roles.has(membership.role));

/** The paths of a role which nobody but the listed ones should have; PUBLIC's are PUBLIC's own. */
function uninvited(
  index: AccessIndex,
  role: string,
  { roles }: AccessExpectation,
  object: ObjectName,
  paths: readonly AccessPath[],
) {
  const listed = new Set(roles);
  const owner = index.facts(object).owner?.owner;
  if (role === owner || index.warehouse.roles.get(role)?.superuser) return [];
  return paths.filter((path) => {
    return (role === PUBLIC || !isPublic(path)) && !isAmong(listed, role, path);
  });
}

/**
 * The roles that an expectation speaks of. For `nobody but` that is everybody but the access roles of templates:
 * access passes through those, and who they pass it to is looked at.
 */
export function expectedRoles(index: AccessIndex, { says, roles }: AccessExpectation, object: ObjectName) {
  if (says !== "nobody but") return roles;
  const isAccessRole = (name: string) => index.warehouse.roles.get(name)?.template !== undefined;
  return [PUBLIC, ...[...rolesOf(index, object)].filter((role) => !isAccessRole(role))];
}

function failuresOf(index: AccessIndex, expectation: AccessExpectation): Failure[] {
  const { says, privileges, objects } = expectation;
  return objects.flatMap((object) =>
    privileges.flatMap((privilege) =>
      expectedRoles(index, expectation, object).flatMap((role): Failure[] => {
        const verdict = decide(index, role, privilege, object);
        const failure = { role, privilege, object };
        if (says === "can") return verdict.canAtOnce ? [] : [{ ...failure, why: lack(verdict) }];
        const [path] =
          says === "cannot" ? verdict.paths : uninvited(index, role, expectation, object, verdict.paths);
        return path ? [{ ...failure, path, why: pathText(path) }] : [];
      }),
    ),
  );
}

const related = (places: readonly Location[]) =>
  places.length === 0 ? {} : { related: places.map((at) => ({ message: "declared", at })) };

/** Many failures of one role for one reason are one problem. */
function accessProblems(
  index: AccessIndex,
  expectation: AccessExpectation,
  provenance: Provenance,
): Diagnostic[] {
  const groups = new Map<string, Failure[]>();
  for (const failure of failuresOf(index, expectation)) {
    const key = JSON.stringify([failure.role, failure.privilege, failure.why]);
    groups.set(key, [...(groups.get(key) ?? []), failure]);
  }
  const verb = expectation.says === "can" ? "cannot" : "can";
  return [...groups.values()].flatMap(([first, ...more]) => {
    if (!first) return [];
    const { role, privilege, object, path, why } = first;
    const on = path?.object.kind === "column" ? path.object : object;
    const others = more.length === 0 ? "" : ` and ${more.length} more`;
    const message = `${roleText(role)} ${verb} ${privilege} on ${objectKey(on)}${others}: ${why}`;
    const places = path ? pathPlaces(index, path, provenance) : [];
    return [problem("expectation-failed", message, { at: expectation.at, ...related(places) })];
  });
}

function membershipProblems(
  { graph }: AccessIndex,
  { says, role, of, at }: MembershipExpectation,
  provenance: Provenance,
): Diagnostic[] {
  const chain = graph.chain(role, of);
  if ((chain !== undefined) === (says === "can")) return [];
  const through = chain?.slice(0, -1).map((membership) => membership.role) ?? [];
  const way = through.length === 0 ? "" : `: through ${through.join(" → ")}`;
  const message = `${role} is ${says === "can" ? "not " : ""}a member of ${of}${way}`;
  const places = chain?.flatMap((membership) => provenance.get(membershipSource(membership)) ?? []) ?? [];
  return [problem("expectation-failed", message, { at, ...related(places) })];
}

/**
 * What is not as the files expect: each problem at the place of the expectation, with the path by which access
 * came and where that is declared.
 *
 * @param expectations bound, like the warehouse of the index and the provenance
 */
export function checkExpectations(
  expectations: readonly Expectation[],
  index: AccessIndex,
  provenance: Provenance = new Map(),
): Diagnostic[] {
  return expectations.flatMap((expectation) =>
    expectation.kind === "membership"
      ? membershipProblems(index, expectation, provenance)
      : accessProblems(index, expectation, provenance),
  );
}
