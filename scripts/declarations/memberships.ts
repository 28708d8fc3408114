import type { Location } from "../model/diagnostic.ts";
import { compareText, displayName } from "../model/identifier.ts";
import { type Membership, membershipKey } from "../model/role.ts";
import { child, items, type Placed, placeOf, problemAt, type Report } from "./placed.ts";
import type { MembershipBody, RoleBody } from "./roles-schema.ts";
import { nearest } from "./suggest.ts";

/** A membership with the place that says it. */
export interface PlacedMembership {
  readonly membership: Membership;
  readonly at: Location;
}

/** Whether a role of that name is declared; if not, that is reported. */
export type FindRole = (name: Placed<string>) => boolean;

/** Finds roles among the declared ones. */
export function roleFinder(
  declared: Iterable<string>,
  removed: ReadonlySet<string>,
  report: Report,
): FindRole {
  const known = new Set(declared);
  const sorted = [...known].sort(compareText);
  return (name) => {
    if (known.has(name.value)) return true;
    const guess = nearest(name.value, sorted);
    const help = removed.has(name.value)
      ? "It stands in `removed`: declare it again, or take this away."
      : guess
        ? `Did you mean ${guess}?`
        : "Declare it under `roles`, with `external: true` if it is made elsewhere.";
    report(
      problemAt(placeOf(name), "unknown-role", `no file declares the role ${displayName(name.value)}`, help),
    );
    return false;
  };
}

/** PostgreSQL's own options of a membership. */
const DEFAULTS = { admin: false, inherit: true, set: true } as const;

/** A membership as PostgreSQL makes it when no option is said. */
export function plainMembership(role: string, member: string): Membership {
  return { role, member, ...DEFAULTS };
}

function optionsOf(body: MembershipBody): typeof DEFAULTS | Pick<Membership, "admin" | "inherit" | "set"> {
  if (typeof body === "string") return DEFAULTS;
  const { admin = DEFAULTS.admin, inherit = DEFAULTS.inherit, set = DEFAULTS.set } = body;
  return { admin, inherit, set };
}

/** What `member_of` and `members` of a role say. */
export function saidMemberships(
  name: string,
  role: Placed<NonNullable<RoleBody>>,
  findRole: FindRole,
): PlacedMembership[] {
  const read = (key: "member_of" | "members") =>
    items<MembershipBody>(child(role, key)).flatMap((item): PlacedMembership[] => {
      const { value, path } = item;
      const other: Placed<string> =
        typeof value === "string"
          ? { ...item, value }
          : { ...item, value: value.role, path: [...path, "role"] };
      if (!findRole(other)) return [];
      const ends =
        key === "member_of" ? { role: other.value, member: name } : { role: name, member: other.value };
      return [{ membership: { ...ends, ...optionsOf(value) }, at: placeOf(other) }];
    });
  return [...read("member_of"), ...read("members")];
}

/** One membership for all that say the same; those that say it differently are reported. */
export function mergeMemberships(
  said: readonly PlacedMembership[],
  report: Report,
): ReadonlyMap<string, PlacedMembership> {
  const merged = new Map<string, PlacedMembership>();
  for (const one of said) {
    const { membership, at } = one;
    const key = membershipKey(membership);
    const first = merged.get(key);
    if (!first) {
      merged.set(key, one);
      continue;
    }
    const { admin, inherit, set } = first.membership;
    if (admin === membership.admin && inherit === membership.inherit && set === membership.set) continue;
    const message = `the membership of ${displayName(membership.member)} in ${displayName(membership.role)} is said twice, with other options`;
    const related = [{ message: "the other one is here", at: first.at }];
    report(
      problemAt(at, "membership-conflict", message, "Say it once, or give both the same options.", related),
    );
  }
  return merged;
}
