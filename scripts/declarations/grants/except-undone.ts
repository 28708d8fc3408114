// Whether what `except` takes away comes by another way.
import { PUBLIC } from "../../model/acl.ts";
import { type Condition, combineWhen } from "../../model/condition.ts";
import type { Diagnostic, Location } from "../../model/diagnostic.ts";
import { groupBy } from "../../model/group.ts";
import { displayName } from "../../model/identifier.ts";
import { displayObject, type ObjectName, objectKey, wholeObject } from "../../model/object.ts";
import type { Privilege } from "../../model/privilege.ts";
import type { ExceptedFor } from "../objects/except.ts";
import type { Given } from "../objects/given.ts";
import type { MergedMembership } from "../roles/memberships.ts";
import { placeOf, problemAt, type Report } from "../yaml/placed.ts";
import type { GivenTo } from "./collect-privileges.ts";

/** A way from a role to another that it is a member of, directly or through others. */
interface Way {
  readonly role: string;
  readonly when: Condition | undefined;
  /** The first membership on the way; absent for the role itself and for PUBLIC. */
  readonly first?: Location | undefined;
  readonly length: number;
}

/** Privileges that somebody has on one object. */
interface Held extends Pick<GivenTo, "grantee" | "places" | "when"> {
  readonly privileges: readonly Privilege[];
  readonly named: Given["named"];
}

/** Where a role's privileges come from: itself, PUBLIC, and every role whose privileges it has or can take. */
function waysOf(role: string, byMember: ReadonlyMap<string, readonly MergedMembership[]>): Way[] {
  const ways: Way[] = [
    { role, when: undefined, length: 0 },
    { role: PUBLIC, when: undefined, length: 0 },
  ];
  const seen = new Set([role]);
  for (const way of ways) {
    for (const { membership, places } of byMember.get(way.role) ?? []) {
      const when = combineWhen(way.when, membership.when);
      if (when === "never" || seen.has(membership.role) || !(membership.inherit || membership.set)) continue;
      // The same role may be reached under other conditions too.
      if (when === undefined) seen.add(membership.role);
      if (way.length > byMember.size) continue;
      ways.push({ role: membership.role, when, first: way.first ?? places[0], length: way.length + 1 });
    }
  }
  return ways;
}

function undone(
  { grantee, pattern, objects }: ExceptedFor,
  object: ObjectName,
  privileges: readonly Privilege[],
  way: Way,
  held: Held,
): Diagnostic {
  const how =
    way.role === PUBLIC
      ? "as everybody has"
      : way.length === 0
        ? "by another grant"
        : `as a member of ${displayName(way.role)}`;
  const others = objects.length > 1 ? ", or the like," : "";
  const message = `\`except\` is undone: ${displayName(grantee)} has ${privileges.join(", ")} on ${displayObject(object)}${others} ${how}`;
  const help =
    "It takes away from its own entry only: narrow the other one, or take the exception out if the access is meant.";
  const related = [
    ...(way.first ? [{ message: "the membership is said here", at: way.first }] : []),
    ...held.places.slice(0, 1).map((at) => ({ message: "the access is given here", at })),
  ];
  return problemAt(placeOf(pattern), "except-undone", message, help, related);
}

/**
 * Reports every exception that the same role gets round by another entry, a membership or PUBLIC. An entry of the
 * role that names what is excepted without a wildcard is meant so, and is no way round.
 *
 * @param given what everybody gets
 * @param meant memberships in access roles by an exact schema: names of the roles by that of the member
 */
export function checkExceptions(
  excepted: readonly ExceptedFor[],
  given: readonly GivenTo[],
  memberships: Iterable<MergedMembership>,
  meant: ReadonlyMap<string, ReadonlySet<string>>,
  report: Report,
): void {
  if (excepted.length === 0) return;
  const wanted = new Set(
    excepted.flatMap(({ objects }) => objects.map((object) => objectKey(wholeObject(object)))),
  );
  const byObject = new Map<string, Held[]>();
  for (const { grantee, given: list, places, when } of given) {
    for (const { object, privileges, named } of list) {
      const key = objectKey(wholeObject(object));
      if (!wanted.has(key)) continue;
      const held = byObject.get(key) ?? [];
      byObject.set(key, held);
      held.push({ grantee, places, when, privileges, named });
    }
  }
  const byMember = groupBy(memberships, ({ membership }) => membership.member);
  const ways = new Map<string, Way[]>();
  for (const one of excepted) {
    const reached = ways.get(one.grantee) ?? waysOf(one.grantee, byMember);
    ways.set(one.grantee, reached);
    const isMeant = ({ grantee, named }: Held) =>
      grantee === one.grantee
        ? named === "object" || (one.bySchema && named === "schema")
        : one.bySchema && (meant.get(one.grantee)?.has(grantee) ?? false);
    // The first object is enough of an example.
    one.objects.some((object) => {
      const held = byObject.get(objectKey(wholeObject(object))) ?? [];
      const allowed = new Set(held.filter(isMeant).flatMap(({ privileges }) => privileges));
      return held.some((other) => {
        const privileges = one.privileges.filter(
          (privilege) => other.privileges.includes(privilege) && !allowed.has(privilege),
        );
        const way = reached.find(({ role, when }) => {
          const both = combineWhen(when, other.when);
          return role === other.grantee && both !== "never" && combineWhen(both, one.when) !== "never";
        });
        if (!way || privileges.length === 0) return false;
        report(undone(one, object, privileges, way, other));
        return true;
      });
    });
  }
}
