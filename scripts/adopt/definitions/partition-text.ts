// What a table is partitioned by, and its partitions, as definitions say it.
import type { StructureRow } from "../../database/inspect/shape.ts";
import { parentOf, pathOfObject } from "../../drift/structure-names.ts";
import { displayPath, splitPath } from "../../model/identifier.ts";
import { tokens } from "../../sql/tokens.ts";
import { property } from "./code-names.ts";

/** A partitioned table as it is found. */
export interface FoundPartitioning {
  readonly strategy: "range" | "list" | "hash";
  /** The columns of its key. */
  readonly columns: readonly string[];
  /** Its partitions by name, as `partitions` of `partitionBy` has them; none where there are too many or a part of them cannot be said. */
  readonly partitions: ReadonlyMap<string, string>;
}

/** More than these are somebody's who makes them by the calendar. */
const MOST = 100;

/** Items between commas that stand in no parentheses and no string. */
function items(list: string): string[] {
  const found: string[] = [""];
  let depth = 0;
  for (const { kind, start, end } of tokens(list)) {
    const text = list.slice(start, end);
    if (text === "(") depth++;
    if (text === ")") depth--;
    if (text === "," && depth === 0 && kind !== "string") found.push("");
    else found.push((found.pop() ?? "") + text);
  }
  return found.map((item) => item.trim());
}

/** A value of a bound: `'2026-01-01'`, `5`, `MINVALUE`, `NULL`. @returns undefined for an expression */
function valueText(item: string): string | undefined {
  const said = /^'((?:[^']|'')*)'$/.exec(item)?.[1];
  if (said !== undefined) return JSON.stringify(said.replaceAll("''", "'"));
  if (item === "NULL") return "null";
  if (item === "true" || item === "false") return item;
  if (/^-?\d{1,15}(?:\.\d+)?$/.test(item)) return item;
  return /^M(?:IN|AX)VALUE$/.test(item) ? `sql\`${item}\`` : undefined;
}

function valuesText(list: string): string | undefined {
  const values = items(list).map(valueText);
  return values.includes(undefined) ? undefined : values.join(", ");
}

/** `FOR VALUES FROM ('a') TO ('b')` → `{ from: "a", to: "b" }`. @returns undefined where it cannot be said */
export function boundText(bound: string): string | undefined {
  if (bound === "DEFAULT") return '"default"';
  const range = /^FOR VALUES FROM \((.*)\) TO \((.*)\)$/s.exec(bound);
  if (range) {
    const [from, to] = [valuesText(range[1] ?? ""), valuesText(range[2] ?? "")];
    const one = (text: string, list: string) => (items(list).length === 1 ? text : `[${text}]`);
    if (from === undefined || to === undefined) return undefined;
    return `{ from: ${one(from, range[1] ?? "")}, to: ${one(to, range[2] ?? "")} }`;
  }
  const list = /^FOR VALUES IN \((.*)\)$/s.exec(bound)?.[1];
  const values = list === undefined ? undefined : valuesText(list);
  if (values !== undefined) return `{ in: [${values}] }`;
  const [, modulus, remainder] = /^FOR VALUES WITH \(modulus (\d+), remainder (\d+)\)$/i.exec(bound) ?? [];
  return modulus === undefined ? undefined : `{ modulus: ${modulus}, remainder: ${remainder} }`;
}

const KEY = /(?:^| )partitioned by (RANGE|LIST|HASH) \((.*)\)(?: child of | bound |$)/s;
const BOUND = /(?:^| )child of .*? bound (.*)$/s;

/** The columns of a key; undefined where it has expressions, collations or classes of operators. */
function keyColumns(key: string): string[] | undefined {
  const columns = items(key).map((item) =>
    /[\s(]/.test(item.replaceAll(/"(?:[^"]|"")*"/g, "q")) ? [] : splitPath(item),
  );
  return columns.every((path) => path?.length === 1) ? columns.flatMap((path) => path ?? []) : undefined;
}

/** The tables that are partitioned in a way that definitions can say, by displayPath. */
export function partitioningsIn(rows: readonly StructureRow[]): ReadonlyMap<string, FoundPartitioning> {
  const relations = rows.filter(({ object, relation }) => object === `relation ${relation}`);
  return new Map(
    relations.flatMap((row) => {
      const [, strategy, key = ""] = KEY.exec(row.beyond) ?? [];
      const columns = strategy === undefined ? undefined : keyColumns(key);
      const path = pathOfObject(row);
      if (!columns || !path || parentOf(row) !== undefined) return [];
      const children = relations.filter((other) => parentOf(other) === row.relation);
      const partitions = children.map((child): [string, string] | undefined => {
        const [schema, name = ""] = pathOfObject(child) ?? [];
        const text = boundText(BOUND.exec(child.beyond)?.[1] ?? "");
        const isPlain = schema === path[0] && !KEY.test(child.beyond);
        return isPlain && text !== undefined ? [name, text] : undefined;
      });
      const said = partitions.flatMap((one) => (one ? [one] : []));
      const isWhole = said.length === children.length && said.length <= MOST;
      const found: FoundPartitioning = {
        strategy: String(strategy).toLowerCase() as FoundPartitioning["strategy"],
        columns,
        partitions: new Map(isWhole ? said : []),
      };
      return [[displayPath(path), found] as const];
    }),
  );
}

/** The partitions that definitions say, by displayPath. */
export const partitionsSaid = (found: ReadonlyMap<string, FoundPartitioning>): Set<string> =>
  new Set(
    [...found].flatMap(([table, { partitions }]) =>
      [...partitions.keys()].map((name) => displayPath([...(splitPath(table) ?? []).slice(0, 1), name])),
    ),
  );

/** `partitioned: partitionBy("range", event.day, { partitions: {…} })` */
export function partitioningText(
  { strategy, columns, partitions }: FoundPartitioning,
  columnOf: (name: string) => string,
): string {
  const key = columns.map(columnOf);
  const lines = [...partitions].map(([name, bound]) => `      ${property(name)}: ${bound},\n`);
  const options = lines.length === 0 ? "" : `, {\n    partitions: {\n${lines.join("")}    },\n  }`;
  return `partitioned: partitionBy("${strategy}", ${key.length === 1 ? key[0] : `[${key.join(", ")}]`}${options})`;
}
