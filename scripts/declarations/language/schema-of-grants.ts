// The zod shapes of what gives privileges.
import * as z from "zod";
import type { DiagnosticCode } from "../../model/diagnostic-codes.ts";
import type { KindKey } from "../../model/object-kinds.ts";
import { PRIVILEGE_LETTERS, type Privilege } from "../../model/privilege.ts";
import { checkExtension, extension } from "./schema-of-extensions.ts";
import { addIssue, listOf, oneOrMore, roleName, schemas, text, when } from "./schema-parts.ts";

/** Every privilege of a kind of object. */
export const ALL = "ALL";

/** The names of all privileges. */
export const PRIVILEGES = Object.keys(PRIVILEGE_LETTERS) as [Privilege, ...Privilege[]];

export const privileges = z
  .union([z.enum([ALL, ...PRIVILEGES]), listOf(z.enum(PRIVILEGES))])
  .describe("One privilege, a list of them, or ALL");

const relations = oneOrMore(text).describe(
  "Tables and views as SCHEMA.name, * for any letters within a part",
);

export const except = oneOrMore(text).describe(
  "What this entry does not reach: schemas, or what it names in the same form",
);

export const sensitive = z
  .enum(["include", "only"])
  .describe("include: what is sensitive too; only: nothing else; without it: none of it");

/** Nothing, of a kind of object that a level would give something on by itself. */
export const NONE = "none";

const privilegesOrNone = z
  .union([z.enum([NONE, ALL, ...PRIVILEGES]), listOf(z.enum(PRIVILEGES))])
  .describe("One privilege, a list of them, ALL, or none");

/** What a level gives. */
export const level = z
  .strictObject({
    tables: privileges,
    views: privilegesOrNone
      .optional()
      .describe("On views and materialized views: the SELECT of tables unless said"),
    sequences: privilegesOrNone
      .optional()
      .describe("On sequences: USAGE on those of serial columns unless said, where tables get INSERT"),
  })
  .describe("What a level gives on tables, views and sequences; USAGE on their schema is implied");

/** The kinds of object that privileges can be on. */
const kinds = {
  tables: relations.optional(),
  sequences: oneOrMore(text).optional().describe("Sequences as SCHEMA.name, those of serial columns too"),
  schemas: schemas.optional(),
  database: z.enum(["current"]).optional().describe("The database that revisions are applied to: current"),
  routines: oneOrMore(text)
    .optional()
    .describe("Functions and procedures as SCHEMA.name(argument types); (*) for all of that name"),
  types: oneOrMore(text).optional().describe("Enums, domains and other types as SCHEMA.name"),
  languages: oneOrMore(text).optional(),
  foreign_data_wrappers: oneOrMore(text).optional(),
  foreign_servers: oneOrMore(text).optional(),
  large_objects: oneOrMore(z.int().min(1).max(4_294_967_295)).optional().describe("By OID"),
  parameters: oneOrMore(text).optional().describe("Settings, such as work_mem"),
  tablespaces: oneOrMore(text).optional().describe("Tablespaces, such as pg_default"),
} satisfies Record<KindKey, z.ZodType>;

/** The keys of the kinds of object, one of them an entry. */
export const KIND_KEYS = Object.keys(kinds) as KindKey[];

/** The keys with which entries name objects. */
export const objectShape = {
  ...kinds,
  columns: oneOrMore(text).optional().describe("Columns of the tables; all of them unless said"),
  extension,
};

type Given<Shape> = Partial<Record<keyof Shape | "except" | "sensitive", unknown>>;

/** Reports what does not go together in an entry that names objects of one kind. */
export function checkKinds(
  entry: Given<typeof objectShape>,
  context: z.RefinementCtx,
  code: DiagnosticCode,
): void {
  const [first, second] = KIND_KEYS.filter((key) => entry[key] !== undefined);
  if (first === undefined) {
    const list = KIND_KEYS.map((key) => `\`${key}\``).join(", ");
    addIssue(context, [], code, "it is not said on what the privileges are", `Add one of: ${list}.`);
  } else if (second !== undefined) {
    const message = `\`${second}\` stands beside \`${first}\``;
    addIssue(context, [second], code, message, "Make an entry for each kind of object.");
  }
  if (entry.columns !== undefined && entry.tables === undefined) {
    const help = "Add `tables`, the tables that have the columns.";
    addIssue(context, ["columns"], code, "`columns` goes with `tables`", help);
  }
  if (entry.sensitive !== undefined && first !== undefined && entry.tables === undefined) {
    addIssue(context, ["sensitive"], code, "`sensitive` goes with `tables` or `level`", "Take it away.");
  }
  if (entry.extension !== undefined) checkExtension(entry, first, context, code);
  if (entry.except !== undefined && first === "database") {
    const help = "There is one database only: take it away.";
    addIssue(context, ["except"], code, "`except` does not go with `database`", help);
  }
}

const grantShape = {
  level: text.optional(),
  in: schemas.optional(),
  privileges: privileges.optional(),
  ...objectShape,
  except: except.optional(),
  sensitive: sensitive.optional(),
  grant_option: z.boolean().optional().describe("May give the privileges on"),
  when: when.optional(),
};

/** A grant is by level and schemas, or by privileges and one kind of object. */
function checkGrant(grant: Given<typeof grantShape>, context: z.RefinementCtx): void {
  const issue = (path: string[], message: string, help: string) =>
    addIssue(context, path, "grant-keys", message, help);
  const objects = [...KIND_KEYS, "columns", "extension"] as const;
  const said = objects.filter((name) => grant[name] !== undefined);
  const byLevel = "Write `level` with `in` for whole schemas, or `privileges` with `tables` or the like.";
  if (grant.level !== undefined && grant.privileges !== undefined) {
    issue(["privileges"], "a grant has either `level` or `privileges`", "Make two grants of it.");
  } else if (grant.level !== undefined) {
    if (grant.in === undefined) issue([], "`level` needs `in`, the schemas", byLevel);
    for (const name of said) issue([name], `\`${name}\` does not go with \`level\``, byLevel);
  } else if (grant.privileges !== undefined) {
    if (grant.in !== undefined) {
      const help = 'Write the schemas into the pattern, tables: "DM_USER.*".';
      issue(["in"], "`in` does not go with `privileges`", help);
    }
    checkKinds(grant, context, "grant-keys");
  } else {
    issue([], "the grant does not say what it gives", byLevel);
  }
}

/** A grant in a role's body. */
export const grant = z.strictObject(grantShape).superRefine(checkGrant);

/** A grant that says to whom. */
export const grantTo = z.strictObject({ to: oneOrMore(roleName), ...grantShape }).superRefine(checkGrant);

/** Marks relations, or some of their columns. */
export const sensitiveTables = z.strictObject({
  tables: relations,
  columns: oneOrMore(text).optional().describe("Only these columns; the whole table unless said"),
});

/** Relations that may be shown though they are made of something sensitive. */
export const clearedTables = z.strictObject({
  tables: relations,
  because: text.describe("Why it may be shown: reviewers read it"),
});

export const publicPrivileges = z
  .union([z.enum([ALL, ...PRIVILEGES]), z.array(z.enum(PRIVILEGES))])
  .describe("All that PUBLIC has there; [] is nothing");

/** Exactly this for PUBLIC. */
export const publicEntry = z
  .strictObject({
    privileges: publicPrivileges,
    ...objectShape,
    except: except.optional(),
    sensitive: sensitive.optional(),
    when: when.optional(),
  })
  .superRefine((entry, context) => checkKinds(entry, context, "public-keys"));

/** What a level gives. */
export type LevelBody = z.infer<typeof level>;
/** Privileges given directly, by level or by name. */
export type Grant = z.infer<typeof grant>;
/** What PUBLIC has. */
export type PublicEntry = z.infer<typeof publicEntry>;
/** What is said to be sensitive. */
export type SensitiveTables = z.infer<typeof sensitiveTables>;
/** Which relations an entry reaches; undefined: those that are not sensitive. */
export type SensitiveMode = z.infer<typeof sensitive> | undefined;
/** What may be shown though it is made of something sensitive. */
export type ClearedTables = z.infer<typeof clearedTables>;
