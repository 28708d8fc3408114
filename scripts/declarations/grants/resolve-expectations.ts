// One entry of `expect` → expectations.
import type { Expectation } from "../../model/expectation.ts";
import { PREDEFINED_ROLES } from "../../model/predefined-role.ts";
import type { Privilege } from "../../model/privilege.ts";
import { type ExpectationBody, MEMBER } from "../language/schema-of-expectations.ts";
import type { ALL } from "../language/schema-of-grants.ts";
import { resolvePrivileges } from "../objects/levels.ts";
import { giveOnObjects, kindOfEntry } from "../objects/select-objects.ts";
import type { KnownRolesContext } from "../roles/entry-context.ts";
import { resolveWhen, withinRoles } from "../roles/when.ts";
import { child, items, type Placed, placeOf, problemAt } from "../yaml/placed.ts";
import { nearest } from "../yaml/suggest.ts";

type Said = Placed<typeof ALL | Privilege | Privilege[]>;

/** The predefined roles of PostgreSQL need no declaration here. */
function isRole(name: Placed<string>, { findRole, report }: KnownRolesContext): boolean {
  if (PREDEFINED_ROLES.includes(name.value)) return true;
  const guess = name.value.startsWith("pg") ? nearest(name.value, PREDEFINED_ROLES) : undefined;
  if (!guess) return findRole(name);
  const message = `no file declares the role ${name.value}`;
  report(problemAt(placeOf(name), "unknown-role", message, `Did you mean ${guess}?`));
  return false;
}

/** What one entry of `expect` says: an expectation a role, one for all of `nobody_but`. */
export function resolveExpectation(
  entry: Placed<ExpectationBody>,
  context: KnownRolesContext,
): Expectation[] {
  const { findRole, report } = context;
  const at = placeOf(entry);
  const says = entry.value.can === undefined ? "cannot" : "can";
  const own = resolveWhen(entry, context);
  const roles = items<string>(child(entry, "role")).filter(findRole);
  const others = items<string>(child(entry, "nobody_but")).filter(findRole);
  const said = child(entry, says);
  // Without it the entry would not have been read.
  if (!said) return [];
  const each = <Found extends Expectation>(make: (role: string) => Omit<Found, "when">): Found[] =>
    roles.flatMap(({ value: role }) => {
      const when = withinRoles(own, [role], at, context);
      return when === "never" ? [] : [{ ...make(role), ...(when && { when }) } as Found];
    });
  if (said.value === MEMBER) {
    const of = child(entry, "of");
    if (!of || !isRole(of, context)) return [];
    return each((role) => ({ kind: "membership", says, role, of: of.value, at }));
  }
  const kind = kindOfEntry(entry.value);
  if (!kind) return [];
  const privileges = resolvePrivileges(said as Said, kind, report);
  // What is expected of sensitive things is expected of all that a pattern names.
  const all = { ...entry, value: { ...entry.value, sensitive: "include" as const } };
  const objects = giveOnObjects(all, privileges, {}, context).given.map(({ object }) => object);
  if (privileges.length === 0 || objects.length === 0) return [];
  if (entry.value.nobody_but === undefined)
    return each((role) => ({ kind: "access", says, roles: [role], privileges, objects, at }));
  const names = others.map(({ value }) => value);
  return [
    { kind: "access", says: "nobody but", roles: names, privileges, objects, ...(own && { when: own }), at },
  ];
}
