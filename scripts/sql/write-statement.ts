/** Writes statements and scripts as SQL. */
import { BREAKPOINT } from "../model/breakpoint.ts";
import { writeDirectives } from "./directive.ts";
import { harmless } from "./harmless-text.ts";
import { items, target } from "./privilege-forms.ts";
import { roleOption, roleSpec } from "./role-forms.ts";
import type { RoleSpec, Target } from "./sql-target.ts";
import type { PrivilegeItem, RoleOption, Statement } from "./statement.ts";
import { DEED } from "./statement-form.ts";

/** The SQL of a statement, without a semicolon and without its directives. */
export const statementSql = (statement: Statement): string => DEED.write(statement, false).trimStart();

/** The SQL of an object's name. */
export const targetSql = (object: Target): string => target.write(object, false).trimStart();

/** The SQL of a role, or of a word for one. */
export const roleSql = (role: RoleSpec): string => roleSpec.write(role, false).trimStart();

/** The SQL of an option of a role: `NOLOGIN`, `CONNECTION LIMIT 5`. */
export const optionSql = (option: RoleOption): string => roleOption.write(option, false).trimStart();

/** The SQL of privileges: `SELECT, UPDATE ("phone")`. */
export const privilegesSql = (privileges: readonly PrivilegeItem[]): string =>
  items.write(privileges, false).trimStart();

/** A statement as it stands in a script, behind its directives. */
export const writeStatement = (statement: Statement): string =>
  `${writeDirectives(statement.directives)}${harmless(statementSql(statement))};`;

/** A part of a script: a comment that says what it is, where it has one, and statements. */
export interface Section {
  readonly title?: string;
  readonly statements: readonly Statement[];
}

/** A script that does nothing, of a revision that only changes what is known, such as which roles are external. */
const NOTHING = "-- Nothing to do on a server.";

/** A script, with a breakpoint of drizzle's between its sections. */
export function writeScript(sections: readonly Section[]): string {
  const texts = sections
    .filter(({ statements }) => statements.length > 0)
    .map(({ title, statements }) =>
      [...(title === undefined ? [] : [`-- ${title}`]), ...statements.map(writeStatement)].join("\n"),
    );
  return `${texts.length === 0 ? NOTHING : texts.join(`\n${BREAKPOINT}\n`)}\n`;
}
