// What drizzle.config.ts may say: one zod field an option, of which the types are made.
import * as z from "zod";
import { HOOK_NAMES, type HookFunction, type HookName } from "../../model/hook-event.ts";
import { isVariableValue, VARIABLE_NAME, variablesIn } from "../../model/variable.ts";
import { LOAD_SECONDS } from "../definitions/watched.ts";

const text = z.string().min(1);

const value = z
  .string()
  .refine(
    isVariableValue,
    "a value has letters, digits and underscores, 63 bytes at most: it becomes part of names",
  );

/** Commas and `*` name several at once. */
const targetName = z
  .string()
  .regex(/^[\p{L}\p{N}_][\p{L}\p{N}_.-]*$/u, "a target's name has letters, digits, _ . and -");

const variableName = z
  .string()
  .regex(VARIABLE_NAME, "a variable's name has letters, digits and underscores")
  .refine((name) => name !== "extension", "`-- when extension = …` is about extensions: choose another name");

const duration = z
  .string()
  .regex(/^\d+ ?(us|ms|s|min|h|d)?$/, 'a duration as PostgreSQL reads it, such as "5s" or "10min"');

const environmentVariable = z
  .string()
  .regex(
    /^[A-Za-z_]\w*$/,
    "the name of an environment variable that holds the URL, which may hold a password",
  );

/** A command as its words, or a function of drizzle.config.ts that gets what happened. */
const hook = z.union(
  [z.array(text).min(1).readonly(), z.custom<HookFunction>((given) => typeof given === "function")],
  'a command as a list of its words, ["redis-cli", "FLUSHALL"], which no shell reads, or a function',
);

const seconds = z.string().regex(/^\d+ ?(ms|s|min|h)$/, 'a duration such as "30s" or "5min"');

/** What runs before and after on a target: around a whole move, and around each of its revisions. */
const hooks = z.strictObject({
  ...(Object.fromEntries(HOOK_NAMES.map((name) => [name, hook.optional()])) as Record<
    HookName,
    z.ZodOptional<typeof hook>
  >),
  /** How long each may take; no limit unless said. */
  timeout: seconds.optional(),
});

const target = z.strictObject({
  /** The environment variable that holds the connection URL; the URL itself would put a password into git. */
  urlFrom: environmentVariable,
  /** A value for each deploy variable: `{ env: "prod" }`. The environment (`DWH_ENV`) wins. */
  variables: z.record(variableName, value).default({}),
  /** How long a statement may wait for a lock: `"5s"`. */
  lockTimeout: duration.optional(),
  /** How often a revision's transaction is tried again that does not get a lock in time: 4 times unless said. */
  lockRetries: z.int().min(0).max(1000).optional(),
  /** How long a statement may run: `"10min"`. */
  statementTimeout: duration.optional(),
  /** Whether its name is to be typed, or given with `--confirm`, before anything is changed there. */
  protected: z.boolean().optional(),
  /** The role that statements behind `-- as elevated` run as; the role of the URL must be able to become it. */
  elevatedRole: text.optional(),
  /** The role that `studio` is in there; the role of the URL must be able to become it. */
  readOnlyRole: text.optional(),
  hooks: hooks.optional(),
  /** The server's major version, so that `revision` warns of SQL that it does not understand. */
  major: z.int().min(14).max(18).optional(),
});

/** Where revisions are proved: one of these. */
const scratch = z.union(
  [
    z.strictObject({ major: z.int().min(14).max(18) }),
    z.strictObject({ image: text }),
    z.strictObject({ urlFrom: environmentVariable }),
  ],
  'one of { major: 15 } (14 to 18), { image: "pgvector/pgvector:pg16" } and { urlFrom: "SCRATCH_DATABASE_URL" }',
);

/** What definitions read besides each other; see {@link file://../definitions/unseen-reads.ts}. */
const reads = z.strictObject({
  environment: z
    .array(z.string().regex(/^[A-Za-z_]\w*$/, "the name of an environment variable"))
    .readonly()
    .default([]),
  files: z.array(text).readonly().default([]),
});

const warehouse = z.strictObject({
  /** The PostgreSQL that revisions are proved on; the one that npm installed unless said. */
  scratch: scratch.optional(),
  /** The folder of the role files; `./roles` unless said. */
  roles: text.default("./roles"),
  /** The deploy variables with the values that each may take: `{ env: ["test", "prod"] }`. */
  variables: z.record(variableName, z.array(value).min(1).readonly()).default({}),
  /** The databases that revisions are applied to, by name. */
  targets: z.record(targetName, target).default({}),
  /** Rules of `dwh lint` that are to be on or off, by code: `{ "login-without-limit": "on" }`. */
  lint: z.record(text, z.enum(["on", "off"])).default({}),
  /** What `dwh drift` passes over: schemas and what lies in them, `*` for any letters: `["tmp_*", "DM.scratch_*"]`. */
  ignore: z.array(text).readonly().default([]),
  /** How many seconds the definition files may take to load. */
  loadSeconds: z.number().positive().max(86_400).default(LOAD_SECONDS),
  /** Environment variables, and files or folders relative to the project's, that definitions read: `{ files: ["data"] }`. */
  reads: reads.prefault({}),
});

/** A target gives known variables allowed values; what it does not give, the environment must. */
function checkTargets({ variables, targets }: z.output<typeof warehouse>, context: z.RefinementCtx): void {
  const issue = (path: string[], message: string) =>
    context.addIssue({ code: "custom", path: ["targets", ...path], message });
  for (const [name, { variables: given }] of Object.entries(targets)) {
    for (const [variable, chosen] of Object.entries(given)) {
      const allowed = variables[variable];
      const path = [name, "variables", variable];
      if (!allowed) issue(path, `there is no variable ${variable} in \`variables\``);
      else if (!allowed.includes(chosen)) issue(path, `${chosen} is not one of ${allowed.join(", ")}`);
    }
  }
}

const migrations = z.looseObject({
  schema: text.default("drizzle"),
  table: text.default("__drizzle_migrations"),
});

/** What has no variables is no template; what has one must be known, since nobody could say its value. */
function checkHistory(
  {
    migrations: place,
    warehouse: { variables },
  }: {
    readonly migrations: z.output<typeof migrations>;
    readonly warehouse: z.output<typeof warehouse>;
  },
  context: z.RefinementCtx,
): void {
  for (const key of ["schema", "table"] as const) {
    const unknown = variablesIn(place[key]).find((name) => !Object.hasOwn(variables, name));
    if (unknown === undefined) continue;
    const message = `there is no variable ${unknown} in \`warehouse.variables\``;
    context.addIssue({ code: "custom", path: ["migrations", key], message });
  }
}

const file = z.looseObject({
  dialect: z.literal(
    "postgresql",
    'say `dialect: "postgresql"`: drizzle-kit asks for it, and this program is for PostgreSQL',
  ),
  schema: z.union([text, z.array(text).min(1)], "a glob of the definition files, or a list of them"),
  out: text.default("./generated"),
  migrations: migrations.prefault({}),
  warehouse: warehouse.superRefine(checkTargets).prefault({}),
});

/** drizzle.config.ts as far as this program reads it; other keys are drizzle-kit's. */
export const configFile = file.superRefine(checkHistory);

/** The keys that `warehouse` has, for suggestions. */
export const WAREHOUSE_KEYS: readonly string[] = Object.keys(warehouse.shape);
/** The keys that a target has, for suggestions. */
export const TARGET_KEYS: readonly string[] = Object.keys(target.shape);

/** The keys that `hooks` of a target has, for suggestions. */
export const HOOK_KEYS: readonly string[] = Object.keys(hooks.shape);

/** The `warehouse` key of drizzle.config.ts as it is written down; drizzle-kit ignores it. */
export type WarehouseConfig = z.input<typeof warehouse>;

/** A database that revisions are applied to, with the defaults filled in. */
export type TargetConfig = z.output<typeof target>;

/** The `warehouse` key with its defaults filled in. */
export type ResolvedWarehouse = z.output<typeof warehouse>;
