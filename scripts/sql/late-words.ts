// What SQL can say only to servers of a later major version than the oldest that we know.
import { tokens } from "./tokens.ts";

/** Something that a server before `since` does not understand. */
export interface LateWord {
  /** As people know it: `NULLS NOT DISTINCT`. */
  readonly name: string;
  readonly since: number;
}

/** A call: the name with what opens the arguments. */
const call = (since: number, ...names: string[]) =>
  names.map((name) => ({ name: `${name}()`, since, pattern: new RegExp(`(?<![\\w"])${name} ?\\(`) }));

/** A phrase of keywords; where it begins like something older, with a pattern of its own. */
const phrase = (since: number, name: string, pattern = name.toLowerCase()) => ({
  name,
  since,
  pattern: new RegExp(`(?<![\\w"])(?:${pattern})(?!\\w)`),
});

/**
 * Each with the pattern that finds it in SQL in lower case, whose names in quotes are `"` and whose strings are `'`.
 * Source: the release notes of PostgreSQL 15 to 18.
 */
const LATE: readonly (LateWord & { readonly pattern: RegExp })[] = [
  phrase(15, "NULLS NOT DISTINCT"),
  phrase(15, "security_invoker"),
  phrase(15, "MERGE", "merge into"),
  phrase(15, "SET ACCESS METHOD"),
  phrase(15, "ON DELETE SET NULL (column)", 'on delete set (?:null|default) ?\\( ?["\\w]+'),
  phrase(15, "the privilege SET or ALTER SYSTEM of a parameter", "(?:grant|revoke) [^;]* on parameter"),
  ...call(15, "regexp_count", "regexp_instr", "regexp_like", "regexp_substr"),
  ...call(16, "any_value", "array_sample", "array_shuffle", "date_add", "date_subtract", "erf", "erfc"),
  ...call(16, "json_array", "json_arrayagg", "json_objectagg", "pg_input_is_valid"),
  ...call(16, "pg_input_error_info", "random_normal"),
  phrase(16, "json_object() of keys and values", "json_object ?\\([^;]*(?:(?<!:):(?!:)| value )"),
  phrase(16, "IS JSON", "is (?:not )?json"),
  phrase(16, "SYSTEM_USER"),
  ...call(17, "json_exists", "json_query", "json_scalar", "json_serialize", "json_table", "json_value"),
  ...call(
    17,
    "to_bin",
    "to_oct",
    "unicode_assigned",
    "uuid_extract_timestamp",
    "uuid_extract_version",
    "xmltext",
  ),
  phrase(17, "SET EXPRESSION"),
  phrase(17, "transaction_timeout"),
  phrase(17, "MAINTAIN", "(?:grant|revoke) [^;]*maintain[^;]* on"),
  ...call(
    18,
    "array_reverse",
    "array_sort",
    "casefold",
    "crc32",
    "crc32c",
    "gamma",
    "lgamma",
    "uuidv4",
    "uuidv7",
  ),
  phrase(18, "VIRTUAL", "generated always as ?\\(.*\\) ?virtual"),
  phrase(18, "WITHOUT OVERLAPS"),
  phrase(18, "NOT ENFORCED"),
  phrase(18, "a NOT NULL constraint with a name", 'add (?:constraint [\\w"]+ )?not null'),
  phrase(18, "RETURNING OLD or NEW", "returning (?:with \\(|(?:[^;]*, ?)?(?:old|new)\\.)"),
];

/** Lower case, one blank between words, names in quotes as `"` and strings as `'`; what dollar quotes hold stays. */
function plain(sql: string): string {
  let text = "";
  for (const { kind, start, end } of tokens(sql)) {
    const piece = sql.slice(start, end);
    if (kind === "name") text += '"';
    else if (kind === "comment" || kind === "space" || kind === "breakpoint")
      text += text.endsWith(" ") ? "" : " ";
    else if (kind === "string") {
      const tag = /^\$\w*\$/.exec(piece)?.[0];
      text += tag === undefined ? "'" : ` ${plain(piece.slice(tag.length, -tag.length))} `;
    } else text += piece.toLowerCase();
  }
  return text;
}

/** What a statement says that servers before some major version do not understand. */
export function lateWords(sql: string): LateWord[] {
  const text = plain(sql);
  return LATE.filter(({ pattern }) => pattern.test(text)).map(({ name, since }) => ({ name, since }));
}
