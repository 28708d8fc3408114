// The zod shape of a file of roles.
import * as z from "zod";
import { expectation } from "./schema-of-expectations.ts";
import {
  clearedTables,
  except,
  grant,
  grantTo,
  level,
  publicEntry,
  sensitive,
  sensitiveTables,
} from "./schema-of-grants.ts";
import { ownerEntry } from "./schema-of-owners.ts";
import { creatorSchemas, defaultPrivileges, removedRole, roleShape, schemaBody } from "./schema-of-roles.ts";
import { listOf, oneOrMore, schemas, text, when } from "./schema-parts.ts";

/** An entry of `access_roles`. */
export const accessRole = z
  .strictObject({
    levels: oneOrMore(text),
    in: schemas,
    sensitive: sensitive.optional(),
    shared: z.boolean().optional().describe("One role for all environments: no variable in the name"),
    renamed_from: text.optional().describe("What the template was called before, with the same variables"),
  })
  .describe("One role without login for each schema and level");

const access = z
  .strictObject({
    level: text,
    in: schemas,
    except: except.optional(),
    sensitive: sensitive.optional(),
    when: when.optional(),
  })
  .describe("Membership in the access roles of a level");

const role = z
  .strictObject({ ...roleShape, access: oneOrMore(access).optional(), grants: listOf(grant).optional() })
  .nullable();

/** A file of roles. */
export const rolesFile = z.strictObject({
  levels: z.record(z.string(), level).optional(),
  access_roles: z.record(z.string(), accessRole).optional(),
  sensitive: listOf(sensitiveTables).optional().describe("Adds to annotate() in the definitions"),
  cleared: listOf(clearedTables)
    .optional()
    .describe("Views over sensitive things that may be shown all the same"),
  public: listOf(publicEntry).optional().describe("Exactly this for PUBLIC; else what PostgreSQL gives it"),
  schemas: z.record(z.string(), schemaBody).optional().describe("By schema, * for any letters"),
  owners: listOf(ownerEntry).optional().describe("Who owns what, where `schemas` does not say it"),
  creators: z.record(z.string(), creatorSchemas).optional().describe("Who makes tables where"),
  roles: z.record(z.string(), role).optional(),
  grants: listOf(grantTo).optional().describe("Grants to roles of this and other files"),
  default_privileges: listOf(defaultPrivileges).optional().describe("Beyond what creators give"),
  removed: z
    .record(z.string(), removedRole)
    .optional()
    .describe("Roles that were declared and shall be dropped"),
  expect: listOf(expectation).optional().describe("What must hold; tried when a revision is proved"),
});

/** What a file of roles says. */
export type RolesFile = z.infer<typeof rolesFile>;
/** Which roles a template makes. */
export type AccessRoleBody = z.infer<typeof accessRole>;
/** A wish for membership in access roles. */
export type Access = z.infer<typeof access>;
/** What a role is and gets. */
export type RoleBody = z.infer<typeof role>;
