// What PUBLIC may have been given by hand on objects of which the files newly say what it has: entries that may be there.

import { type AclEntry, OWNER, PUBLIC } from "../../model/acl.ts";
import { combineWhen, conditionText } from "../../model/condition.ts";
import { objectKey } from "../../model/object.ts";
import { kindFacts } from "../../model/object-kinds.ts";
import type { PublicSaid } from "../../model/public-said.ts";
import type { AllowedVariables } from "../../model/variable.ts";
import { uncovered } from "../compare/conditions.ts";
import { grantorDistance } from "./distance.ts";
import { type Held, type Holdings, heldKey, wholeOf } from "./held.ts";

/** The same privilege of PUBLIC by the same grantor, whatever its condition. */
const holder = ({ on, entry }: Held): string => `${on}\t${entry.grantor}\t${entry.privilege}`;

/** Whether columns may have it beside the whole table: nobody knows which, and only its REVOKE takes it from all of them. */
const reachesColumns = ({ object, entry }: Held): boolean =>
  object.kind === "table" && kindFacts("column").privileges.includes(entry.privilege);

/** What could have been given: by the owner all that there is, by others what they hold the option for. */
function givable(
  { object, when }: PublicSaid,
  { start, owner }: { readonly start: Holdings; readonly owner: string | undefined },
  givesItself: (role: string) => boolean,
): Held[] {
  const entry = (privilege: AclEntry["privilege"], grantor: string): AclEntry => ({
    grantee: PUBLIC,
    privilege,
    grantor,
    grantable: false,
    ...(when && { when }),
  });
  const [on, whole] = [objectKey(object), wholeOf({ object, on: objectKey(object) }).on];
  const { privileges } = kindFacts(object.kind);
  const byOwner = privileges.map((privilege): Held => ({ object, on, entry: entry(privilege, OWNER) }));
  const distance = grantorDistance(start.values());
  const byOthers = [...start.values()].flatMap((held): Held[] => {
    const { grantee, privilege, grantable } = held.entry;
    // What the owner gave before it became the owner is the owner's now.
    if (!grantable || grantee === owner || !givesItself(grantee)) return [];
    // Who may give it on the whole table may on a column.
    const isOn = object.kind === "column" ? [on, whole].includes(held.on) : wholeOf(held).on === on;
    if (!isOn || !privileges.includes(privilege)) return [];
    const place = object.kind === "column" ? { object, on } : held;
    const both = combineWhen(when, held.entry.when);
    const { when: _, ...plain } = entry(privilege, grantee);
    const given: Held = {
      ...place,
      entry: both && both !== "never" ? { ...plain, when: both } : plain,
    };
    return both === "never" || distance(given) === undefined ? [] : [given];
  });
  return [...byOwner, ...byOthers];
}

/** What is said of columns of a table counts where the same is not said of all of it: that reaches them. */
function beyondWhole(said: readonly PublicSaid[]): readonly PublicSaid[] {
  const wholes = said.filter(({ object }) => object.kind !== "column");
  const reached = new Set(wholes.map(({ when }) => conditionText(when)));
  return said.filter(({ object, when }) => object.kind !== "column" || !reached.has(conditionText(when)));
}

/**
 * The entries of PUBLIC that nobody may rely on and that shall not be there: what is declared, and what is known to be
 * there, is left out, unless columns may have it too.
 *
 * @param said what is newly said of one object, or of a table and its columns
 * @param start what it has as far as it is known, of a table also its columns
 * @param givesItself the roles that revisions speak for, nobody becomes another, but those that give as the owner does
 */
export function publicByHand(
  said: readonly PublicSaid[],
  {
    start,
    to,
    owner,
  }: { readonly start: Holdings; readonly to: Holdings; readonly owner: string | undefined },
  givesItself: (role: string) => boolean,
  allowed: AllowedVariables,
): Holdings {
  if (said.length === 0) return new Map();
  const known = [...start.values(), ...to.values()].filter(({ entry }) => entry.grantee === PUBLIC);
  const found = beyondWhole(said).flatMap((one) =>
    givable(one, { start, owner }, givesItself).flatMap((held): Held[] => {
      const same = reachesColumns(held) ? [] : known.filter((other) => holder(other) === holder(held));
      const { when, ...plain } = held.entry;
      const others = same.map(({ entry }) => entry.when);
      return uncovered(when, others, allowed).map((where) => ({
        ...held,
        entry: where ? { ...plain, when: where } : plain,
        isUncertain: true,
      }));
    }),
  );
  return new Map(found.map((held) => [heldKey(held), held]));
}
