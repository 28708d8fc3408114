// Needs → what the executor lacks for them: a row for each kind of need.

import { POWERS, type Power } from "../../model/attributes.ts";
import { type Diagnostic, problem } from "../../model/diagnostic.ts";
import type { Executor } from "../../model/executor.ts";
import { type ObjectName, objectKey } from "../../model/object.ts";
import { DATABASE_OWNER } from "../../model/ownership.ts";
import type { Statement } from "../../sql/statement.ts";
import { writeStatement } from "../../sql/write-statement.ts";
import { settingPath } from "../objects/object-sql.ts";
import { grantRoleTo, type MembershipOptions } from "../roles/membership-options.ts";
import {
  actLacks,
  administers,
  attributeLack,
  grantTo,
  type Lack,
  type NeedOf,
  NONE,
  superuserLack,
} from "./lack.ts";
import { createLack, ownLacks } from "./lacks-of-objects.ts";
import type { Need } from "./need.ts";
import { revokedFor } from "./temporaries.ts";

function adminLack(executor: Executor, role: string, why: string): Lack[] {
  const standing = executor.roles.get(role);
  if (administers(executor, standing)) return [];
  if (standing?.superuser) return [superuserLack(executor, `${why}, since ${role} is a superuser`)];
  return [
    {
      code: "executor-lacks-admin",
      message: `${executor.name} needs ADMIN on ${role} to ${why}`,
      statements: [],
      membership: { role, options: { ...NONE, admin: true } },
    },
  ];
}

/** Powers that the executor may not give. */
function powerLacks(executor: Executor, powers: readonly Power[], why: string): Lack[] {
  return POWERS.filter(({ word }) => powers.includes(word)).flatMap(({ key, word, givers }) => {
    const giver = givers[executor.major < 16 ? 0 : 1];
    if (giver === "creator" || (giver === "holder" && executor[key])) return [];
    const gives = `${why} with ${word}`;
    return giver === "nobody" || word === "SUPERUSER"
      ? superuserLack(executor, gives)
      : attributeLack(executor, word, gives);
  });
}

/** CREATEROLE and the powers that the role gets. */
function makerLacks(executor: Executor, powers: readonly Power[], why: string): Lack[] {
  const createrole = executor.createrole ? [] : [attributeLack(executor, "CREATEROLE", why)];
  return [...createrole, ...powerLacks(executor, powers, why)];
}

/** What is lacking for a need of each kind. */
const LACKS: { readonly [Kind in Need["kind"]]: (executor: Executor, need: NeedOf<Kind>) => Lack[] } = {
  "create role": (executor, { role, powers }) => {
    const why = `create ${role}`;
    const isThere = executor.roles.has(role);
    const taken = isThere ? adminLack(executor, role, `take over ${role}, which is there already`) : [];
    return [...makerLacks(executor, powers, why), ...taken];
  },
  "manage role": (executor, { role, powers, why }) => {
    if (role === executor.name && executor.major >= 16)
      return [superuserLack(executor, `${why}: it applies the revision, and a role cannot alter itself`)];
    return [...makerLacks(executor, powers, why), ...adminLack(executor, role, why)];
  },
  "grant role": (executor, { role, why }) => adminLack(executor, role, why),
  "revoke role": (executor, { role, member }) => {
    const { name, major, grants } = executor;
    const others = grants.filter(
      (grant) => grant.role === role && grant.member === member && grant.grantor !== name,
    );
    if (major < 16 || member === name) return [];
    return others.map(({ grantor }) => ({
      code: "executor-lacks-grantor",
      message: `${name} cannot revoke ${role} from ${member}: ${grantor} granted it`,
      statements: [revokedFor(grantor, role, member)],
    }));
  },
  "act as": (executor, need) => (executor.major < (need.since ?? 0) ? [] : actLacks(executor, need)),
  own: ownLacks,
  "create in database": (executor) => {
    const grant = grantTo(executor, ["CREATE"], "DATABASE", [executor.database]);
    return executor.creates ? [] : createLack(executor, { kind: "database", path: [] }, grant);
  },
  "create databases": (executor, { why }) =>
    executor.createdb ? [] : [attributeLack(executor, "CREATEDB", why)],
  "create in schema": (executor, { schema }) => {
    const object: ObjectName = { kind: "schema", path: [schema] };
    if (executor.creatable.has(schema) || !executor.owners.has(objectKey(object))) return [];
    const grant = grantTo(executor, ["USAGE", "CREATE"], "SCHEMA", [schema]);
    return createLack(executor, object, grant).map((lack) => ({ ...lack, opens: schema }));
  },
  set: (executor, { parameter, why }) => {
    if (!executor.unsettable.has(parameter)) return [];
    if (executor.major < 15) return [superuserLack(executor, why)];
    return [
      {
        code: "executor-lacks-parameter",
        message: `${executor.name} needs SET on the parameter ${parameter} to ${why}`,
        statements: [grantTo(executor, ["SET"], "PARAMETER", settingPath(parameter))],
      },
    ];
  },
  superuser: (executor, { why }) => [superuserLack(executor, why)],
};

function lacksOf(executor: Executor, need: Need): Lack[] {
  const decide = LACKS[need.kind] as (executor: Executor, need: Need) => Lack[];
  return decide(executor, need);
}

/** What the memberships that are lacking come to: one statement a role, what the executor has kept. */
function membershipGrant(executor: Executor, role: string, wanted: readonly MembershipOptions[]): Statement {
  const standing = executor.roles.get(role);
  const has: MembershipOptions = {
    admin: standing?.admin ?? false,
    inherit: standing?.inherits ?? false,
    set: standing?.sets ?? false,
  };
  const any = (option: keyof MembershipOptions) => [has, ...wanted].some((options) => options[option]);
  const all = { admin: any("admin"), inherit: any("inherit"), set: any("set") };
  return grantRoleTo(role, executor.name, all, executor.major);
}

/**
 * Everything that the executor cannot do and must, each once. A superuser can everything. What ADMIN on a role lets
 * it grant itself for the time of the revision is not lacking (see temporaries.ts).
 */
export function missing(needs: readonly Need[], executor: Executor): Lack[] {
  if (executor.superuser) return [];
  const found = needs.flatMap((need) => lacksOf(executor, need));
  // With ADMIN the executor grants itself the rest.
  const admin = new Set(
    found.flatMap(({ membership }) => (membership?.options.admin ? [membership.role] : [])),
  );
  const open = new Set(found.flatMap(({ opens }) => opens ?? []));
  const owned = new Set(found.flatMap(({ owns }) => owns ?? []));
  const inherited = new Set(
    found.flatMap(({ membership }) =>
      membership?.options.inherit && !admin.has(membership.role) ? [membership.role] : [],
    ),
  );
  const ofDatabase = executor.owners.get("database");
  // Whoever has the rights of the database's owner has those of pg_database_owner.
  if (owned.has("database") || (ofDatabase !== undefined && inherited.has(ofDatabase)))
    inherited.add(DATABASE_OWNER);
  const lacks = found.filter(
    ({ membership, closed, givenBy }) =>
      (!membership || membership.options.admin || !admin.has(membership.role)) &&
      (closed === undefined || !open.has(closed)) &&
      !(givenBy && (owned.has(givenBy.object) || inherited.has(givenBy.owner ?? ""))),
  );
  const all = lacks.map((lack): Lack => {
    if (!lack.membership) return lack;
    const { role } = lack.membership;
    const wanted = lacks.flatMap(({ membership }) => (membership?.role === role ? [membership.options] : []));
    return { ...lack, statements: [membershipGrant(executor, role, wanted)] };
  });
  // An object is wanted for several reasons, of which one is said.
  const identity = ({ code, message, statements }: Lack) =>
    /-(?:ownership|usage)$/.test(code) ? `${code}\t${JSON.stringify(statements)}` : message;
  return [...new Map(all.map((lack) => [identity(lack), lack])).values()];
}

/** The same as diagnostics: the help is what an administrator runs. */
export function lacks(needs: readonly Need[], executor: Executor): Diagnostic[] {
  return missing(needs, executor).map(({ code, message, statements }) =>
    problem(code, message, {
      help:
        statements.length === 0
          ? "Apply the revision as a superuser."
          : `Have an administrator run, in this database: ${statements.map(writeStatement).join(" ")}`,
    }),
  );
}
