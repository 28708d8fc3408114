// In what a role changed, in words.
import { ATTRIBUTES, type Attribute, DEFAULT_ATTRIBUTES } from "../model/attributes.ts";
import { conditionText } from "../model/condition.ts";
import { quoteLiteral } from "../model/identifier.ts";
import { newRole, type Role } from "../model/role.ts";
import { settingByValue } from "../model/setting-units.ts";
import { optionOf } from "../sql/role-options.ts";
import { optionSql } from "../sql/write-statement.ts";

type Trait = readonly [about: string, text: string | undefined];

function traitsOf(attribute: Attribute, role: Role): Trait[] {
  const { word } = attribute;
  switch (attribute.form) {
    case "flag":
    case "count":
    case "time": {
      const isTold = attribute.form === "flag" || role[attribute.key] !== DEFAULT_ATTRIBUTES[attribute.key];
      return [[word, isTold ? optionSql(optionOf(attribute, role)) : undefined]];
    }
    case "text": {
      const text = role[attribute.key];
      return [[word, text && `the ${word} ${quoteLiteral(text)}`]];
    }
    case "variable": {
      const variable = role[attribute.key];
      return [[word, variable && `a ${word} from ${variable}`]];
    }
    case "settings": {
      const where = attribute.inDatabase ? " in this database" : "";
      const settings = Object.entries(role[attribute.key] ?? {});
      return settings.map(([name, value]) => [
        `${name}${where}`,
        `${name} = ${settingByValue(name, value)}${where}`,
      ]);
    }
  }
}

/** What a role has, by what it is about: `LOGIN`, `VALID UNTIL '2027-…'`, `work_mem = 64MB`; undefined for nothing. */
function traits(role: Role): Map<string, string | undefined> {
  return new Map([
    ...ATTRIBUTES.flatMap((attribute) => traitsOf(attribute, role)),
    ["management", role.management],
    ["condition", role.when ? `there where ${conditionText(role.when)}` : "there everywhere"],
  ]);
}

/** What a role that comes has beyond a plain one, but for its comment: `LOGIN`, `a password from SYNC_PASSWORD`. */
export function roleTraits(role: Role): string[] {
  const plain = traits(newRole(role.name));
  return [...traits(role)].flatMap(([about, text]) =>
    text === undefined || about === "comment" || plain.get(about) === text ? [] : [text],
  );
}

/** In what a role changed: `LOGIN, not NOLOGIN`, `no comment, not the comment 'Reads'`. */
export function roleChanges(before: Role, after: Role): string[] {
  const [was, is] = [traits(before), traits(after)];
  return [...new Set([...was.keys(), ...is.keys()])].flatMap((key) => {
    const [old, now] = [was.get(key) ?? `no ${key}`, is.get(key) ?? `no ${key}`];
    return old === now ? [] : [`${now}, not ${old}`];
  });
}
