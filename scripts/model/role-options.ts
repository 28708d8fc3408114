// The attributes that are options of CREATE ROLE and ALTER ROLE, as SQL.
import { ATTRIBUTES, type Attribute, type RoleAttributes } from "./attributes.ts";
import { quoteLiteral } from "./identifier.ts";

/** An attribute that CREATE ROLE says itself. */
export type Option = Extract<Attribute, { readonly form: "flag" | "count" | "time" }>;

const OPTIONS = ATTRIBUTES.filter(
  (attribute) => attribute.form === "flag" || attribute.form === "count" || attribute.form === "time",
);

/** How CREATE ROLE and ALTER ROLE say it of the role: `NOLOGIN`, `CONNECTION LIMIT 5`, `VALID UNTIL 'infinity'`. */
export function optionSql(option: Option, role: RoleAttributes): string {
  switch (option.form) {
    case "flag":
      return `${role[option.key] ? "" : "NO"}${option.word}`;
    case "count":
      return `${option.word} ${role[option.key]}`;
    case "time":
      // It cannot become NULL again.
      return `${option.word} ${quoteLiteral(role[option.key] ?? "infinity")}`;
  }
}

/** The options that the second has and the first does not. */
export function changedOptions(before: RoleAttributes, after: RoleAttributes): string[] {
  return OPTIONS.flatMap((option) => {
    const said = optionSql(option, after);
    return said === optionSql(option, before) ? [] : [said];
  });
}
