// GRANT and REVOKE in sections, each run as its grantor: `SET LOCAL ROLE` around them.

import { type AclEntry, OWNER } from "../../model/acl.ts";
import { type Condition, conditionText } from "../../model/condition.ts";
import { groupBy } from "../../model/group.ts";
import { compareText, quoteIdentifier } from "../../model/identifier.ts";
import { type ObjectName, objectKey, schemaOf } from "../../model/object.ts";
import type { Privilege } from "../../model/privilege.ts";
import type { AllowedVariables } from "../../model/variable.ts";
import { aclOf, type Warehouse } from "../../model/warehouse.ts";
import type { Statement } from "../../sql/statement.ts";
import type { Section } from "../../sql/write-statement.ts";
import { directed, uncovered } from "../compare/conditions.ts";
import { heldWhere, inheritance, type Where } from "./inheritance.ts";
import { ownersOf } from "./owner-of.ts";
import type { Move, PrivilegePlan } from "./plan-privileges.ts";
import { type PrivilegeGroup, renderPrivileges } from "./render-privileges.ts";

/** Statements that another role runs: `SET LOCAL ROLE`, the statements, `RESET ROLE`, each under the condition. */
export function actAs(
  role: string | undefined,
  when: Condition | undefined,
  statements: readonly Statement[],
): readonly Statement[] {
  if (role === undefined) return statements;
  const where = directed(when);
  return [
    { kind: "set role", scope: "LOCAL", role, ...where },
    ...statements,
    { kind: "reset role", ...where },
  ];
}

/** GRANT or REVOKE of a privilege on schemas: `GRANT USAGE ON SCHEMA "s" TO "role"`. */
export const onSchemas = (
  kind: "grant" | "revoke",
  privilege: Privilege,
  schemas: readonly string[],
  role: string,
  when: Condition | undefined,
): Statement => ({
  kind,
  privileges: [{ privilege }],
  on: "SCHEMA",
  targets: schemas.map((schema) => ({ path: [schema] })),
  grantees: [role],
  ...directed(when),
});

/** Where a role has a privilege on a schema before anything is revoked by its owner, or while privileges are granted. */
function rightsOnSchemas(from: Warehouse, to: Warehouse, { between, revokes }: PrivilegePlan) {
  const inherited = inheritance(from, to);
  const ownerOf = ownersOf(to);
  const goingLast = groupBy(
    revokes.filter(({ distance, isUncertain }) => distance === 0 && !isUncertain),
    ({ on }) => on,
  );
  return (stage: Stage, role: string, schema: ObjectName, privilege: Privilege): Where => {
    const key = objectKey(schema);
    const kept: readonly AclEntry[] = between.get(key) ?? [...aclOf(from, schema, key).entries.values()];
    // The owner revokes after all others, and grants before them.
    const besides =
      stage === "grants"
        ? [...aclOf(to, schema, key).entries.values()].filter(({ grantor }) => grantor === OWNER)
        : (goingLast.get(key) ?? []).map(({ entry }) => entry);
    return heldWhere(inherited(role), privilege, [...kept, ...besides], ownerOf(schema));
  };
}

/** The parts of a plan, in their order. */
const STAGES = {
  options: { verb: "GRANT", title: "Grants for revokes", by: "Grants by" },
  revokes: { verb: "REVOKE", title: "Revokes", by: "Revokes by" },
  grants: { verb: "GRANT", title: "Grants", by: "Grants by" },
} as const;

type Stage = keyof typeof STAGES;

const titled = (title: string, { schema, statements }: PrivilegeGroup): Section => ({
  title: `${title}${schema && `: ${schema}`}`,
  statements,
});

/** A schema on which somebody lacks USAGE under a condition. */
interface ClosedSchema {
  readonly schema: string;
  /** Who gives it; undefined is whoever applies the revision. */
  readonly owner: string | undefined;
  readonly when: Condition | undefined;
}

/** The order of grants, and backwards of revokes: while others act, owners' grants on schemas are there. */
function rank({ distance, actor, object }: Move): number {
  if (distance > 0) return distance + 2;
  if (actor === undefined) return 1;
  return object.kind === "schema" ? 0 : 2;
}

/**
 * Writes privileges so that each is granted and revoked by its grantor, who needs USAGE on the schemas in which he
 * names objects: he gets it for that time where he does not have it.
 *
 * @param from under the names after the renames
 * @param allowed what the variables of conditions may be
 */
export function privilegeSections(
  from: Warehouse,
  to: Warehouse,
  plan: PrivilegePlan,
  allowed: AllowedVariables,
): Section[] {
  const rightsOn = rightsOnSchemas(from, to, plan);
  const ownerOf = ownersOf(to);

  /** USAGE on these schemas where the role lacks it, given and taken. */
  const usage = (kind: "grant" | "revoke", role: string, closed: readonly ClosedSchema[]) =>
    [...groupBy(closed, ({ owner, when }) => `${owner}\t${conditionText(when)}`).values()].flatMap(
      (group) => {
        const [{ owner, when } = { owner: undefined, when: undefined }] = group;
        const names = group.map(({ schema }) => schema);
        return actAs(owner, when, [onSchemas(kind, "USAGE", names, role, when)]);
      },
    );

  const byActor = (stage: Stage, actor: string, moves: readonly Move[]): Section => {
    const when = moves[0]?.entry.when;
    const schemas = [...new Set(moves.flatMap(({ object }) => schemaOf(object) ?? []))].sort(compareText);
    const closed = schemas.flatMap((schema): ClosedSchema[] => {
      const object: ObjectName = { kind: "schema", path: [schema] };
      const regions = uncovered(when, rightsOn(stage, actor, object, "USAGE"), allowed);
      return regions.map((region) => ({ schema, owner: ownerOf(object), when: region }));
    });
    const { verb, by } = STAGES[stage];
    const statements = renderPrivileges(verb, moves).flatMap((group) => group.statements);
    return {
      title: `${by} ${quoteIdentifier(actor)}`,
      statements: [
        ...usage("grant", actor, closed),
        ...actAs(actor, when, statements),
        ...usage("revoke", actor, closed),
      ],
    };
  };

  /** The order of the sections is that of the simulation (see compareRevokes). */
  const sections = (stage: Stage): Section[] => {
    const { verb, title } = STAGES[stage];
    const direction = verb === "GRANT" ? 1 : -1;
    const groups = groupBy(plan[stage], (move) => {
      const { actor, entry } = move;
      return actor === undefined ? `${rank(move)}` : `${rank(move)}\t${actor}\t${conditionText(entry.when)}`;
    });
    const ordered = [...groups.values()].flatMap((group) => (group[0] ? [{ first: group[0], group }] : []));
    ordered.sort(
      (a, b) =>
        (rank(a.first) - rank(b.first)) * direction || compareText(a.first.actor ?? "", b.first.actor ?? ""),
    );
    return ordered.flatMap(({ first, group }) => {
      if (first.actor !== undefined) return [byActor(stage, first.actor, group)];
      return renderPrivileges(verb, group).map((part) => titled(title, part));
    });
  };

  return [...sections("options"), ...sections("revokes"), ...sections("grants")];
}
