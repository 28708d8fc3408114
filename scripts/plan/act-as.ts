import { type AclEntry, OWNER } from "../model/acl.ts";
import { type Condition, conditionText } from "../model/condition.ts";
import { groupBy } from "../model/group.ts";
import { compareText, quoteIdentifier } from "../model/identifier.ts";
import { type ObjectName, objectKey, schemaOf } from "../model/object.ts";
import type { Privilege } from "../model/privilege.ts";
import { aclOf, type Warehouse } from "../model/warehouse.ts";
import { whenLine } from "./conditions.ts";
import { ownersOf } from "./owner-of.ts";
import type { Move, PrivilegePlan } from "./plan-privileges.ts";
import { type PrivilegeGroup, renderPrivileges } from "./render-privileges.ts";
import { holdsBy, inheritance } from "./standing.ts";

/** Statements that another role runs: `SET LOCAL ROLE`, the statements, `RESET ROLE`, each under the condition. */
export function actAs(role: string | undefined, when: Condition | undefined, statements: readonly string[]) {
  if (role === undefined) return statements;
  const line = whenLine(when);
  return [`${line}SET LOCAL ROLE ${quoteIdentifier(role)};`, ...statements, `${line}RESET ROLE;`];
}

/** Tells whether a role has a privilege on a schema while privileges are revoked, or while they are granted. */
function rightsOnSchemas(from: Warehouse, to: Warehouse, { between, revokes }: PrivilegePlan) {
  const inherited = inheritance(from, to);
  const ownerOf = ownersOf(to);
  const goingLast = groupBy(
    revokes.filter(({ distance }) => distance === 0),
    ({ on }) => on,
  );
  return (verb: "GRANT" | "REVOKE", role: string, schema: ObjectName, privilege: Privilege): boolean => {
    const key = objectKey(schema);
    const kept: readonly AclEntry[] = between.get(key) ?? [...aclOf(from, schema, key).entries.values()];
    // The owner revokes after all others, and grants before them.
    const besides =
      verb === "REVOKE"
        ? (goingLast.get(key) ?? []).map(({ entry }) => entry)
        : [...aclOf(to, schema, key).entries.values()].filter(({ grantor }) => grantor === OWNER);
    return holdsBy(inherited(role), privilege, [...kept, ...besides], ownerOf(schema));
  };
}

/** A part of a script: a comment that says what it is, and statements. */
export interface Section {
  readonly title: string;
  readonly statements: readonly string[];
}

const TITLES = { GRANT: "Grants", REVOKE: "Revokes" } as const;

const titled = (title: string, { schema, statements }: PrivilegeGroup): Section => ({
  title: `${title}${schema && `: ${schema}`}`,
  statements,
});

/** The order of grants, and backwards of revokes: while others act, owners' grants on schemas are there. */
function place({ distance, actor, object }: Move): number {
  if (distance > 0) return distance + 2;
  if (actor === undefined) return 1;
  return object.kind === "schema" ? 0 : 2;
}

/**
 * Writes privileges so that each is granted and revoked by its grantor, who needs USAGE on the schemas in which he
 * names objects: he gets it for that time where he does not have it.
 *
 * @param from under the names after the renames
 */
export function privilegeSections(from: Warehouse, to: Warehouse, plan: PrivilegePlan) {
  const hasRight = rightsOnSchemas(from, to, plan);
  const ownerOf = ownersOf(to);

  const usage = (verb: "GRANT" | "REVOKE", schemas: readonly string[], role: string, when?: Condition) =>
    [...groupBy(schemas, (schema) => ownerOf({ kind: "schema", path: [schema] }) ?? "")].flatMap(
      ([owner, owned]) => {
        const list = owned.map(quoteIdentifier).join(", ");
        const direction = verb === "GRANT" ? "TO" : "FROM";
        const text = `${verb} USAGE ON SCHEMA ${list} ${direction} ${quoteIdentifier(role)};`;
        return actAs(owner === "" ? undefined : owner, when, [`${whenLine(when)}${text}`]);
      },
    );

  const byActor = (verb: "GRANT" | "REVOKE", actor: string, moves: readonly Move[]): Section => {
    const when = moves[0]?.entry.when;
    const schemas = [...new Set(moves.flatMap(({ object }) => schemaOf(object) ?? []))].sort(compareText);
    const closed = schemas.filter(
      (schema) => !hasRight(verb, actor, { kind: "schema", path: [schema] }, "USAGE"),
    );
    const statements = renderPrivileges(verb, moves).flatMap((group) => group.statements);
    return {
      title: `${TITLES[verb]} by ${quoteIdentifier(actor)}`,
      statements: [
        ...usage("GRANT", closed, actor, when),
        ...actAs(actor, when, statements),
        ...usage("REVOKE", closed, actor, when),
      ],
    };
  };

  /** The order of the sections is that of the simulation (see compareRevokes). */
  return (verb: "GRANT" | "REVOKE", moves: readonly Move[], title: string = TITLES[verb]): Section[] => {
    const direction = verb === "GRANT" ? 1 : -1;
    const groups = groupBy(moves, (move) => {
      const { actor, entry } = move;
      return actor === undefined
        ? `${place(move)}`
        : `${place(move)}\t${actor}\t${conditionText(entry.when)}`;
    });
    const ordered = [...groups.values()].flatMap((group) => (group[0] ? [{ first: group[0], group }] : []));
    ordered.sort(
      (a, b) =>
        (place(a.first) - place(b.first)) * direction ||
        compareText(a.first.actor ?? "", b.first.actor ?? ""),
    );
    return ordered.flatMap(({ first, group }) => {
      if (first.actor !== undefined) return [byActor(verb, first.actor, group)];
      return renderPrivileges(verb, group).map((part) => titled(title, part));
    });
  };
}
