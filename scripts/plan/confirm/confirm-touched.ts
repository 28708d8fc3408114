// Whether a revision did what it says, of everything that it touches.

import { builtInAclOf, PUBLIC } from "../../model/acl.ts";
import { defaultKey } from "../../model/default-privileges.ts";
import { type Diagnostic, problem } from "../../model/diagnostic.ts";
import { displayObject, type ObjectName, objectKey, tableOf, wholeObject } from "../../model/object.ts";
import { kindFacts } from "../../model/object-kinds.ts";
import { ownerByItself } from "../../model/ownership.ts";
import { isSystemRoutine } from "../../model/restricted-routines.ts";
import { managedIn } from "../../model/role.ts";
import { aclOf, defaultsBase, type Warehouse } from "../../model/warehouse.ts";
import { type CountsEntry, countedEntries } from "../compare/counted-entries.ts";
import { asOwners, isMelted } from "../compare/owners-rights.ts";
import { newlySaid } from "../privileges/render-public.ts";
import { aclWords } from "./acl-words.ts";
import { type AclDifference, compareAcls } from "./compare-acls.ts";
import { confirmMemberships, confirmRoles } from "./confirm-roles.ts";
import type { Confirmation, ConfirmContext } from "./confirmation.ts";

/** Objects that no inspection reads: PostgreSQL's own, but for its routines. */
const isSystem = (object: ObjectName): boolean =>
  object.path.length > 1 &&
  !isSystemRoutine(object) &&
  /^(pg_|information_schema$)/.test(object.path[0] ?? "");

/** The objects whose privileges and owners are to be looked at: those named, and the tables of columns. */
export function touchedObjects({ difference, made }: Confirmation): ObjectName[] {
  const { privileges, owners } = difference;
  const named = [privileges, owners].flatMap(({ added, removed }) => [...added, ...removed]);
  const all = [...named.map(({ object }) => object), ...newlySaid(difference), ...made];
  const objects = all.flatMap((object) => (object.kind === "column" ? [object, tableOf(object)] : [object]));
  const distinct = new Map(objects.map((object) => [objectKey(object), object]));
  return [...distinct.values()].filter((object) => !isSystem(object));
}

const failed = (message: string): Diagnostic => problem("confirmation-failed", message);

function confirmPrivileges(
  { to, difference, made }: Confirmation,
  live: Warehouse,
  isManaged: (role: string) => boolean,
): Diagnostic[] {
  const counts = countedEntries(isManaged);
  const { privileges, owners } = difference;
  const isSaid = new Set(newlySaid(difference).map(objectKey));
  // What is said of a table is said of its columns.
  const saysOf = (object: ObjectName) =>
    isSaid.has(objectKey(object)) || isSaid.has(objectKey(wholeObject(object)));
  const columns = [...live.privileges.values()].map(({ object }) => object).filter(saysOf);
  const said = [...newlySaid(difference), ...columns];
  const countsPublic: CountsEntry = (entry, named) => entry.grantee === PUBLIC || counts(entry, named);
  const changed = [privileges, owners].flatMap(({ added, removed }) => [...added, ...removed]);
  const objects = [...changed.map(({ object }) => object), ...said, ...made];
  const named = new Map(objects.map((object) => [objectKey(object), object]));
  const isNew = new Set(made.map(objectKey));
  const changes = (list: typeof privileges.added) =>
    new Map(list.map(({ object, acl }) => [objectKey(object), acl]));
  const [added, removed] = [changes(privileges.added), changes(privileges.removed)];
  return [...named].flatMap(([key, object]) => {
    if (isSystem(object)) return [];
    const what = `${object.kind === "database" ? "the database" : `${object.kind} ${displayObject(object)}`}`;
    const owner = live.owners.get(objectKey(wholeObject(object)))?.owner;
    const expected = aclOf(to, object, key);
    if (owner === undefined && kindFacts(object.kind).owner !== "nobody" && !live.privileges.has(key)) {
      // What the revision drops is gone; nothing can be missing where nothing is expected.
      return expected === builtInAclOf(object) ? [] : [failed(`${what} is not there`)];
    }
    const now = asOwners(aclOf(live, object, key), expected, isManaged);
    const found = compareAcls(
      {
        expected,
        added: isNew.has(key) ? expected : added.get(key),
        removed: removed.get(key),
        live: now,
      },
      saysOf(object) ? countsPublic : counts,
    );
    const isWrong = ({ entry, problem: what }: AclDifference) =>
      what === "extra" || !isMelted(entry, owner, now);
    return found.filter(isWrong).map((one) => failed(`${what}: ${aclWords(one, object, owner, to, live)}`));
  });
}

/** Column privileges that were revoked in vain, since the whole table is granted. */
function confirmColumns({ to, difference }: Confirmation, live: Warehouse): Diagnostic[] {
  return difference.privileges.removed.flatMap(({ object, acl }) => {
    if (object.kind !== "column") return [];
    const table = tableOf(object);
    const holds = (warehouse: Warehouse, grantee: string, privilege: string) =>
      [...aclOf(warehouse, table).entries.values()].some(
        (entry) => entry.grantee === grantee && entry.privilege === privilege,
      );
    return [...acl.entries.values()]
      .filter(({ grantee, privilege }) => holds(live, grantee, privilege) && !holds(to, grantee, privilege))
      .map(({ grantee, privilege }) =>
        failed(
          `column ${displayObject(object)}: ${grantee} still has ${privilege}, since it has it on the whole table`,
        ),
      );
  });
}

function confirmDefaults(
  { to, difference: { defaults } }: Confirmation,
  live: Warehouse,
  counts: CountsEntry,
): Diagnostic[] {
  const named = new Map([...defaults.added, ...defaults.removed].map((entry) => [defaultKey(entry), entry]));
  const find = (list: typeof defaults.added, key: string) =>
    list.find((entry) => defaultKey(entry) === key)?.acl;
  return [...named].flatMap(([key, entry]) => {
    const base = defaultsBase(entry);
    const sides = {
      expected: to.defaults.get(key)?.acl ?? base,
      live: live.defaults.get(key)?.acl ?? base,
      added: find(defaults.added, key),
      removed: find(defaults.removed, key),
    };
    return compareAcls(sides, counts).map((difference) =>
      failed(
        `default privileges (${defaultKey(entry)}): ${aclWords(difference, { kind: entry.kind, path: [] }, undefined, to, live)}`,
      ),
    );
  });
}

function confirmOwners(
  { to, difference: { owners } }: Confirmation,
  live: Warehouse,
  { executor, major }: ConfirmContext,
): Diagnostic[] {
  const all = [...owners.added, ...owners.removed];
  const named = new Map(all.map(({ object }) => [objectKey(object), object]));
  return [...named].flatMap(([key, object]) => {
    const owner = live.owners.get(key)?.owner;
    const expected = to.owners.get(key)?.owner ?? ownerByItself(object, major) ?? executor;
    if (owner === undefined || owner === expected || isSystem(object)) return [];
    return [failed(`${object.kind} ${displayObject(object)} belongs to ${owner} and not to ${expected}`)];
  });
}

/**
 * Compares what a revision names with what the server has, where PostgreSQL may have done something else without
 * an error. Of roles that are not managed only what the revision names counts.
 *
 * @param live the server's objects of {@link touchedObjects}, and all of its roles, memberships and default privileges
 */
export function confirmTouched(
  revision: Confirmation,
  live: Warehouse,
  context: ConfirmContext,
): Diagnostic[] {
  const roles = new Map([...revision.from.roles, ...revision.to.roles]);
  // A role that stays since others need it keeps what no revision gave it.
  const isOurs = managedIn(roles);
  const isManaged = (role: string) => !context.kept.has(role) && isOurs(role);
  const counts = countedEntries(isManaged);
  return [
    ...confirmRoles(revision, live, context),
    ...confirmMemberships(revision, live, context),
    ...confirmOwners(revision, live, context),
    ...confirmDefaults(revision, live, counts),
    ...confirmPrivileges(revision, live, isManaged),
    ...confirmColumns(revision, live),
  ];
}
