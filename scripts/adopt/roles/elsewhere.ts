// What one environment lacks of what role files give everywhere: `when` at the entries that give it, as far as that says it.
import {
  type Document,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseDocument,
  type YAMLMap,
} from "yaml";
import type { RolesContext } from "../../declarations/declared-access.ts";
import { parseRolesFile } from "../../declarations/language/roles-file.ts";
import type { Location } from "../../model/diagnostic.ts";
import type { Variables } from "../../model/variable.ts";

/** `when`, as it is written. */
type Condition = Readonly<Record<string, string | readonly string[]>>;

/** `{ env: [dev, test] }`: where it holds still; undefined where there is no other environment. */
export function elsewhere(
  { variables: allowed }: Pick<RolesContext, "variables">,
  variables: Variables,
): Condition | undefined {
  const [first] = Object.entries(allowed).filter(([, values]) => values.length > 1);
  if (!first) return undefined;
  const [name, values] = first;
  const others = values.filter((value) => value !== variables[name]);
  return { [name]: others.length === 1 ? (others[0] ?? "") : others };
}

type Path = readonly (string | number)[];

/** The keys down to what stands at an offset. */
function pathAt(node: unknown, offset: number, path: Path = []): Path {
  if (isMap(node)) {
    for (const { key, value } of node.items) {
      const [from] = (key as Node | null)?.range ?? [];
      const [start = 0, end = 0] = (value as Node | null)?.range ?? (key as Node | null)?.range ?? [];
      if (from === undefined || offset < from || offset > Math.max(end, start)) continue;
      return pathAt(value, offset, [...path, String(isScalar(key) ? key.value : key)]);
    }
  }
  if (isSeq(node)) {
    const index = node.items.findIndex((item) => {
      const [start, end] = (item as Node | null)?.range ?? [];
      return start !== undefined && end !== undefined && offset >= start && offset <= end;
    });
    if (index >= 0) return pathAt(node.items[index], offset, [...path, index]);
  }
  return path;
}

const plain = (value: string): string =>
  /^[\p{L}_][\p{L}\p{N}_-]*$/u.test(value) && !/^(?:true|false|null)$/i.test(value)
    ? value
    : JSON.stringify(value);

/** `{ env: [dev, test] }` */
function flow(when: Condition): string {
  const said = Object.entries(when).map(
    ([name, values]) =>
      `${name}: ${typeof values === "string" ? plain(values) : `[${values.map(plain).join(", ")}]`}`,
  );
  return `{ ${said.join(", ")} }`;
}

const replaced = (text: string, start: number, end: number, by: string): string =>
  text.slice(0, start) + by + text.slice(end);

/** In `{ … }` the condition stands last, else on a line of its own before the others. */
function inMap(text: string, node: YAMLMap, condition: string): string | undefined {
  const [start = 0, end = 0] = node.range ?? [];
  if (text[start] === "{") {
    const inside = text.slice(start + 1, end - 1);
    const own = inside.trimEnd().replace(/,$/, "");
    const blank = inside.length > inside.trimEnd().length ? " " : "";
    return replaced(text, start + 1, end - 1, `${own}${own.trim() === "" ? " " : ", "}${condition}${blank}`);
  }
  const [from] = (node.items[0]?.key as Node | undefined)?.range ?? [];
  if (from === undefined) return undefined;
  const indent = " ".repeat(from - text.lastIndexOf("\n", from) - 1);
  return replaced(text, from, from, `${condition}\n${indent}`);
}

/** A condition at a node that may have one: an entry as a map, a membership by its name, a role. */
function conditioned(text: string, document: Document, path: Path, when: Condition): string | undefined {
  const node = document.getIn(path, true);
  const condition = `when: ${flow(when)}`;
  if (isMap(node)) return node.has("when") ? undefined : inMap(text, node, condition);
  const section = path.at(-2);
  if ((section === "member_of" || section === "members") && isScalar(node)) {
    const [start = 0, end = 0] = node.range ?? [];
    return replaced(text, start, end, `{ role: ${text.slice(start, end)}, ${condition} }`);
  }
  if (path.length !== 2 || path[0] !== "roles" || !(node == null || (isScalar(node) && node.value === null)))
    return undefined;
  const roles = document.getIn(["roles"], true);
  const pair = isMap(roles) && roles.items.find(({ key }) => isScalar(key) && String(key.value) === path[1]);
  const [, end] = (pair && (pair.key as Node).range) || [];
  const colon = end === undefined ? -1 : text.indexOf(":", end);
  return colon < 0 ? undefined : replaced(text, colon + 1, colon + 1, ` { ${condition} }`);
}

/** The texts of a role file with a condition at one of the entries around a place, the innermost first. */
export function withConditionAt(text: string, { line = 1, column = 1 }: Location, when: Condition): string[] {
  const counter = new LineCounter();
  const document = parseDocument(text, { lineCounter: counter });
  const offset = (counter.lineStarts[line - 1] ?? 0) + column - 1;
  const path = pathAt(document.contents, offset);
  const ways = path.map((_, index) => path.slice(0, path.length - index)).filter((way) => way.length > 1);
  return ways.flatMap((way) => {
    const changed = conditioned(text, document, way, when);
    if (changed === undefined) return [];
    const { diagnostics } = parseRolesFile("changed.yaml", changed);
    return diagnostics.some(({ severity }) => severity === "error") ? [] : [changed];
  });
}
