// What a difference needs of the executor.

import type { Difference } from "../../model/delta.ts";
import { groupBy } from "../../model/group.ts";
import { type ObjectName, objectKey, wholeObject } from "../../model/object.ts";
import { kindFacts } from "../../model/object-kinds.ts";
import type { Warehouse } from "../../model/warehouse.ts";
import { newlySaid } from "../privileges/render-public.ts";
import type { Need } from "./need.ts";
import { asRole, ownerNeeds } from "./needs-of-owners.ts";
import { membershipNeeds, roleNeeds, settingNeeds } from "./needs-of-roles.ts";

/**
 * What the executor of a revision must be able to do, as far as the difference tells it.
 *
 * @param from the bound warehouse before, with the renames applied
 * @param to the bound warehouse after
 * @param becomes the roles that the script itself becomes (SET LOCAL ROLE): their rights need not be inherited
 */
export function needsOf(
  difference: Difference,
  from: Warehouse,
  to: Warehouse,
  becomes: ReadonlySet<string> = new Set(),
): Need[] {
  const privileges = [...difference.privileges.added, ...difference.privileges.removed];
  const said = newlySaid(difference);
  const byOwned = groupBy(privileges, ({ object }) => objectKey(wholeObject(object)));
  const saidKeys = new Set(said.map((object) => objectKey(wholeObject(object))));
  // What PUBLIC and owners have came from the owner, who alone can take it.
  const optionsFor = (owned: ObjectName) => {
    const entries = (byOwned.get(objectKey(owned)) ?? []).flatMap(({ acl }) => [...acl.entries.values()]);
    const isOwners = saidKeys.has(objectKey(owned)) || entries.some(({ grantee }) => grantee.startsWith("@"));
    return isOwners ? undefined : [...new Set(entries.map(({ privilege }) => privilege))].sort();
  };
  const rightsOn = (object: ObjectName): Need[] => {
    const why = `change privileges on ${objectKey(object)}`;
    const { owner: whose } = kindFacts(object.kind);
    // Only a superuser grants what is worth granting.
    if (whose === "nobody" || whose === "superuser") return [{ kind: "superuser", why }];
    const owned = wholeObject(object);
    const key = objectKey(owned);
    const owner = to.owners.get(key)?.owner ?? from.owners.get(key)?.owner;
    if (owner === undefined) {
      const options = optionsFor(owned);
      return [{ kind: "own", object: owned, why, ...(options && { options }) }];
    }
    return becomes.has(owner) ? [] : [asRole(owner, why, { inherit: true })];
  };
  const grantors = privileges
    .flatMap(({ acl }) => [...acl.entries.values()])
    .map(({ grantor }) => grantor)
    .filter((grantor) => !grantor.startsWith("@"));
  const defaults = [...difference.defaults.added, ...difference.defaults.removed];
  const all = [
    ...roleNeeds(difference),
    ...settingNeeds(difference),
    ...membershipNeeds(difference),
    ...[...becomes].map((role) => asRole(role, "run statements as it", { set: true })),
    ...grantors.map((role) => asRole(role, "grant and revoke as it", { set: true })),
    ...defaults
      .filter(({ creator }) => !becomes.has(creator))
      .map(({ creator }) => asRole(creator, "change its default privileges", { inherit: true })),
    ...ownerNeeds(difference, from, to),
    ...[...privileges.map(({ object }) => object), ...said].flatMap(rightsOn),
  ];
  return [...new Map(all.map((need) => [JSON.stringify({ ...need, why: undefined }), need])).values()];
}
