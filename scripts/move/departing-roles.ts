/** Roles that go: what no file knows of them in the database goes to their heirs, by exact statements. */
import { rememberGiven } from "../database/apply/given-record.ts";
import type { HistoryTable } from "../database/apply/history-table.ts";
import type { GoingRole } from "../database/apply/role-statements.ts";
import type { Queryable, Sql } from "../database/connect/connect.ts";
import { inspectInside } from "../database/inspect/inspect.ts";
import { type Belonging, catalogOids, readBelongings } from "../database/inspect/role-belongings.ts";
import { type Acl, type AclEntry, internAcl } from "../model/acl.ts";
import { EMPTY_WAREHOUSE } from "../model/collections.ts";
import { type Diagnostic, problem, Refusal, refuseErrors } from "../model/diagnostic.ts";
import { groupBy } from "../model/group.ts";
import { splitPath } from "../model/identifier.ts";
import { objectKey } from "../model/object.ts";
import type { Warehouse } from "../model/warehouse.ts";
import { diffWarehouses } from "../plan/compare/diff-warehouses.ts";
import type { Need } from "../plan/needs/need.ts";
import { givingOthers, type OtherThing } from "../plan/objects/giving-others.ts";
import { type AccessChange, planChange } from "../plan/planned-change.ts";
import { defaultsWithoutRoles, withoutRoles } from "../plan/privileges/without-roles.ts";
import { sendChange } from "../sources/access-change.ts";
import { beyondDatabase, lastHeirs } from "./beyond-database.ts";
import { givenText } from "./given-things.ts";

/** Stands for a file in messages. */
const SOURCE = "reassign_owned_to";

/** Kinds of object without privileges that ALTER … OWNER TO knows, as `pg_identify_object` calls them. */
const OTHER_TYPES: ReadonlySet<string> = new Set([
  "operator",
  "operator class",
  "operator family",
  "collation",
  "conversion",
  "text search configuration",
  "text search dictionary",
  "publication",
  "event trigger",
  "statistics object",
]);

const wordOf = (type: string): string => (type === "statistics object" ? "STATISTICS" : type.toUpperCase());

const shown = ({ role, how, type, identity, database }: Belonging): string =>
  database === null ? `${role} ${how} ${type} ${identity}` : `${role} is needed in the database ${database}`;

/** What is owned and carries no privileges. PostgreSQL has quoted the name. */
const otherThings = (belongings: readonly Belonging[], heirs: ReadonlyMap<string, string>): OtherThing[] =>
  belongings.flatMap(({ role, how, type, identity, inSchema }) => {
    const to = heirs.get(role);
    if (how !== "owns" || type === null || !OTHER_TYPES.has(type) || to === undefined) return [];
    const alter = `ALTER ${wordOf(type)} ${identity}`;
    return [{ alter, from: role, to, ...(inSchema !== null && { schema: inSchema }) }];
  });

/** Without what revisions themselves take from the roles, since earlier ones gave it. */
function besideKnown(
  { owners, privileges, defaults, ...live }: Warehouse,
  known: readonly Warehouse[],
  going: ReadonlySet<string>,
): Warehouse {
  const isGiven = (key: string, { grantee, privilege }: AclEntry): boolean =>
    known.some((one) =>
      [...(one.privileges.get(key)?.acl.entries.values() ?? [])].some(
        (entry) => entry.grantee === grantee && entry.privilege === privilege,
      ),
    );
  const without = (key: string, acl: Acl): Acl =>
    internAcl([...acl.entries.values()].filter((entry) => !going.has(entry.grantee) || !isGiven(key, entry)));
  return {
    ...live,
    owners: new Map(
      [...owners].filter(
        ([key, { owner }]) => !going.has(owner) || !known.some((one) => one.owners.get(key)?.owner === owner),
      ),
    ),
    privileges: new Map(
      [...privileges].map(([key, { object, acl }]) => [key, { object, acl: without(key, acl) }]),
    ),
    defaults: new Map([...defaults].filter(([key]) => !known.some((one) => one.defaults.has(key)))),
  };
}

/** What is given to whom, and what revisions say of it. */
interface Giving {
  readonly belongings: readonly Belonging[];
  readonly heirs: ReadonlyMap<string, string>;
  readonly others: readonly OtherThing[];
  readonly known?: readonly Warehouse[];
}

/** What the roles have in the database, and how it is when it is their heirs'. */
async function planGiving(
  tx: Queryable,
  { belongings, heirs, others, known = [] }: Giving,
): Promise<AccessChange> {
  const live = await inspectInside(tx, catalogOids(belongings));
  const { roles, memberships, relations, owners, privileges, defaults } = live;
  const all: Warehouse = { ...EMPTY_WAREHOUSE, roles, memberships, relations, owners, privileges, defaults };
  const going = new Set(heirs.keys());
  const from = besideKnown(all, known, going);
  const to: Warehouse = {
    ...from,
    owners: new Map(
      [...from.owners].map(([key, { object, owner }]) => [key, { object, owner: heirs.get(owner) ?? owner }]),
    ),
    privileges: withoutRoles(from, going),
    defaults: defaultsWithoutRoles(from, going),
  };
  // While the role has its rights on the schema still.
  const { statements: first, needs: also } = givingOthers(others, from);
  return { from, to, difference: diffWarehouses(from, to), first, also };
}

/**
 * What giving away what roles have in the database takes, known before anything is sent.
 *
 * @param going under the names that they have now
 * @param known what earlier revisions gave them, which revisions themselves take
 */
export async function givingNeeds(
  tx: Queryable,
  going: readonly GoingRole[],
  known: readonly Warehouse[],
): Promise<readonly Need[]> {
  const heirs = lastHeirs(going);
  const found = await readBelongings(tx, [...heirs.keys()]);
  const belongings = found.filter(({ reach }) => reach === "here");
  if (belongings.length === 0) return [];
  const others = otherThings(belongings, heirs);
  return planChange(await planGiving(tx, { belongings, heirs, others, known })).needs;
}

/** What still holds on to roles, one problem for each of them. */
function inTheWay(belongings: readonly Belonging[], heirs: ReadonlyMap<string, string>): Diagnostic[] {
  return [...groupBy(belongings, ({ role }) => role)].map(([role, group]) => {
    const list = group.map((one) => `\n  ${shown(one)}`).join("");
    const heir = heirs.get(role);
    return problem("role-holds-on", `the role ${role} cannot go, since no revision knows of this:${list}`, {
      help:
        heir === undefined
          ? "Nothing was applied. `removed: {ROLE: {reassign_owned_to: HEIR}}` in the role files gives what it owns to an heir and takes its rights away; or take it away by hand."
          : `Nothing was applied. ALTER … OWNER and REVOKE cannot do it: have an administrator give it to ${heir}, or drop it.`,
    });
  });
}

/**
 * Gives what roles own in the database to their heirs and takes their rights there away, exactly: what is shared by
 * all databases is left alone. It is remembered for the way back.
 *
 * @param tx the transaction that is open on the connection
 * @param revision under whose name it is remembered
 * @returns what was given and taken, a line each
 * @throws {Refusal} with the list of what is in the way, or what an administrator must run first
 */
export async function giveAway(
  sql: Sql,
  tx: Queryable,
  going: readonly GoingRole[],
  { history, revision }: { readonly history: HistoryTable; readonly revision: string },
): Promise<string[]> {
  const heirs = lastHeirs(going);
  const found = await readBelongings(
    tx,
    going.map(({ role }) => role),
  );
  if (found.length === 0) return [];
  refuseErrors(beyondDatabase(found, heirs));
  const orphans = found.filter(({ role }) => !heirs.has(role));
  if (orphans.length > 0) throw new Refusal(inTheWay(orphans, heirs));
  const here = found.filter((one) => one.reach === "here");
  const others = otherThings(here, heirs);
  const change = await planGiving(tx, { belongings: here, heirs, others });
  await sendChange(sql, tx, change, SOURCE);
  const follows = new Set(
    here
      .filter((one) => one.follows)
      .map(({ identity }) => objectKey({ kind: "sequence", path: splitPath(identity ?? "") ?? [] })),
  );
  const left = await readBelongings(tx, [...heirs.keys()]);
  if (left.length > 0) throw new Refusal(inTheWay(left, heirs));
  await rememberGiven(tx, history, revision, givenText(change.difference, others, heirs, follows));
  return here.map((one) =>
    one.how === "owns"
      ? `${one.type} ${one.identity}: from ${one.role} to ${heirs.get(one.role)}`
      : `rights of ${one.role} on ${one.type} ${one.identity}`,
  );
}
