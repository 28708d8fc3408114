// A lack of the executor: what it cannot do, and the statement with which an administrator makes it able to.

import type { Power } from "../../model/attributes.ts";
import type { DiagnosticCode } from "../../model/diagnostic-codes.ts";
import type { Executor, Standing } from "../../model/executor.ts";
import type { Privilege } from "../../model/privilege.ts";
import { flagOption } from "../../sql/role-options.ts";
import type { Path } from "../../sql/sql-target.ts";
import type { Statement } from "../../sql/statement.ts";
import type { MembershipOptions } from "../roles/membership-options.ts";
import type { Need } from "./need.ts";

/** Something that the executor cannot do, and what an administrator can run so that it can. */
export interface Lack {
  /** `executor-lacks-…` */
  readonly code: DiagnosticCode;
  readonly message: string;
  /** What a superuser runs; nothing where only a superuser can apply the revision. */
  readonly statements: readonly Statement[];
  /** The schema in which one can name things with it, or that lacks just this. */
  readonly opens?: string;
  readonly closed?: string;
  /** The object that is to be owned, by its objectKey. */
  readonly owns?: string;
  /** By owning which object, or with the rights of which role, one has it anyway. */
  readonly givenBy?: { readonly object: string; readonly owner: string | undefined };
  /** A membership that would do; several are put together. */
  readonly membership?: { readonly role: string; readonly options: MembershipOptions };
}

/** A need of one kind. */
export type NeedOf<Kind extends Need["kind"]> = Extract<Need, { kind: Kind }>;

/** A membership that gives nothing yet. */
export const NONE: MembershipOptions = { admin: false, inherit: false, set: false };

/** Only a superuser can. */
export const superuserLack = ({ name }: Executor, why: string): Lack => ({
  code: "executor-lacks-superuser",
  message: `only a superuser can ${why}, and ${name} is none`,
  statements: [],
});

/** An attribute of its own. */
export const attributeLack = ({ name }: Executor, attribute: Power | "INHERIT", why: string): Lack => ({
  code: `executor-lacks-${attribute.toLowerCase() as Lowercase<typeof attribute>}`,
  message: `${name} needs ${attribute} to ${why}`,
  statements: [{ kind: "alter role", role: name, options: [flagOption(attribute)] }],
});

/** Whether the executor may grant the role, to itself too. What does not exist yet, it makes itself. */
export function administers({ createrole, major }: Executor, standing: Standing | undefined): boolean {
  if (!standing) return true;
  return !standing.superuser && (standing.admin || (major < 16 && createrole));
}

/** The database itself. */
export const databaseLack = ({ name, database }: Executor, why: string): Lack => ({
  code: "executor-lacks-ownership",
  message: `${name} must own the database ${database} to ${why}`,
  statements: [
    {
      kind: "alter object",
      object: "DATABASE",
      target: { path: [database] },
      actions: [{ kind: "owner", role: name }],
    },
  ],
  owns: "database",
});

/** The rights of a role, where it neither has them nor may give them to itself for the time of a revision. */
export function actLacks(executor: Executor, need: Omit<NeedOf<"act as">, "kind">): Lack[] {
  const { role, inherit, set, why, elevated } = need;
  const standing = executor.roles.get(role);
  if (role === executor.name || !standing || ((standing.inherits || !inherit) && (standing.sets || !set)))
    return [];
  // Before 16 memberships give rights only to who has the attribute.
  if (inherit && !standing.inherits && executor.major < 16 && !executor.inherit)
    return [attributeLack(executor, "INHERIT", why)];
  if (administers(executor, standing)) return [];
  if (role === "pg_database_owner") return [databaseLack(executor, why)];
  if (standing.superuser && !elevated)
    return [superuserLack(executor, `act as the superuser ${role} to ${why}`)];
  return [
    {
      code: "executor-lacks-membership",
      message: `${executor.name} must be a member of ${role} to ${why}`,
      statements: [],
      membership: { role, options: { admin: false, inherit, set } },
    },
  ];
}

/** GRANT of privileges to one role, which is all that an administrator gives by hand. */
export const grantTo = (
  { name }: Executor,
  privileges: readonly Privilege[],
  on: "DATABASE" | "SCHEMA" | "PARAMETER",
  path: Path,
): Statement => ({
  kind: "grant",
  privileges: privileges.map((privilege) => ({ privilege })),
  on,
  targets: [{ path }],
  grantees: [name],
});
