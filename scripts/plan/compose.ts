import { type Acl, type AclEntry, internAcl } from "../model/acl.ts";
import { BREAKPOINT } from "../model/breakpoint.ts";
import { conditionText } from "../model/condition.ts";
import type { Difference } from "../model/delta.ts";
import { groupBy } from "../model/group.ts";
import { displayPath } from "../model/identifier.ts";
import { type ObjectName, objectKey } from "../model/object.ts";
import { kindFacts } from "../model/privilege.ts";
import { relationKey } from "../model/relation.ts";
import { aclOf, type ObjectPrivileges, type Warehouse } from "../model/warehouse.ts";
import { type PrivilegeGroup, renderPrivileges } from "./render-privileges.ts";
import { renderDroppedRoles, renderMemberships, renderRoles } from "./render-roles.ts";

/** A script of a revision that only changes what is known, such as which roles are external. */
const NOTHING = "-- Nothing to do on a server.";

/** The objects that a warehouse's relations make: themselves, their schemas, columns and sequences. */
function objectsOf(warehouse: Warehouse): Set<string> {
  const keys = new Set<string>();
  const add = (object: ObjectName) => keys.add(objectKey(object));
  // The schema public is there without being made: it neither comes nor goes.
  for (const schema of [...warehouse.schemas, "public"]) add({ kind: "schema", path: [schema] });
  for (const { schema, name, columns } of warehouse.relations.values()) {
    add({ kind: "table", path: [schema, name] });
    for (const column of columns) {
      add({ kind: "column", path: [schema, name, column.name] });
      if (column.serialSequence) add({ kind: "sequence", path: [schema, column.serialSequence] });
    }
  }
  return keys;
}

/** Relations that are dropped and made again under the same name (a table that becomes a view). */
function rebuilt(difference: Difference): ReadonlySet<string> {
  const kinds = new Map(
    difference.relations.removed.map((relation) => [relationKey(relation), relation.kind]),
  );
  const again = difference.relations.added.filter((relation) => {
    const before = kinds.get(relationKey(relation));
    return before !== undefined && before !== relation.kind;
  });
  return new Set(again.map((relation) => relationKey(relation)));
}

/**
 * What is left to revoke and to grant once the tables are as they should be: nothing is revoked from what
 * goes, everything is granted on what is made again, and a list that completes ALL is written as ALL.
 */
function afterTables(difference: Difference, from: Warehouse, to: Warehouse) {
  const before = objectsOf(from);
  const after = objectsOf(to);
  const again = rebuilt(difference);
  const isAgain = ({ path }: ObjectName) => path.length > 1 && again.has(displayPath(path.slice(0, 2)));
  const goes = (object: ObjectName) => {
    const key = objectKey(object);
    return (before.has(key) && !after.has(key)) || isAgain(object);
  };
  const revoked = difference.privileges.removed.filter(({ object }) => !goes(object));
  const granted: ObjectPrivileges[] = difference.privileges.added
    .filter(({ object }) => !isAgain(object))
    .map(({ object, acl }) => ({ object, acl: completed(object, acl, aclOf(to, object)) }));
  const regranted = [...to.privileges.values()].filter(({ object }) => isAgain(object));
  return { revoked, granted: [...granted, ...regranted] };
}

/** An entry's holder: entries of one holder can be written as one list. */
const holder = ({ grantee, grantor, grantable, when }: AclEntry): string =>
  JSON.stringify([grantee, grantor, grantable, conditionText(when)]);

/** The added entries, and the others of a holder whom they give all that the object has: GRANT ALL is shorter. */
function completed({ kind }: ObjectName, added: Acl, whole: Acl): Acl {
  const gaining = new Set([...added.entries.values()].map(holder));
  const all = [...groupBy(whole.entries.values(), holder)]
    .filter(([key, entries]) => gaining.has(key) && entries.length === kindFacts(kind).privileges.length)
    .flatMap(([, entries]) => entries);
  return all.length === 0 ? added : internAcl([...added.entries.values(), ...all]);
}

function grouped(title: string, groups: readonly PrivilegeGroup[]): string[] {
  return groups.map(
    ({ schema, statements }) => `-- ${title}${schema && `: ${schema}`}\n${statements.join("\n")}`,
  );
}

const section = (title: string, statements: readonly string[]): string[] =>
  statements.length === 0 ? [] : [`-- ${title}\n${statements.join("\n")}`];

/**
 * A migration as text: roles, drizzle-kit's statements, revokes, grants, memberships, roles that go. Revokes
 * stand before grants since a table's REVOKE also takes its columns' privileges.
 *
 * @param ddl drizzle-kit's statements, in its order
 */
export function composeScript(
  difference: Difference,
  from: Warehouse,
  to: Warehouse,
  ddl: readonly string[],
): string {
  const { revoked, granted } = afterTables(difference, from, to);
  const chunks = [
    ...section("Roles", renderRoles(difference.roles)),
    ...ddl.map((statement) => statement.trim()),
    ...grouped("Revokes", renderPrivileges("REVOKE", revoked)),
    ...grouped("Grants", renderPrivileges("GRANT", granted)),
    ...section("Memberships", renderMemberships(difference.memberships)),
    ...section("Dropped roles", renderDroppedRoles(difference.roles)),
  ];
  return `${chunks.length === 0 ? NOTHING : chunks.join(`\n${BREAKPOINT}\n`)}\n`;
}
