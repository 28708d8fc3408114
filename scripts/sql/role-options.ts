/** The options of CREATE ROLE and ALTER ROLE as values, and the attributes of a role that they say. */
import { ATTRIBUTES, type Attribute, type FLAGS, type RoleAttributes } from "../model/attributes.ts";
import { newRole } from "../model/role.ts";
import type { RoleOption } from "./statement.ts";

/** An attribute that CREATE ROLE says itself. */
type OptionAttribute = Extract<Attribute, { readonly form: "flag" | "count" | "time" }>;

const isOption = (attribute: Attribute): attribute is OptionAttribute =>
  attribute.form === "flag" || attribute.form === "count" || attribute.form === "time";

/** How CREATE ROLE and ALTER ROLE say it of the role: `NOLOGIN`, `CONNECTION LIMIT 5`, `VALID UNTIL 'infinity'`. */
export function optionOf(attribute: OptionAttribute, role: RoleAttributes): RoleOption {
  switch (attribute.form) {
    case "flag":
      return { kind: "flag", word: attribute.word, on: role[attribute.key] };
    case "count":
      return { kind: "count", word: attribute.word, value: role[attribute.key] };
    case "time":
      // It cannot become NULL again.
      return { kind: "time", word: attribute.word, value: role[attribute.key] ?? "infinity" };
  }
}

/** The options that the second has and the first does not. */
export function changedOptions(before: RoleAttributes, after: RoleAttributes): RoleOption[] {
  return ATTRIBUTES.filter(isOption).flatMap((attribute) => {
    const said = optionOf(attribute, after);
    return JSON.stringify(said) === JSON.stringify(optionOf(attribute, before)) ? [] : [said];
  });
}

/** The attributes that a role has by these options; a time as it is written, absent where it is for ever. */
export function attributesOf(options: readonly RoleOption[]): RoleAttributes {
  const said = options.flatMap((option) => {
    const key = ATTRIBUTES.find(({ word }) => "word" in option && word === option.word)?.key;
    if (key === undefined || option.kind === "password" || option.kind === "memberships") return [];
    const value = option.kind === "flag" ? option.on : option.value;
    return value === "infinity" ? [] : [[key, value]];
  });
  return newRole("", Object.fromEntries(said) as Partial<RoleAttributes>);
}

/** A flag of a role that is on. */
export const flagOption = (word: (typeof FLAGS)[number]["word"]): RoleOption => ({
  kind: "flag",
  word,
  on: true,
});
