/** Roles that go: what no file knows of them in the database goes to their heirs, by exact statements. */
import { rememberGiven } from "../database/apply/given-record.ts";
import type { HistoryTable } from "../database/apply/history-table.ts";
import type { GoingRole } from "../database/apply/role-statements.ts";
import type { Queryable, Sql } from "../database/connect/connect.ts";
import { inspectInside } from "../database/inspect/inspect.ts";
import { type Belonging, catalogOids, readBelongings } from "../database/inspect/role-belongings.ts";
import { EMPTY_WAREHOUSE } from "../model/collections.ts";
import { type Diagnostic, problem, Refusal, refuseErrors } from "../model/diagnostic.ts";
import { groupBy } from "../model/group.ts";
import { quoteIdentifier, splitPath } from "../model/identifier.ts";
import { objectKey } from "../model/object.ts";
import type { Warehouse } from "../model/warehouse.ts";
import { diffWarehouses } from "../plan/compare/diff-warehouses.ts";
import type { AccessChange } from "../plan/planned-change.ts";
import { defaultsWithoutRoles, withoutRoles } from "../plan/privileges/without-roles.ts";
import type { Statement } from "../sql/statement.ts";
import { sendChange } from "./access-change.ts";
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

/** What is owned and carries no privileges, with the beginning of its ALTER. PostgreSQL has quoted the name. */
const otherThings = (belongings: readonly Belonging[]) =>
  belongings.flatMap((one) => {
    const { how, type, identity } = one;
    if (how !== "owns" || type === null || !OTHER_TYPES.has(type)) return [];
    return [{ ...one, alter: `ALTER ${wordOf(type)} ${identity}` }];
  });

/** What the roles have in the database, and how it is when it is their heirs'. */
async function planGiving(
  tx: Queryable,
  belongings: readonly Belonging[],
  heirs: ReadonlyMap<string, string>,
): Promise<AccessChange> {
  const live = await inspectInside(tx, catalogOids(belongings));
  const { roles, memberships, relations, owners, privileges, defaults } = live;
  const from: Warehouse = { ...EMPTY_WAREHOUSE, roles, memberships, relations, owners, privileges, defaults };
  const going = new Set(heirs.keys());
  const to: Warehouse = {
    ...from,
    owners: new Map(
      [...owners].map(([key, { object, owner }]) => [key, { object, owner: heirs.get(owner) ?? owner }]),
    ),
    privileges: withoutRoles(from, going),
    defaults: defaultsWithoutRoles(from, going),
  };
  return { from, to, difference: diffWarehouses(from, to) };
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
  const change = await planGiving(tx, here, heirs);
  const others = otherThings(here);
  const statements = others.map(({ alter, role }): Statement => {
    const heir = quoteIdentifier(heirs.get(role) ?? "");
    return { kind: "other", text: `${alter} OWNER TO ${heir}` };
  });
  await sendChange(sql, tx, change, SOURCE, statements);
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
