/** The attributes of a role: their types, and one row for each that says all else there is to know about it. */
import type { Settings } from "./setting.ts";

/** What a role is, in PostgreSQL's own words. Source: PostgreSQL manual, "CREATE ROLE" and "ALTER ROLE". */
export interface RoleAttributes {
  readonly login: boolean;
  readonly superuser: boolean;
  readonly createdb: boolean;
  readonly createrole: boolean;
  readonly inherit: boolean;
  readonly replication: boolean;
  readonly bypassrls: boolean;
  /** -1 is no limit. */
  readonly connectionLimit: number;
  /** In UTC, `2027-01-01T00:00:00Z`; absent is for ever, which `infinity` is too. */
  readonly validUntil?: string;
  /** The environment variable that has the password when a revision is applied. In no catalog. */
  readonly passwordFrom?: string;
  readonly comment?: string;
  /** ALTER ROLE … SET; absent where there is none. */
  readonly settings?: Settings;
  /** ALTER ROLE … IN DATABASE … SET, of the current database; absent where there is none. */
  readonly settingsInDatabase?: Settings;
}

/** What a value is, by the form of its attribute, which decides how it is read, compared, written and told. */
interface FormValues {
  /** On or off; this, a number and a time are options of CREATE ROLE. */
  readonly flag: boolean;
  readonly count: number;
  readonly time: string;
  /** The name of an environment variable. */
  readonly variable: string;
  /** Has a statement of its own; settings have one each. */
  readonly text: string;
  readonly settings: Settings;
}

export type Form = keyof FormValues;

/** Who gives an attribute to others, beside superusers: nobody, who has CREATEROLE, or of those who has it too. */
type Giver = "nobody" | "creator" | "holder";

interface Row {
  readonly form: Form;
  /** What SQL calls it, and so messages. */
  readonly word: string;
  /** The key in role files, where it is another one. */
  readonly yaml?: string;
  /** What a role has when CREATE ROLE says nothing; absent where that is nothing at all. */
  readonly unlessSaid?: boolean | number;
  /** Of a power, which not everybody with CREATEROLE may give. */
  readonly givers?: readonly [before16: Giver, from16: Giver];
  /** What PostgreSQL does not check of who has it. */
  readonly unchecked?: string;
  /** Of settings: whether they hold in one database only. */
  readonly inDatabase?: boolean;
  /** What the schema of role files says about it. */
  readonly description?: string;
}

type RowOf<Value> = Row & {
  readonly form: { [F in Form]: FormValues[F] extends NonNullable<Value> ? F : never }[Form];
} & (undefined extends Value ? { readonly unlessSaid?: never } : { readonly unlessSaid: Value });

/** In the order in which they are written. */
const ROWS = {
  login: { form: "flag", word: "LOGIN", unlessSaid: false },
  superuser: {
    form: "flag",
    word: "SUPERUSER",
    unlessSaid: false,
    givers: ["nobody", "nobody"],
    unchecked: "no privilege is checked",
    description: "Passes every check of privileges",
  },
  createdb: { form: "flag", word: "CREATEDB", unlessSaid: false, givers: ["creator", "holder"] },
  createrole: { form: "flag", word: "CREATEROLE", unlessSaid: false, givers: ["creator", "creator"] },
  inherit: {
    form: "flag",
    word: "INHERIT",
    unlessSaid: true,
    description: "Has what the roles have that it is a member of; true unless said",
  },
  replication: { form: "flag", word: "REPLICATION", unlessSaid: false, givers: ["nobody", "holder"] },
  bypassrls: {
    form: "flag",
    word: "BYPASSRLS",
    unlessSaid: false,
    givers: ["nobody", "holder"],
    unchecked: "row-level security is not checked",
    description: "Passes row-level security",
  },
  connectionLimit: {
    form: "count",
    word: "CONNECTION LIMIT",
    yaml: "connection_limit",
    unlessSaid: -1,
    description: "-1 is no limit",
  },
  validUntil: {
    form: "time",
    word: "VALID UNTIL",
    yaml: "valid_until",
    description: "With a zone: 2027-01-01T00:00:00Z; infinity unless said",
  },
  passwordFrom: {
    form: "variable",
    word: "password",
    yaml: "password_from",
    description:
      "The environment variable that has the password when a revision is applied, never the password",
  },
  comment: { form: "text", word: "comment" },
  settings: { form: "settings", word: "setting", inDatabase: false },
  settingsInDatabase: {
    form: "settings",
    word: "setting",
    yaml: "settings_in_database",
    inDatabase: true,
    description: "Settings in the warehouse's database only",
  },
} as const satisfies { readonly [Key in keyof RoleAttributes]-?: RowOf<RoleAttributes[Key]> };

type Rows = typeof ROWS;
type Yaml<Key extends keyof Rows> = Rows[Key] extends { readonly yaml: infer Said } ? Said : Key;

/** An attribute with its row, told apart by its key, and by its form. */
export type Attribute = {
  [Key in keyof Rows]: Row & Rows[Key] & { readonly key: Key; readonly yaml: Yaml<Key> };
}[keyof Rows];

/** An attribute that not everybody with CREATEROLE may give or take. */
export type PowerAttribute = Extract<Attribute, { readonly givers: object }>;

/** How SQL calls it. */
export type Power = PowerAttribute["word"];

/** All of them, in the order in which they are written. */
export const ATTRIBUTES = Object.entries(ROWS).map(([key, row]) => ({
  key,
  yaml: key,
  ...row,
})) as readonly Attribute[];

export const FLAGS = ATTRIBUTES.filter((attribute) => attribute.form === "flag");
export const SETTINGS = ATTRIBUTES.filter((attribute) => attribute.form === "settings");
export const POWERS = FLAGS.filter((flag): flag is PowerAttribute => flag.givers !== undefined);

/** What a role has when CREATE ROLE says nothing. */
export const DEFAULT_ATTRIBUTES = Object.fromEntries(
  ATTRIBUTES.flatMap(({ key, unlessSaid }) => (unlessSaid === undefined ? [] : [[key, unlessSaid]])),
) as unknown as RoleAttributes;
