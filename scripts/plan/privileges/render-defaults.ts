// Default privileges that differ → ALTER DEFAULT PRIVILEGES.

import type { Acl } from "../../model/acl.ts";
import { type Condition, conditionText } from "../../model/condition.ts";
import { DEFAULT_KINDS, type DefaultsIdentity, defaultKey } from "../../model/default-privileges.ts";
import type { Difference } from "../../model/delta.ts";
import { groupBy } from "../../model/group.ts";
import { compareText, quoteIdentifier } from "../../model/identifier.ts";
import type { Privilege } from "../../model/privilege.ts";
import { defaultsBase, type Warehouse } from "../../model/warehouse.ts";
import type { RoleSpec } from "../../sql/sql-target.ts";
import type { PrivilegeItem, Statement } from "../../sql/statement.ts";
import { privilegesSql, roleSql } from "../../sql/write-statement.ts";
import { directed } from "../compare/conditions.ts";
import { completed, type Held, type Holdings } from "./held.ts";
import { ownersPart } from "./owner-lacks.ts";
import {
  clauseOf,
  compareQuoted,
  compareWorded,
  granteeOf,
  itemsOf,
  type Manner,
  partsByVersion,
  type Worded,
  wording,
} from "./privilege-parts.ts";
import { planRevocation } from "./revocation.ts";

/** An entry that comes or goes. */
interface Change extends Held {
  readonly identity: DefaultsIdentity;
  readonly optionOnly: boolean;
}

/** What statements must have in common to be one. */
interface Shape extends Manner, Omit<DefaultsIdentity, "schema"> {
  readonly privileges: readonly PrivilegeItem[];
  readonly when: Condition | undefined;
  readonly since: number | undefined;
}

/** One statement to be: these grantees get these privileges in these schemas, or in all; at first one and one. */
interface Bundle {
  readonly shape: Shape;
  /** The same for equal shapes. */
  readonly key: string;
  readonly schemas: readonly string[];
  readonly grantees: readonly Worded<RoleSpec>[];
}

// ALTER DEFAULT PRIVILEGES FOR ROLE <creator> IN SCHEMA <schema>, … GRANT <privileges> ON TABLES TO <grantee>, …
const statement = ({ shape, schemas, grantees }: Bundle): Statement => ({
  kind: "default privileges",
  creators: [shape.creator],
  ...(schemas.length > 0 && { schemas }),
  clause: {
    ...clauseOf(shape),
    privileges: shape.privileges,
    on: DEFAULT_KINDS[shape.kind].keyword,
    grantees: grantees.map(({ value }) => value),
  },
  ...directed(shape.when, shape.since),
});

const holdingsOf = (identity: DefaultsIdentity, acl: Acl): Holdings => {
  const on = defaultKey(identity);
  const object = { kind: identity.kind, path: [] };
  return new Map([...acl.entries].map(([key, entry]) => [`${on}\t${key}`, { object, on, entry }]));
};

/** What comes and what goes; the default privileges of a schema go with it. */
function changesOf({ defaults }: Difference, from: Warehouse, to: Warehouse) {
  const changed = new Map(
    [...defaults.added, ...defaults.removed].map((entry) => [defaultKey(entry), entry]),
  );
  const revokes: Change[] = [];
  const grants: Change[] = [];
  for (const [key, { acl: _, ...identity }] of changed) {
    const { schema } = identity;
    if (schema !== undefined && from.schemas.has(schema) && !to.schemas.has(schema)) continue;
    const aclIn = ({ defaults: all }: Warehouse) => all.get(key)?.acl ?? defaultsBase(identity);
    const parts = ownersPart(holdingsOf(identity, aclIn(from)), holdingsOf(identity, aclIn(to)));
    const { start, to: after, regained, lost } = parts;
    const revocation = planRevocation(start, after);
    const missing = [...after].flatMap(([held, entry]) => (revocation.kept.has(held) ? [] : [entry]));
    const change = (held: Held) => ({ ...held, identity, optionOnly: false });
    revokes.push(...revocation.revokes.map((revoke) => ({ ...revoke, identity })), ...lost.map(change));
    grants.push(...regained.map(change), ...completed(missing, after).map(change));
  }
  return { revokes, grants };
}

function singleBundles(verb: Manner["verb"], changes: readonly Change[]): Bundle[] {
  const groups = groupBy(changes, ({ identity, entry, optionOnly }) =>
    JSON.stringify([
      defaultKey(identity),
      entry.grantee,
      entry.grantable,
      conditionText(entry.when),
      optionOnly,
    ]),
  );
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (!first) return [];
    const { identity, entry, optionOnly } = first;
    const { creator, kind, schema } = identity;
    const held = new Set<Privilege>(group.map((change) => change.entry.privilege));
    // MAINTAIN and kinds of object that are known later.
    const kindSince = (DEFAULT_KINDS[kind] as { readonly since?: number }).since;
    return partsByVersion(kind, held).map(({ privileges, since }) => {
      const shape: Shape = {
        verb,
        creator,
        kind,
        privileges: itemsOf(kind, privileges),
        grantable: verb === "GRANT" && entry.grantable,
        optionOnly,
        cascade: false,
        when: entry.when,
        since: since ?? kindSince,
      };
      const value = granteeOf(entry.grantee, creator);
      return {
        shape,
        key: JSON.stringify({ ...shape, when: conditionText(shape.when) }),
        schemas: schema === undefined ? [] : [schema],
        grantees: [{ sql: roleSql(value), value }],
      };
    });
  });
}

const quoted = (names: readonly string[]): string => names.map(quoteIdentifier).join();

/** Puts together the schemas of one grantee, then the grantees of the same schemas. */
function render(verb: Manner["verb"], changes: readonly Change[]): Statement[] {
  const byGrantee = groupBy(
    singleBundles(verb, changes),
    ({ key, grantees, schemas }) => `${key}\t${wording(grantees)}\t${schemas.length}`,
  );
  const perGrantee = [...byGrantee.values()].flatMap((group) => {
    const schemas = group.flatMap((one) => one.schemas).sort(compareQuoted);
    return group.slice(0, 1).map((first) => ({ ...first, schemas }));
  });
  const bySchemas = groupBy(perGrantee, ({ key, schemas }) => `${key}\t${quoted(schemas)}`);
  const kinds = Object.keys(DEFAULT_KINDS);
  return [...bySchemas.values()]
    .flatMap((group) => {
      const grantees = group.flatMap((one) => one.grantees).sort(compareWorded);
      return group.slice(0, 1).map((first) => ({ ...first, grantees }));
    })
    .sort(
      (a, b) =>
        compareText(a.shape.creator, b.shape.creator) ||
        compareText(quoted(a.schemas), quoted(b.schemas)) ||
        kinds.indexOf(a.shape.kind) - kinds.indexOf(b.shape.kind) ||
        compareText(wording(a.grantees), wording(b.grantees)) ||
        compareText(privilegesSql(a.shape.privileges), privilegesSql(b.shape.privileges)),
    )
    .map(statement);
}

/**
 * What objects are born with, after all DDL: what a revision makes is made with what held before, in both ways.
 *
 * @param from under the names after the renames
 */
export function renderDefaults(difference: Difference, from: Warehouse, to: Warehouse): Statement[] {
  const { revokes, grants } = changesOf(difference, from, to);
  return [...render("REVOKE", revokes), ...render("GRANT", grants)];
}
