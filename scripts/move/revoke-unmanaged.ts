// Revokes what roles that nobody declared have in schemas that say `unmanaged: revoke`.
import type { Queryable, Sql } from "../database/connect/connect.ts";
import type { LiveWarehouse } from "../database/inspect/inspect.ts";
import { inspectTouched } from "../database/inspect/inspect-touched.ts";
import { readSchemaMakers } from "../database/inspect/schema-makers.ts";
import { readUnmanagedGrants } from "../database/inspect/unmanaged-grants.ts";
import { EMPTY_WAREHOUSE } from "../model/collections.ts";
import { type DefaultPrivileges, defaultKey } from "../model/default-privileges.ts";
import { problem, Refusal } from "../model/diagnostic.ts";
import { groupBy } from "../model/group.ts";
import { displayName } from "../model/identifier.ts";
import { displayObject, type ObjectName, schemaOf } from "../model/object.ts";
import type { Role } from "../model/role.ts";
import type { Warehouse } from "../model/warehouse.ts";
import { diffWarehouses } from "../plan/compare/diff-warehouses.ts";
import type { Need } from "../plan/needs/need.ts";
import { type AccessChange, planChange } from "../plan/planned-change.ts";
import { withoutRoles } from "../plan/privileges/without-roles.ts";
import { sendChange } from "../sources/access-change.ts";
import { type DefaultsScope, defaultsWithoutUnmanaged, isGlobal } from "./unmanaged-defaults.ts";

/** Stands for a file in messages. */
const SOURCE = "unmanaged: revoke";

/** What roles that nobody declared have in the schemas that say `unmanaged: revoke`. */
type Unmanaged = AccessChange;

/** Who of the server's roles is nobody's, and who makes things by whose default privileges. */
async function defaultsScope(
  tx: Queryable,
  live: LiveWarehouse,
  { revokingSchemas: revoking, roles }: Warehouse,
): Promise<DefaultsScope> {
  const all = [...live.roles.values()];
  const isOthers = ({ name }: Role) => name !== live.user && !roles.has(name);
  const names = (list: readonly Role[]) => new Set(list.map(({ name }) => name));
  const unmanaged = names(all.filter((role) => isOthers(role) && !role.superuser));
  // A superuser may create everywhere, and what it makes is its own affair.
  const beyond = names(all.filter((role) => isOthers(role) && role.superuser));
  const creators = [...live.defaults.values()].filter(isGlobal).map(({ creator }) => creator);
  const makers = await readSchemaMakers(
    tx,
    creators.filter((creator) => !beyond.has(creator)),
    { schemas: revoking, roles: unmanaged },
  );
  return { revoking, unmanaged, makers };
}

async function readUnmanaged(tx: Queryable, declared: Warehouse): Promise<Unmanaged | undefined> {
  const { revokingSchemas, roles } = declared;
  if (revokingSchemas.size === 0) return undefined;
  const grants = await readUnmanagedGrants(tx, revokingSchemas, roles.keys());
  const schemas = [...revokingSchemas].map((schema): ObjectName => ({ kind: "schema", path: [schema] }));
  const live = await inspectTouched(tx, { objects: [...schemas, ...grants] });
  const isThere = ({ kind, path }: ObjectName) =>
    revokingSchemas.has((kind === "schema" ? path[0] : schemaOf({ kind, path })) ?? "");
  const from: Warehouse = {
    ...EMPTY_WAREHOUSE,
    roles: live.roles,
    memberships: live.memberships,
    owners: live.owners,
    privileges: new Map([...live.privileges].filter(([, { object }]) => isThere(object))),
    defaults: live.defaults,
  };
  const to = {
    ...from,
    privileges: withoutRoles(from, new Set(grants.map(({ grantee }) => grantee))),
    defaults: defaultsWithoutUnmanaged(from.defaults, await defaultsScope(tx, live, declared)),
  };
  const difference = diffWarehouses(from, to);
  const { privileges, defaults } = difference;
  return privileges.removed.length + defaults.removed.length === 0 ? undefined : { from, to, difference };
}

/** The other schemas in which a role keeps what it loses in all. */
const keptIn = (grantee: string, { creator, kind }: DefaultPrivileges, { to }: Unmanaged): string[] =>
  [...to.defaults.values()].flatMap(({ schema, acl, ...one }) =>
    schema !== undefined &&
    one.creator === creator &&
    one.kind === kind &&
    [...acl.entries.values()].some((entry) => entry.grantee === grantee)
      ? [displayName(schema)]
      : [],
  );

/** A line for each role and default privileges. */
const defaultLines = (found: Unmanaged): string[] =>
  found.difference.defaults.removed.flatMap((entry) =>
    [...groupBy(entry.acl.entries.values(), ({ grantee }) => grantee)].map(([grantee, entries]) => {
      const privileges = entries.map(({ privilege }) => privilege).sort();
      const kept = isGlobal(entry) ? keptIn(grantee, entry, found) : [];
      const but =
        kept.length === 0 ? "" : `, which keeps what it has by default in ${kept.sort().join(", ")}`;
      return `${privileges.join(", ")} by default on every ${defaultKey(entry)} from ${grantee}${but}`;
    }),
  );

/** A line for each role, object and grantor. */
function linesOf(found: Unmanaged): string[] {
  return [...objectLines(found), ...defaultLines(found)];
}

function objectLines({ difference }: Unmanaged): string[] {
  return difference.privileges.removed.flatMap(({ object, acl }) => {
    const by = groupBy(acl.entries.values(), ({ grantee, grantor }) => JSON.stringify([grantee, grantor]));
    return [...by.values()].flatMap((entries) => {
      const [first] = entries;
      if (!first) return [];
      const privileges = entries.map(({ privilege }) => privilege).sort();
      const how = first.grantor.startsWith("@") ? "" : `, which ${first.grantor} had granted`;
      return `${privileges.join(", ")} on ${object.kind} ${displayObject(object)} from ${first.grantee}${how}`;
    });
  });
}

/**
 * What it takes to revoke what roles that are not declared have now in the schemas that say `unmanaged: revoke`.
 *
 * @param declared the bound warehouse, with all of its roles
 */
export async function unmanagedNeeds(tx: Queryable, declared: Warehouse): Promise<readonly Need[]> {
  const found = await readUnmanaged(tx, declared);
  return found ? planChange(found).needs : [];
}

/**
 * Takes from roles that are not declared what they have in the schemas that say `unmanaged: revoke`, and what others
 * have on the strength of it. Each grantor's grants are revoked as he, since PostgreSQL does not revoke for others.
 *
 * @param tx the transaction that is open on the connection
 * @param declared the bound warehouse, with all of its roles
 * @returns what was revoked, a line each
 * @throws {Refusal} with what an administrator must run first, with the statement that failed, or with what is still
 *   there afterwards
 */
export async function revokeUnmanaged(sql: Sql, tx: Queryable, declared: Warehouse): Promise<string[]> {
  const found = await readUnmanaged(tx, declared);
  if (!found) return [];
  await sendChange(sql, tx, found, SOURCE);
  const left = await readUnmanaged(tx, declared);
  if (!left) return linesOf(found);
  throw new Refusal(
    linesOf(left).map((line) =>
      problem("unmanaged-not-revoked", `PostgreSQL did not revoke ${line}`, {
        help: "Have an administrator revoke it, as whoever granted it, declare the role, or take `unmanaged: revoke` away.",
      }),
    ),
  );
}
