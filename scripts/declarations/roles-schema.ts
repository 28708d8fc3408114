import { z } from "zod";
import { PRIVILEGE_LETTERS, type Privilege } from "../model/privilege.ts";

/** Every privilege of a kind of object. */
export const ALL = "ALL";

const text = z.string().min(1);

const listOf = <Item extends z.ZodType>(item: Item) => z.array(item).min(1);

const oneOrMore = <Item extends z.ZodType>(item: Item) => z.union([item, listOf(item)]);

const PRIVILEGES = Object.keys(PRIVILEGE_LETTERS) as [Privilege, ...Privilege[]];

const privileges = z
  .union([z.enum([ALL, ...PRIVILEGES]), listOf(z.enum(PRIVILEGES))])
  .describe("One privilege, a list of them, or ALL");

const schemas = oneOrMore(text).describe("Schemas: exact names, * for any letters");

const relations = oneOrMore(text).describe(
  "Tables and views as SCHEMA.name, * for any letters within a part",
);

const except = oneOrMore(text).describe("What this entry does not reach: schemas, or tables as SCHEMA.name");

const sensitive = z
  .enum(["include", "only"])
  .describe("include: the sensitive tables too; only: nothing but them; without it: none of them");

const roleName = text.describe("A role of this or another file");

const level = z
  .strictObject({ tables: privileges })
  .describe("What a level gives on tables and views; USAGE on their schema is implied");

const accessRole = z
  .strictObject({
    levels: oneOrMore(text),
    in: schemas,
    sensitive: sensitive.optional(),
    shared: z.boolean().optional().describe("One role for all environments: no variable in the name"),
  })
  .describe("One role without login for each schema and level");

const access = z
  .strictObject({ level: text, in: schemas, except: except.optional(), sensitive: sensitive.optional() })
  .describe("Membership in the access roles of a level");

const sensitiveTables = z.strictObject({ tables: relations });

/** The kinds of object that a grant by privileges may name, one of them a grant. */
const grantObjects = { tables: relations.optional() };

const grantShape = {
  level: text.optional(),
  in: schemas.optional(),
  privileges: privileges.optional(),
  ...grantObjects,
  except: except.optional(),
  sensitive: sensitive.optional(),
};

const OBJECT_NAMES = Object.keys(grantObjects) as (keyof typeof grantObjects)[];
const OBJECT_LIST = OBJECT_NAMES.map((name) => `\`${name}\``).join(", ");

/** What a rule that zod has no word for says beside its message. */
export interface GrantIssue {
  readonly code: string;
  readonly help: string;
}

/** A grant is by level and schemas, or by privileges and one kind of object. */
function checkGrant(
  grant: Partial<Record<keyof typeof grantShape, unknown>>,
  context: z.RefinementCtx,
): void {
  const issue = (path: string[], message: string, help: string) => {
    const params: GrantIssue = { code: "grant-keys", help };
    context.addIssue({ code: "custom", path, message, params: { ...params } });
  };
  const objects = OBJECT_NAMES.filter((name) => grant[name] !== undefined);
  const byLevel = "Write `level` with `in` for whole schemas, or `privileges` with `tables`.";
  if (grant.level !== undefined && grant.privileges !== undefined) {
    issue(["privileges"], "a grant has either `level` or `privileges`", "Make two grants of it.");
  } else if (grant.level !== undefined) {
    if (grant.in === undefined) issue([], "`level` needs `in`, the schemas", byLevel);
    for (const name of objects) issue([name], `\`${name}\` does not go with \`level\``, byLevel);
  } else if (grant.privileges !== undefined) {
    if (grant.in !== undefined) {
      const help = 'Write the schemas into the pattern, tables: "DM_USER.*".';
      issue(["in"], "`in` does not go with `privileges`", help);
    }
    if (objects.length === 0) issue([], "`privileges` needs what they are on", `Add one of: ${OBJECT_LIST}.`);
  } else {
    issue([], "the grant does not say what it gives", byLevel);
  }
}

const grant = z.strictObject(grantShape).superRefine(checkGrant);

const grantTo = z.strictObject({ to: oneOrMore(roleName), ...grantShape }).superRefine(checkGrant);

const membership = z.union([
  roleName,
  z.strictObject({
    role: roleName,
    admin: z.boolean().optional().describe("May give the membership on; false unless said"),
    inherit: z.boolean().optional().describe("Has the privileges without SET ROLE; true unless said"),
    set: z.boolean().optional().describe("May SET ROLE to it; true unless said"),
  }),
]);

const role = z
  .strictObject({
    comment: text.optional(),
    login: z.boolean().optional(),
    connection_limit: z.int32().min(-1).optional().describe("-1 is no limit"),
    shared: z.boolean().optional().describe("One role for all environments of the cluster, on purpose"),
    external: z.boolean().optional().describe("Made elsewhere: never created, altered or dropped here"),
    access: oneOrMore(access).optional(),
    member_of: oneOrMore(membership).optional().describe("Roles that this one is a member of"),
    members: oneOrMore(membership).optional().describe("Roles that are members of this one"),
    grants: listOf(grant).optional(),
  })
  .nullable();

const removedRole = z.strictObject({}).describe("A role that goes: {}");

/** A file of roles. */
export const rolesFile = z.strictObject({
  levels: z.record(z.string(), level).optional(),
  access_roles: z.record(z.string(), accessRole).optional(),
  sensitive: listOf(sensitiveTables).optional().describe("Adds to annotate() in the definitions"),
  roles: z.record(z.string(), role).optional(),
  grants: listOf(grantTo).optional().describe("Grants to roles of this and other files"),
  removed: z
    .record(z.string(), removedRole)
    .optional()
    .describe("Roles that were declared and shall be dropped"),
});

/** What a file of roles says. */
export type RolesFile = z.infer<typeof rolesFile>;
/** What a level gives. */
export type LevelBody = z.infer<typeof level>;
/** Which roles a template makes. */
export type AccessRoleBody = z.infer<typeof accessRole>;
/** A wish for membership in access roles. */
export type Access = z.infer<typeof access>;
/** Privileges given directly, by level or by name. */
export type Grant = z.infer<typeof grant>;
/** A membership with its options. */
export type MembershipBody = z.infer<typeof membership>;
/** What a role is and gets. */
export type RoleBody = z.infer<typeof role>;
/** Which relations an entry reaches; undefined: those that are not sensitive. */
export type SensitiveMode = z.infer<typeof sensitive> | undefined;
