/** How GRANT, REVOKE and ALTER DEFAULT PRIVILEGES are read and written. */
import { DEFAULT_KINDS } from "../model/default-privileges.ts";
import { PRIVILEGE_LETTERS } from "../model/privilege.ts";
import { broken, type Form, type Forms, form, maybe, oneOf } from "./form.ts";
import { behind, choice, digits, flag, lines, list, name, parenthesized, path } from "./form-parts.ts";
import { roleSpec } from "./role-forms.ts";
import { OBJECT_WORDS, type ObjectWord, type Path, type Target } from "./sql-target.ts";
import type { Deed, GrantClause, PrivilegeItem, RevokeClause } from "./statement.ts";

/** SQL's words for kinds of objects, as choices. */
export const objectWord = choice(...(Object.keys(OBJECT_WORDS) as ObjectWord[]));

/** The SQL between parentheses that stand right behind a name, which may be nothing. */
const routineArguments: Form<string> = {
  optional: true,
  read(cursor) {
    if (!cursor.take("(")) return undefined;
    const inside = cursor.rest(")") ?? "";
    return cursor.take(")") ? inside : undefined;
  },
  write: (inside) => `(${inside})`,
};

/** An object: a name, a routine with its arguments, or the number of a large object. */
export const target: Form<Target> = {
  read: (cursor) => {
    const oid = digits.read(cursor);
    if (oid !== undefined) return { path: [], oid };
    return form<{ path: Path; arguments?: string }>({ path }, { arguments: routineArguments }).read(cursor);
  },
  write: ({ path: names, arguments: types, oid }) =>
    oid === undefined
      ? path.write(names, false) + (types === undefined ? "" : `(${types})`)
      : digits.write(oid, false),
};

const PRIVILEGES = ["ALL PRIVILEGES", "ALL", "TEMP", ...Object.keys(PRIVILEGE_LETTERS)];

const item = form<PrivilegeItem>(
  { privilege: choice(...PRIVILEGES) },
  { columns: maybe(parenthesized(list(name))) },
);

/** Privileges with commas between them. */
export const items = list(item);
const grantees = lines(roleSpec);
const optionOnly = flag("GRANT OPTION FOR");
const grantable = flag("WITH GRANT OPTION");
const grantedBy = behind("GRANTED BY", roleSpec);
const cascade = flag("CASCADE");

/** What stands behind the objects. */
const TO = ["TO", { grantees }, { grantable }, { grantedBy }] as const;
const FROM = ["FROM", { grantees }, { grantedBy }, { cascade }, "[RESTRICT]"] as const;

const ALL_IN_SCHEMA = ["TABLES", "SEQUENCES", "FUNCTIONS", "PROCEDURES", "ROUTINES"].map(
  (kind) => `ALL ${kind} IN SCHEMA`,
);

/** The kind of object, without which it is a table. */
const grantedWord: Form<string> = {
  read: (cursor) => choice(...ALL_IN_SCHEMA).read(cursor) ?? objectWord.read(cursor) ?? "TABLE",
  write: (word) => ` ${word}`,
};

const defaultWord = choice(
  "FUNCTIONS",
  ...Object.values(DEFAULT_KINDS).map(({ keyword }): string => keyword),
);

const objects = [{ on: grantedWord }, { targets: lines(target, "\n") }] as const;

/** The kinds of statements that are about privileges. */
export const PRIVILEGE_FORMS: Pick<Forms<Deed>, "grant" | "revoke" | "default privileges"> = {
  // GRANT <privileges> ON TABLE <object>, … TO <grantee>, … WITH GRANT OPTION
  grant: broken(form("GRANT", { privileges: items }, "ON", ...objects, ...TO)),
  revoke: broken(form("REVOKE", { optionOnly }, { privileges: items }, "ON", ...objects, ...FROM)),
  // ALTER DEFAULT PRIVILEGES FOR ROLE <creator> IN SCHEMA <schema>, … GRANT <privileges> ON TABLES TO <grantee>, …
  "default privileges": broken(
    form(
      "ALTER DEFAULT PRIVILEGES",
      { creators: behind("FOR ROLE|USER", list(roleSpec)) },
      { schemas: behind("IN SCHEMA", lines(name)) },
      "\n",
      {
        clause: oneOf<GrantClause | RevokeClause>({
          grant: form("GRANT", { privileges: items }, "ON", { on: defaultWord }, ...TO),
          revoke: form("REVOKE", { optionOnly }, { privileges: items }, "ON", { on: defaultWord }, ...FROM),
        }),
      },
    ),
  ),
};
