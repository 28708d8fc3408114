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

/**
 * What a value is, by the form of its attribute, which decides how it is read, compared, written and told: `flag` is
 * on or off, `count` a number, `time` a moment, these three options of CREATE ROLE; `variable` names one of the
 * environment, `text` has a statement of its own, `settings` have one each.
 */
export interface FormValues {
  readonly flag: boolean;
  readonly count: number;
  readonly time: string;
  readonly variable: string;
  readonly text: string;
  readonly settings: Settings;
}

export type Form = keyof FormValues;

/** Who gives an attribute to others, beside superusers: nobody, who has CREATEROLE, or of those who has it too. */
type Giver = "nobody" | "creator" | "holder";

interface Row {
  /** The key in role files. */
  readonly yaml: string;
  readonly form: Form;
  /** What SQL calls it, and so messages. */
  readonly word: string;
  /** What a role has when CREATE ROLE says nothing; absent where that is nothing at all. */
  readonly unlessSaid?: boolean | number;
  /** Of what not everybody with CREATEROLE may give: who may. */
  readonly power?: { readonly before16: Giver; readonly from16: Giver };
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
  login: { yaml: "login", form: "flag", word: "LOGIN", unlessSaid: false },
  superuser: {
    yaml: "superuser",
    form: "flag",
    word: "SUPERUSER",
    unlessSaid: false,
    power: { before16: "nobody", from16: "nobody" },
    unchecked: "no privilege is checked",
    description: "Passes every check of privileges",
  },
  createdb: {
    yaml: "createdb",
    form: "flag",
    word: "CREATEDB",
    unlessSaid: false,
    power: { before16: "creator", from16: "holder" },
  },
  createrole: {
    yaml: "createrole",
    form: "flag",
    word: "CREATEROLE",
    unlessSaid: false,
    power: { before16: "creator", from16: "creator" },
  },
  inherit: {
    yaml: "inherit",
    form: "flag",
    word: "INHERIT",
    unlessSaid: true,
    description: "Has what the roles have that it is a member of; true unless said",
  },
  replication: {
    yaml: "replication",
    form: "flag",
    word: "REPLICATION",
    unlessSaid: false,
    power: { before16: "nobody", from16: "holder" },
  },
  bypassrls: {
    yaml: "bypassrls",
    form: "flag",
    word: "BYPASSRLS",
    unlessSaid: false,
    power: { before16: "nobody", from16: "holder" },
    unchecked: "row-level security is not checked",
    description: "Passes row-level security",
  },
  connectionLimit: {
    yaml: "connection_limit",
    form: "count",
    word: "CONNECTION LIMIT",
    unlessSaid: -1,
    description: "-1 is no limit",
  },
  validUntil: {
    yaml: "valid_until",
    form: "time",
    word: "VALID UNTIL",
    description: "With a zone: 2027-01-01T00:00:00Z; infinity unless said",
  },
  passwordFrom: {
    yaml: "password_from",
    form: "variable",
    word: "password",
    description:
      "The environment variable that has the password when a revision is applied, never the password",
  },
  comment: { yaml: "comment", form: "text", word: "comment" },
  settings: { yaml: "settings", form: "settings", word: "setting", inDatabase: false },
  settingsInDatabase: {
    yaml: "settings_in_database",
    form: "settings",
    word: "setting",
    inDatabase: true,
    description: "Settings in the warehouse's database only",
  },
} as const satisfies { readonly [Key in keyof RoleAttributes]-?: RowOf<RoleAttributes[Key]> };

/** An attribute with its row, told apart by its key, and by its form. */
export type Attribute = {
  [Key in keyof RoleAttributes]-?: Row & (typeof ROWS)[Key] & { readonly key: Key };
}[keyof RoleAttributes];

export type PowerAttribute = Extract<Attribute, { readonly power: object }>;

/** An attribute that not everybody with CREATEROLE may give or take. */
export type Power = PowerAttribute["word"];

/** All of them, in the order in which they are written. */
export const ATTRIBUTES = Object.entries(ROWS).map(([key, row]) => ({ key, ...row })) as readonly Attribute[];

/** Those that are on or off. */
export const FLAGS = ATTRIBUTES.filter((attribute) => attribute.form === "flag");

export const POWERS = ATTRIBUTES.filter(
  (attribute): attribute is PowerAttribute => attribute.power !== undefined,
);

/** Settings everywhere, and in the database. */
export const SETTINGS = ATTRIBUTES.filter((attribute) => attribute.form === "settings");

/** What a role has when CREATE ROLE says nothing. */
export const DEFAULT_ATTRIBUTES = Object.fromEntries(
  ATTRIBUTES.flatMap(({ key, unlessSaid }) => (unlessSaid === undefined ? [] : [[key, unlessSaid]])),
) as unknown as RoleAttributes;
