// `member_of` and `members` → memberships, each once.
import { type Condition, combineWhen, disjoin } from "../../model/condition.ts";
import type { Location } from "../../model/diagnostic.ts";
import { groupBy } from "../../model/group.ts";
import { compareText, displayName } from "../../model/identifier.ts";
import { PREDEFINED_ROLES } from "../../model/predefined-role.ts";
import { type Membership, membershipKey } from "../../model/role.ts";
import type { RoleBody } from "../language/roles-schema.ts";
import type { MembershipBody } from "../language/schema-of-roles.ts";
import { child, items, type Placed, placeOf, problemAt, type Report } from "../yaml/placed.ts";
import { nearest } from "../yaml/suggest.ts";
import type { ConditionContext, FindRole, KnownRolesContext } from "./entry-context.ts";
import { resolveWhen, withinRoles } from "./when.ts";

/** A membership with the place that says it. */
export interface PlacedMembership {
  readonly membership: Membership;
  readonly at: Location;
}

/** Finds roles among the declared ones. */
export function roleFinder(
  declared: Iterable<string>,
  removed: ReadonlySet<string>,
  report: Report,
): FindRole {
  const known = new Set([...declared, ...PREDEFINED_ROLES]);
  const sorted = [...known].sort(compareText);
  return (name) => {
    if (known.has(name.value)) return true;
    const guess = nearest(name.value, sorted);
    const help = /^public$/i.test(name.value)
      ? "What everybody has stands under `public`."
      : removed.has(name.value)
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
export function plainMembership(role: string, member: string, when?: Condition | undefined): Membership {
  return { role, member, ...DEFAULTS, ...(when && { when }) };
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
  context: KnownRolesContext,
): PlacedMembership[] {
  const read = (key: "member_of" | "members") =>
    items<MembershipBody>(child(role, key)).flatMap((item): PlacedMembership[] => {
      const { value, path } = item;
      const other: Placed<string> =
        typeof value === "string"
          ? { ...item, value }
          : { ...item, value: value.role, path: [...path, "role"] };
      if (!context.findRole(other)) return [];
      const ends =
        key === "member_of" ? { role: other.value, member: name } : { role: name, member: other.value };
      const own = typeof value === "string" ? undefined : resolveWhen({ ...item, value }, context);
      const at = placeOf(other);
      const when = withinRoles(own, [name, other.value], at, context);
      if (when === "never") return [];
      return [{ membership: { ...ends, ...optionsOf(value), ...(when && { when }) }, at }];
    });
  return [...read("member_of"), ...read("members")];
}

const optionsText = ({ admin, inherit, set }: Membership): string => JSON.stringify([admin, inherit, set]);

/** Reports two that hold at once with different options. */
function checkOptions(said: readonly PlacedMembership[], report: Report): void {
  const sameText = ({ membership }: PlacedMembership) =>
    `${membershipKey(membership)}\t${optionsText(membership)}`;
  const group = [...groupBy(said, sameText).values()].flatMap(([first]) => first ?? []);
  group.forEach((one, index) => {
    const { membership, at } = one;
    const first = group.slice(0, index).find((other) => {
      const isOther = optionsText(other.membership) !== optionsText(membership);
      return isOther && combineWhen(other.membership.when, membership.when) !== "never";
    });
    if (!first) return;
    const message = `the membership of ${displayName(membership.member)} in ${displayName(membership.role)} is said twice, with other options`;
    const related = [{ message: "the other one is here", at: first.at }];
    report(
      problemAt(at, "membership-conflict", message, "Say it once, or give both the same options.", related),
    );
  });
}

/** A membership with all places that say it. */
export interface MergedMembership extends PlacedMembership {
  readonly places: readonly Location[];
}

/**
 * One membership for all that say the same, whose conditions exclude one another; those that say it differently
 * are reported.
 */
export function mergeMemberships(
  said: readonly PlacedMembership[],
  { variables, report }: ConditionContext,
): ReadonlyMap<string, MergedMembership> {
  const groups = groupBy(said, ({ membership: { role, member } }) => membershipKey({ role, member }));
  const merged = [...groups.values()].flatMap((group) => {
    checkOptions(group, report);
    const regions = group.map(({ membership }) => ({
      value: optionsText(membership),
      when: membership.when,
    }));
    return disjoin(regions, variables).flatMap(({ value, when }): MergedMembership[] => {
      const sources = group.filter(
        ({ membership }) =>
          optionsText(membership) === value && combineWhen(membership.when, when) !== "never",
      );
      return sources.slice(0, 1).map(({ membership: { when: _, ...membership }, at }) => ({
        membership: { ...membership, ...(when && { when }) },
        at,
        places: sources.map((source) => source.at),
      }));
    });
  });
  return new Map(merged.map((one) => [membershipKey(one.membership), one]));
}
