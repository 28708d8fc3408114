import { type Diagnostic, problem } from "../model/diagnostic.ts";
import type { Executor, Standing } from "../model/executor.ts";
import { quoteIdentifier } from "../model/identifier.ts";
import { displayObject, type ObjectName, objectKey } from "../model/object.ts";
import { kindFacts } from "../model/privilege.ts";
import { grantRoleTo, type MembershipOptions } from "./membership-options.ts";
import type { Need, Power } from "./needs.ts";
import { objectSql } from "./object-sql.ts";

/** Something that the executor cannot do, and what an administrator can run so that it can. */
export interface Lack {
  /** `executor-lacks-…` */
  readonly code: string;
  readonly message: string;
  /** Statements for a superuser; none where only a superuser can apply the revision. */
  readonly sql: readonly string[];
  /** A membership that would do; several are put together. */
  readonly membership?: { readonly role: string; readonly options: MembershipOptions };
}

type NeedOf<Kind extends Need["kind"]> = Extract<Need, { kind: Kind }>;

const NONE: MembershipOptions = { admin: false, inherit: false, set: false };

/** Only a superuser can. */
const superuserLack = ({ name }: Executor, why: string): Lack => ({
  code: "executor-lacks-superuser",
  message: `only a superuser can ${why}, and ${name} is none`,
  sql: [],
});

const attributeLack = ({ name }: Executor, attribute: string, why: string): Lack => ({
  code: `executor-lacks-${attribute.toLowerCase()}`,
  message: `${name} needs ${attribute} to ${why}`,
  sql: [`ALTER ROLE ${quoteIdentifier(name)} ${attribute};`],
});

/** Whether the executor may grant the role, to itself too. What does not exist yet, it makes itself. */
function administers({ createrole, major }: Executor, standing: Standing | undefined): boolean {
  if (!standing) return true;
  return !standing.superuser && (standing.admin || (major < 16 && createrole));
}

function adminLack(executor: Executor, role: string, why: string): Lack[] {
  const standing = executor.roles.get(role);
  if (administers(executor, standing)) return [];
  if (standing?.superuser) return [superuserLack(executor, `${why}, since ${role} is a superuser`)];
  return [
    {
      code: "executor-lacks-admin",
      message: `${executor.name} needs ADMIN on ${role} to ${why}`,
      sql: [],
      membership: { role, options: { ...NONE, admin: true } },
    },
  ];
}

/** From 16 on one gives only what one has; before, CREATEDB and CREATEROLE come with CREATEROLE. */
function powerLacks(executor: Executor, powers: readonly Power[], why: string): Lack[] {
  const { major, createdb, replication, bypassrls } = executor;
  const held: Readonly<Record<Power, boolean>> = {
    SUPERUSER: false,
    CREATEROLE: true,
    CREATEDB: major < 16 || createdb,
    REPLICATION: major >= 16 && replication,
    BYPASSRLS: major >= 16 && bypassrls,
  };
  return powers
    .filter((power) => !held[power])
    .map((power) =>
      power === "SUPERUSER" || (major < 16 && power !== "CREATEDB")
        ? superuserLack(executor, `${why} with ${power}`)
        : attributeLack(executor, power, `${why} with ${power}`),
    );
}

/** CREATEROLE and the powers that the role gets. */
function makerLacks(executor: Executor, powers: readonly Power[], why: string): Lack[] {
  const createrole = executor.createrole ? [] : [attributeLack(executor, "CREATEROLE", why)];
  return [...createrole, ...powerLacks(executor, powers, why)];
}

function actLacks(executor: Executor, need: Omit<NeedOf<"act as">, "kind">): Lack[] {
  const { role, inherit, set, why } = need;
  const standing = executor.roles.get(role);
  if (role === executor.name || !standing || ((standing.inherits || !inherit) && (standing.sets || !set)))
    return [];
  if (administers(executor, standing)) return [];
  if (role === "pg_database_owner") return [databaseLack(executor, why)];
  if (standing.superuser) return [superuserLack(executor, `act as the superuser ${role} to ${why}`)];
  return [
    {
      code: "executor-lacks-membership",
      message: `${executor.name} must be a member of ${role} to ${why}`,
      sql: [],
      membership: { role, options: { admin: false, inherit, set } },
    },
  ];
}

const databaseLack = ({ name, database }: Executor, why: string): Lack => ({
  code: "executor-lacks-ownership",
  message: `${name} must own the database ${database} to ${why}`,
  sql: [`ALTER DATABASE ${quoteIdentifier(database)} OWNER TO ${quoteIdentifier(name)};`],
});

function ownLacks(executor: Executor, { object, why }: NeedOf<"own">): Lack[] {
  const owner = executor.owners.get(objectKey(object));
  if (owner === undefined) return [];
  const lacks = actLacks(executor, { role: owner, inherit: true, set: false, why });
  if (lacks.length === 0) return [];
  if (object.kind === "database") return [databaseLack(executor, why)];
  // Membership in a superuser would make one of the executor.
  if (!executor.roles.get(owner)?.superuser) return lacks;
  return [
    {
      code: "executor-lacks-ownership",
      message: `${executor.name} must own the ${object.kind} ${displayObject(object)}, which belongs to the superuser ${owner}, to ${why}`,
      sql: [
        `ALTER ${kindFacts(object.kind).keyword} ${objectSql(object)} OWNER TO ${quoteIdentifier(executor.name)};`,
      ],
    },
  ];
}

function createLack(executor: Executor, object: ObjectName, sql: string): Lack[] {
  const owner = executor.owners.get(objectKey(object));
  const reached =
    owner !== undefined &&
    actLacks(executor, { role: owner, inherit: true, set: false, why: "" }).length === 0;
  if (reached) return [];
  const where =
    object.kind === "database" ? `the database ${executor.database}` : `the schema ${displayObject(object)}`;
  return [
    { code: "executor-lacks-create", message: `${executor.name} needs CREATE on ${where}`, sql: [sql] },
  ];
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
      sql: [
        `REVOKE ${quoteIdentifier(role)} FROM ${quoteIdentifier(member)} GRANTED BY ${quoteIdentifier(grantor)};`,
      ],
    }));
  },
  "act as": actLacks,
  own: ownLacks,
  "create in database": (executor) => {
    const sql = `GRANT CREATE ON DATABASE ${quoteIdentifier(executor.database)} TO ${quoteIdentifier(executor.name)};`;
    return executor.creates ? [] : createLack(executor, { kind: "database", path: [] }, sql);
  },
  "create in schema": (executor, { schema }) => {
    const object: ObjectName = { kind: "schema", path: [schema] };
    if (executor.creatable.has(schema) || !executor.owners.has(objectKey(object))) return [];
    const sql = `GRANT USAGE, CREATE ON SCHEMA ${quoteIdentifier(schema)} TO ${quoteIdentifier(executor.name)};`;
    return createLack(executor, object, sql);
  },
  superuser: (executor, { why }) => [superuserLack(executor, why)],
};

function lacksOf(executor: Executor, need: Need): Lack[] {
  const decide = LACKS[need.kind] as (executor: Executor, need: Need) => Lack[];
  return decide(executor, need);
}

/** What the memberships that are lacking come to: one statement a role, what the executor has kept. */
function membershipSql(executor: Executor, role: string, wanted: readonly MembershipOptions[]): string {
  const standing = executor.roles.get(role);
  const has: MembershipOptions = {
    admin: standing?.admin ?? false,
    inherit: standing?.inherits ?? false,
    set: standing?.sets ?? false,
  };
  const all = [has, ...wanted];
  const any = (option: keyof MembershipOptions) => all.some((options) => options[option]);
  return `${grantRoleTo(role, quoteIdentifier(executor.name), { admin: any("admin"), inherit: any("inherit"), set: any("set") }, executor.major)};`;
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
  const lacks = found.filter(
    ({ membership }) => !membership || membership.options.admin || !admin.has(membership.role),
  );
  const all = lacks.map((lack): Lack => {
    if (!lack.membership) return lack;
    const { role } = lack.membership;
    const wanted = lacks.flatMap(({ membership }) => (membership?.role === role ? [membership.options] : []));
    return { ...lack, sql: [membershipSql(executor, role, wanted)] };
  });
  return [...new Map(all.map((lack) => [lack.message, lack])).values()];
}

/** The same as diagnostics: the help is what an administrator runs. */
export function lacks(needs: readonly Need[], executor: Executor): Diagnostic[] {
  return missing(needs, executor).map(({ code, message, sql }) =>
    problem(code, message, {
      help:
        sql.length === 0
          ? "Apply the revision as a superuser."
          : `Have an administrator run, in this database: ${sql.join(" ")}`,
    }),
  );
}
