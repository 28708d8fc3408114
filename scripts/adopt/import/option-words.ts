// Options of CREATE ROLE, as SQL or as a map → a role's attributes.
import { ATTRIBUTES } from "../../model/attributes.ts";
import type { Body } from "../roles/role-bodies.ts";
import { type Fields, fieldsOf, flagOf } from "./foreign-text.ts";

const FLAGS = ATTRIBUTES.filter(({ form }) => form === "flag");

/** `{{ env['X'] }}` in a template of Jinja. */
const ENVIRONMENT = /\{\{\s*env\[\s*["']([A-Za-z_]\w*)["']\s*\]\s*\}\}/;

/**
 * `LOGIN NOINHERIT CONNECTION LIMIT 5 VALID UNTIL '…' PASSWORD "{{ env['X'] }}"`.
 *
 * @param refuse told of what is no option
 */
export function optionsOf(text: string, refuse: (what: string) => void): Body {
  const body: Record<string, unknown> = {};
  let rest = text.trim();
  const take = (form: RegExp): RegExpExecArray | null => {
    const match = form.exec(rest);
    if (match) rest = rest.slice(match[0].length).trim();
    return match;
  };
  while (rest !== "") {
    const limit = take(/^CONNECTION\s+LIMIT\s+(-?\d+)/i);
    if (limit) {
      body.connection_limit = Number(limit[1]);
      continue;
    }
    const until = take(/^VALID\s+UNTIL\s+(['"]?)([^'"]+)\1/i);
    if (until) {
      body.valid_until = until[2];
      continue;
    }
    const password = take(/^(?:ENCRYPTED\s+)?PASSWORD\s+(".*?"|'.*?'|\S+)(?=\s|$)/i);
    if (password) {
      const [, variable] = ENVIRONMENT.exec(password[1] ?? "") ?? [];
      if (variable === undefined) refuse("a password that stands in the file");
      else body.password_from = variable;
      continue;
    }
    const word = take(/^\S+/)?.[0] ?? "";
    const [, no = "", bare = ""] = /^(NO)?(\w+)$/i.exec(word) ?? [];
    const flag = FLAGS.find((one) => one.word === bare.toUpperCase());
    if (flag && (no === "") !== flag.unlessSaid) body[flag.yaml] = no === "";
    else if (!flag) refuse(`the option ${word}`);
  }
  return body as Body;
}

/** `{LOGIN: yes, "CONNECTION LIMIT": 5}`. */
export function optionsOfMap(fields: Fields, refuse: (what: string) => void): Body {
  const said = Object.entries(fieldsOf(fields)).flatMap(([key, value]): [string, unknown][] => {
    const known = ATTRIBUTES.find(({ word }) => word === key.toUpperCase());
    if (known?.form === "flag") {
      const flag = flagOf(value);
      return flag === undefined || flag === known.unlessSaid ? [] : [[known.yaml, flag]];
    }
    if (known?.form === "count") return [[known.yaml, Number(value)]];
    if (known?.form === "time") return [[known.yaml, String(value)]];
    refuse(`the option ${key}`);
    return [];
  });
  return Object.fromEntries(said) as Body;
}
