/** How statements about roles and memberships are read and written. */
import { ATTRIBUTES, FLAGS } from "../model/attributes.ts";
import { broken, converted, type Form, type Forms, form, maybe, type OfKind, oneOf } from "./form.ts";
import {
  before,
  behind,
  choice,
  digits,
  flag,
  lines,
  list,
  literal,
  literalOrNull,
  name,
  path,
  series,
  text,
} from "./form-parts.ts";
import type { RoleSpec } from "./sql-target.ts";
import type { Deed, MembershipOption, RoleOption, StatementOf } from "./statement.ts";

const SPECIAL = ["CURRENT_USER", "SESSION_USER", "CURRENT_ROLE", "PUBLIC", "NONE"] as const;

/** A role, or a word for one: PUBLIC, CURRENT_USER, … */
export const roleSpec: Form<RoleSpec> = {
  read(cursor) {
    const word = SPECIAL.find((special) => cursor.take(special));
    return word === undefined ? cursor.name() : { word };
  },
  write: (role) => (typeof role === "string" ? name.write(role, false) : ` ${role.word}`),
};

const roles = list(roleSpec);

const COUNTS = ATTRIBUTES.filter((attribute) => attribute.form === "count").map(({ word }) => word);
const TIMES = ATTRIBUTES.filter((attribute) => attribute.form === "time").map(({ word }) => word);

const roleFlag = converted<Omit<OfKind<RoleOption, "flag">, "kind">, string>(
  choice(...FLAGS.flatMap(({ word }) => [word, `NO${word}`])),
  (said) => {
    const found = FLAGS.find(({ word }) => said === word || said === `NO${word}`);
    return found && { word: found.word, on: said === found.word };
  },
  ({ word, on }) => `${on ? "" : "NO"}${word}`,
);

/** One option of CREATE ROLE and ALTER ROLE. */
export const roleOption = oneOf<RoleOption>({
  flag: roleFlag,
  count: form({ word: choice(...COUNTS) }, { value: converted(digits, Number, String) }),
  time: form({ word: choice(...TIMES) }, { value: literal }),
  password: form("[ENCRYPTED]", "PASSWORD", { text: literalOrNull }),
  memberships: form({ how: choice("IN ROLE", "IN GROUP", "ROLE", "USER", "ADMIN") }, { roles }),
});

const options = series(roleOption);

type CreateRole = Omit<StatementOf<"create role">, "kind">;

/** CREATE USER is CREATE ROLE with LOGIN. */
const createRole = converted<CreateRole, CreateRole & { word: "ROLE" | "USER" | "GROUP" }>(
  form("CREATE", { word: choice("ROLE", "USER", "GROUP") }, { role: name }, "[WITH]", { options }),
  ({ word, ...role }) => {
    const saysLogin = role.options?.some((option) => option.kind === "flag" && option.word === "LOGIN");
    if (word !== "USER" || saysLogin) return role;
    return { ...role, options: [{ kind: "flag", word: "LOGIN", on: true }, ...(role.options ?? [])] };
  },
  (role) => ({ ...role, word: "ROLE" }),
);

const MEMBERSHIP_OPTIONS = ["ADMIN", "INHERIT", "SET"] as const;

const isAdminAlone = (said: readonly MembershipOption[]): boolean =>
  said.length === 1 && said.every(({ option, value }) => option === "ADMIN" && value === "TRUE");

const membershipOption = form<MembershipOption>(
  { option: choice(...MEMBERSHIP_OPTIONS) },
  {
    value: converted(
      choice("TRUE", "OPTION", "FALSE"),
      (word) => (word === "OPTION" ? "TRUE" : word),
      (word) => word,
    ),
  },
);

/** 14 and 15 know `WITH ADMIN OPTION` and nothing else. */
const membershipOptions: Form<readonly MembershipOption[]> = {
  read: (cursor) => list(membershipOption).read(cursor),
  write: (said, tall) => (isAdminAlone(said) ? " ADMIN OPTION" : list(membershipOption).write(said, tall)),
};

const database = behind("IN DATABASE", name);
const cascade = flag("CASCADE");

type RoleKind =
  | "create role"
  | "rename role"
  | "set in role"
  | "reset in role"
  | "alter role"
  | "drop role"
  | "set role"
  | "reset role"
  | "reassign owned"
  | "drop owned"
  | "grant membership"
  | "revoke membership";

/** The kinds of statements that are about roles. */
export const ROLE_FORMS: Pick<Forms<Deed>, RoleKind> = {
  "create role": createRole,
  "rename role": form("ALTER ROLE|USER|GROUP", { role: name }, "RENAME TO", { to: name }),
  "set in role": form(
    "ALTER ROLE|USER",
    {
      role: { read: (cursor) => (cursor.take("ALL") ? "ALL" : roleSpec.read(cursor)), write: roleSpec.write },
    },
    { database },
    "SET",
    { setting: path },
    "TO|=",
    { value: text },
  ),
  "reset in role": form("ALTER ROLE|USER", { role: roleSpec }, { database }, "RESET", { setting: path }),
  "alter role": form("ALTER ROLE|USER", { role: roleSpec }, "[WITH]", {
    options: { ...options, optional: false },
  }),
  "drop role": form("DROP ROLE|USER|GROUP", { ifExists: flag("IF EXISTS") }, { roles }),
  "set role": form("SET", { scope: maybe(choice("LOCAL", "SESSION")) }, "ROLE", { role: roleSpec }),
  "reset role": form("RESET ROLE"),
  "reassign owned": form("REASSIGN OWNED BY", { roles }, "TO", { to: roleSpec }),
  "drop owned": form("DROP OWNED BY", { roles }, { cascade }, "[RESTRICT]"),
  // GRANT <role>, <role> TO <member> WITH ADMIN OPTION
  "grant membership": broken(
    form(
      "GRANT",
      { roles: lines(name, "\n") },
      "TO",
      { members: roles },
      { options: behind("WITH", membershipOptions) },
      { grantedBy: behind("GRANTED BY", roleSpec) },
    ),
    true,
  ),
  "revoke membership": broken(
    form(
      "REVOKE",
      { option: before(choice(...MEMBERSHIP_OPTIONS), "OPTION FOR") },
      { roles: lines(name, "\n") },
      "FROM",
      { members: roles },
      { grantedBy: behind("GRANTED BY", roleSpec) },
      { cascade },
      "[RESTRICT]",
    ),
    true,
  ),
};
