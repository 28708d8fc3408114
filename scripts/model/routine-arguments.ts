// The types of a routine's arguments, as PostgreSQL calls them.
import { splitPath } from "./identifier.ts";
import { serverIdentifier } from "./server-identifier.ts";
import { TYPE_ALIASES } from "./type-aliases.ts";

/** Names of types by what `format_type` prints of an argument, where lengths and precisions do not count. */
const ALIASES: Readonly<Record<string, string>> = {
  ...TYPE_ALIASES,
  bpchar: "character",
  float: "double precision",
  time: "time without time zone",
  timetz: "time with time zone",
  timestamp: "timestamp without time zone",
  timestamptz: "timestamp with time zone",
  any: '"any"',
};

/** Types of `pg_catalog` as `format_type` prints them; others have their schema in front. */
const BUILT_IN: ReadonlySet<string> = new Set([
  ...Object.values(ALIASES),
  ...'bit box bytea cid cidr circle date inet interval json jsonb jsonpath line lseg macaddr macaddr8 money name oid path pg_lsn pg_snapshot point polygon refcursor text tid tsquery tsvector txid_snapshot uuid xid xid8 xml aclitem int2vector oidvector "char"'.split(
    " ",
  ),
  ..."regclass regcollation regconfig regdictionary regnamespace regoper regoperator regproc regprocedure regrole regtype".split(
    " ",
  ),
  ..."int4range int8range numrange tsrange tstzrange daterange int4multirange int8multirange nummultirange tsmultirange tstzmultirange datemultirange".split(
    " ",
  ),
  ..."record cstring internal trigger event_trigger void unknown anyelement anyarray anynonarray anyenum anyrange anymultirange anycompatible anycompatiblearray anycompatiblenonarray anycompatiblerange anycompatiblemultirange".split(
    " ",
  ),
]);

/** Splits at commas outside brackets and quotes. */
function splitArguments(text: string): string[] {
  return text.trim() === "" ? [] : (text.match(/(?:"(?:[^"]|"")*"|\([^()]*\)|[^",()]|[()])+/g) ?? []);
}

/** One type in the server's words; undefined where it is none that can be told. */
function argumentType(text: string): string | undefined {
  const [, name = "", brackets = ""] = /^(.*?)((?:\s*\[\d*\])*)$/s.exec(text.trim()) ?? [];
  const suffix = brackets === "" ? "" : "[]";
  // Lengths and precisions are no part of a routine's identity.
  const plain = name
    .replaceAll(/\s*\(\s*\d+\s*(?:,\s*-?\d+\s*)?\)/g, "")
    .replaceAll(/\s+/g, " ")
    .trim();
  const folded = plain.startsWith('"') ? plain : plain.toLowerCase();
  const own = ALIASES[folded] ?? folded;
  if (BUILT_IN.has(own)) return own + suffix;
  const path = splitPath(plain);
  if (path?.length !== 2 || path.includes("") || /[\s()[\]]/.test(plain.replaceAll(/"(?:[^"]|"")*"/g, ""))) {
    return undefined;
  }
  const [schema = "", type = ""] = path;
  // SQL's `char` is another type than the one of that name.
  if (schema === "pg_catalog") return argumentType((type === "char" ? '"char"' : type) + suffix);
  return path.map(serverIdentifier).join(".") + suffix;
}

/** The types of a routine's arguments in the server's words, and those that are none. */
interface RoutineArguments {
  /** `bytea, text`; empty where there are none. */
  readonly text: string;
  readonly unknown: readonly string[];
}

/**
 * Reads `int, varchar(20), DWH_RATING.mark[]` as `format_type` prints it: `integer, character varying,
 * "DWH_RATING".mark[]`. Names and modes of arguments are no part of it.
 */
export function parseRoutineArguments(text: string): RoutineArguments {
  const said = splitArguments(text);
  const types = said.map(argumentType);
  const unknown = said.filter((_, index) => types[index] === undefined).map((one) => one.trim());
  const lost = text.replaceAll(/\s/g, "").length !== said.join(",").replaceAll(/\s/g, "").length;
  return { text: types.join(", "), unknown: lost && unknown.length === 0 ? [text.trim()] : unknown };
}

/** The names of PostgreSQL's own types, to suggest. */
export const TYPE_NAMES: readonly string[] = [...BUILT_IN, ...Object.keys(ALIASES)];
