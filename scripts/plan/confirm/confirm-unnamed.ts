/** What a revision changed of the access and does not say: code in it, or on the server, may do anything. */
import { entryKey, PUBLIC } from "../../model/acl.ts";
import { defaultKey } from "../../model/default-privileges.ts";
import { type Diagnostic, problem } from "../../model/diagnostic.ts";
import { applyRenames } from "../../model/fold.ts";
import { type ObjectName, objectKey, wholeObject } from "../../model/object.ts";
import { aclOf, defaultsBase, type ObjectPrivileges, type Warehouse } from "../../model/warehouse.ts";
import type { Confirmation, ConfirmContext } from "./confirmation.ts";

/** What is known of the server beside the revision. */
interface Unnamed extends Pick<ConfirmContext, "executor" | "takenOver" | "kept"> {
  /** The whole access before. */
  readonly before: Warehouse;
  /** Objects that the transaction wrote, roles and default privileges whole. */
  readonly live: Warehouse;
  /** What of the roles and memberships the transaction wrote. */
  readonly written: {
    readonly roles: ReadonlySet<string>;
    readonly memberships: readonly { readonly role: string; readonly member: string }[];
  };
  /** Those whose privileges and owners its statements change, which were compared before. */
  readonly objects: readonly ObjectName[];
}

const unnamed = (what: string): Diagnostic =>
  problem("confirmation-failed", `${what}, which the revision does not say`, {
    help: "Nothing was applied. Code that the revision runs did it: say it in role files, and take it out of the code.",
  });

function changedRoles({ difference }: Confirmation, seen: Unnamed): Diagnostic[] {
  const { written, before, takenOver, kept } = seen;
  const { added, removed } = difference.roles;
  const said = new Set([
    ...[...added, ...removed].map(({ name }) => name),
    ...difference.renames.flatMap(({ kind, to: name }) => (kind === "role" ? name : [])),
    ...takenOver,
    ...kept,
  ]);
  // Who may not read the roles sees what memberships tell of them: each new one has its creator as a member.
  const made = written.memberships.map(({ role }) => role).filter((role) => !before.roles.has(role));
  return [...new Set([...written.roles, ...made])]
    .filter((role) => !said.has(role))
    .map((role) => unnamed(`the role ${role} was ${before.roles.has(role) ? "changed" : "made"}`));
}

function changedMemberships({ to, difference }: Confirmation, seen: Unnamed): Diagnostic[] {
  const said = [...to.memberships.values(), ...difference.memberships.removed];
  return seen.written.memberships
    .filter(({ member }) => member !== seen.executor)
    .filter((one) => !said.some(({ role, member }) => role === one.role && member === one.member))
    .map(({ role, member }) => unnamed(`${member} became a member of ${role}`));
}

/** What was there before, under its new name, and is not spoken of. */
function saidObjects({ difference: { privileges, owners }, made }: Confirmation, { objects }: Unnamed) {
  const changed = [privileges, owners].flatMap(({ added, removed }) => [...added, ...removed]);
  const all = [...changed.map(({ object }) => object), ...made, ...objects];
  return new Set(all.map((object) => objectKey(wholeObject(object))));
}

function gained(now: ObjectPrivileges["acl"], then: ObjectPrivileges["acl"]): string[] {
  return [...now.entries.values()]
    .filter((entry) => !then.entries.has(entryKey(entry)))
    .map(({ grantee, privilege }) => `${grantee === PUBLIC ? "PUBLIC" : grantee} got ${privilege}`);
}

/** Compares what is there with what was, but for all that the revision speaks of. */
export function confirmUnnamed(revision: Confirmation, seen: Unnamed): Diagnostic[] {
  const { difference } = revision;
  const before = applyRenames(seen.before, difference.renames);
  const { live } = seen;
  const said = saidObjects(revision, seen);
  const isOld = (object: ObjectName) => {
    const whole = wholeObject(object);
    return !said.has(objectKey(whole)) && (before.owners.has(objectKey(whole)) || whole.kind === "parameter");
  };
  const owners = [...live.owners.values()].flatMap(({ object, owner }) => {
    const then = before.owners.get(objectKey(object))?.owner;
    return !isOld(object) || then === owner ? [] : [unnamed(`${objectKey(object)} belongs to ${owner} now`)];
  });
  const privileges = [...live.privileges.values()].flatMap(({ object, acl }) =>
    isOld(object)
      ? gained(acl, aclOf(before, object)).map((what) => unnamed(`${what} on ${objectKey(object)}`))
      : [],
  );
  const { added, removed } = difference.defaults;
  const saidDefaults = new Set([...added, ...removed].map(defaultKey));
  const defaults = [...live.defaults].flatMap(([key, entry]) =>
    saidDefaults.has(key)
      ? []
      : gained(entry.acl, before.defaults.get(key)?.acl ?? defaultsBase(entry)).map((what) =>
          unnamed(`${what} by default privileges (${key})`),
        ),
  );
  return [
    ...changedRoles(revision, seen),
    ...changedMemberships(revision, seen),
    ...owners,
    ...privileges,
    ...defaults,
  ];
}
