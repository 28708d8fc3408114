// What is said of how tables and columns are stored, for which drizzle-kit has no words, put back by ALTER TABLE.
import { parseArrayText } from "../database/inspect/acl-text.ts";
import { quoteIdentifier, quoteLiteral, quotePath, splitPath } from "../model/identifier.ts";
import type { StructureDifference } from "../prove/structure-differences.ts";

/** What a text of the catalogs says, by what it is about; empty where it says nothing of it. */
type Settings = Readonly<Record<string, string>>;

/** `p method heap options {fillfactor=70} identity f` */
const RELATION =
  /^(?<persistence>[pu])(?<method> method \S+)?(?<tablespace> tablespace \S+)?(?: options (?<options>\{.*?\}))?(?: identity (?<identity>[fni]))?(?<rest> (?:partitioned|child|bound|foreign) .*)?$/s;
/** `storage x l statistics 500 options {n_distinct=5}` */
const COLUMN =
  /^storage (?<storage>[pexm])(?: (?<compression>[lp]))?(?: statistics (?<statistics>\d+))?(?: options (?<options>\{.*?\}))?(?<rest> foreign .*)?$/s;
/** `clustered replica identity` */
const INDEX =
  /^(?<clustered>clustered)?(?: ?(?<identity>replica identity))?(?<rest> ?(?:child|tablespace) .*)?$/s;

/** How a value is said behind ALTER TABLE … (ALTER COLUMN …): empty where another object says it; undefined where no word is known. */
type Words = Readonly<Record<string, (value: string) => string | undefined>>;

const oneOf = (before: string, words: Readonly<Record<string, string>>) => (value: string) =>
  words[value] === undefined ? undefined : `${before} ${words[value]}`;

const OF_RELATION: Words = {
  persistence: oneOf("SET", { p: "LOGGED", u: "UNLOGGED" }),
  // Where it is an index, that says so itself.
  identity: (value) =>
    value === "i" ? "" : oneOf("REPLICA IDENTITY", { "": "DEFAULT", f: "FULL", n: "NOTHING" })(value),
};

const OF_COLUMN: Words = {
  storage: oneOf("SET STORAGE", { p: "PLAIN", e: "EXTERNAL", x: "EXTENDED", m: "MAIN" }),
  compression: oneOf("SET COMPRESSION", { "": "default", p: "pglz", l: "lz4" }),
  statistics: (value) => `SET STATISTICS ${value === "" ? "-1" : value}`,
};

/** `{fillfactor=70}` → its names and values. */
const optionsOf = (text: string): Map<string, string> =>
  new Map(
    (text === "" ? [] : parseArrayText(text)).map((option) => {
      const at = option.indexOf("=");
      return [option.slice(0, at), option.slice(at + 1)] as const;
    }),
  );

/** RESET of what is there and should not be, SET of what is not as it should be. */
function optionActions(wanted: Settings, there: Settings): string[] {
  const [should, now] = [optionsOf(wanted.options ?? ""), optionsOf(there.options ?? "")];
  const gone = [...now.keys()].filter((name) => !should.has(name));
  const due = [...should].filter(([name, value]) => now.get(name) !== value);
  // A name may have a prefix: toast.autovacuum_enabled.
  const name = (text: string) => text.split(".").map(quoteIdentifier).join(".");
  return [
    ...(gone.length > 0 ? [`RESET (${gone.map(name).join(", ")})`] : []),
    ...(due.length > 0
      ? [`SET (${due.map(([key, value]) => `${name(key)} = ${quoteLiteral(value)}`).join(", ")})`]
      : []),
  ];
}

/** Undefined where something differs for which there are no words. */
function actionsOf(wanted: Settings, there: Settings, words: Words): string[] | undefined {
  const differing = [...new Set([...Object.keys(wanted), ...Object.keys(there)])].filter(
    (key) => key !== "options" && (wanted[key] ?? "") !== (there[key] ?? ""),
  );
  const said = differing.map((key) => words[key]?.(wanted[key] ?? ""));
  if (said.some((text) => text === undefined)) return undefined;
  return [...said.flatMap((text) => text || []), ...optionActions(wanted, there)];
}

/** What both texts say, where both are of the form. */
function both(
  form: RegExp,
  { fresh, actual }: StructureDifference,
): readonly [Settings, Settings] | undefined {
  const [wanted, there] = [form.exec(fresh)?.groups, form.exec(actual)?.groups];
  const said = (groups: Readonly<Record<string, string | undefined>>): Settings =>
    Object.fromEntries(Object.entries(groups).map(([key, value]) => [key, value ?? ""]));
  return wanted && there ? [said(wanted), said(there)] : undefined;
}

/** What stands first: what is set behind it, by another index, would be unset by it. */
const UNSETS = / (?:SET WITHOUT CLUSTER|REPLICA IDENTITY DEFAULT)$/;

/** Statements of {@link storageStatements} in an order in which none undoes another: a table has one such index. */
export const inOrder = (statements: readonly string[]): string[] => [
  ...statements.filter((text) => UNSETS.test(text)),
  ...statements.filter((text) => !UNSETS.test(text)),
];

/**
 * The statements that make it stored again as revisions said; undefined where there are none for it, as for tablespaces
 * and partitions.
 */
export function storageStatements(difference: StructureDifference): string[] | undefined {
  const { object, relation } = difference;
  const [, kind, name = ""] = /^(relation|column|index) (.*)$/s.exec(object) ?? [];
  const path = splitPath(kind === "index" ? (relation ?? "") : name);
  if (!path) return undefined;
  const table = `ALTER TABLE ${quotePath(path.slice(0, 2))}`;
  if (kind === "relation") {
    const texts = both(RELATION, difference);
    return texts && actionsOf(...texts, OF_RELATION)?.map((action) => `${table} ${action}`);
  }
  if (kind === "column") {
    const texts = both(COLUMN, difference);
    const column = `${table} ALTER COLUMN ${quoteIdentifier(path[2] ?? "")}`;
    return texts && actionsOf(...texts, OF_COLUMN)?.map((action) => `${column} ${action}`);
  }
  const texts = both(INDEX, difference);
  const index = quoteIdentifier(splitPath(name)?.[1] ?? "");
  const words: Words = {
    clustered: (value) => (value === "" ? "SET WITHOUT CLUSTER" : `CLUSTER ON ${index}`),
    identity: (value) =>
      value === "" ? "REPLICA IDENTITY DEFAULT" : `REPLICA IDENTITY USING INDEX ${index}`,
  };
  return texts && actionsOf(...texts, words)?.map((action) => `${table} ${action}`);
}
