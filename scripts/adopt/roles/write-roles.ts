// A file of roles as YAML for people.
import { Document, isMap, isScalar, isSeq, type Node, visit, type YAMLMap, type YAMLSeq } from "yaml";
import type { Adopted } from "./adopt-roles.ts";

/** How long a line may be that holds a whole entry. */
const WIDTH = 108;

/** How many letters a value takes on one line. */
function width(value: unknown): number {
  return JSON.stringify(value)?.length ?? 0;
}

/** Whether a value has a list of entries in it, which stand on lines of their own. */
function hasEntries(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  if (!Array.isArray(value)) return Object.values(value).some(hasEntries);
  return value.some((item) => typeof item === "object");
}

/** Blanks within the braces of maps, none within the brackets of lists. */
function pad(node: YAMLMap | YAMLSeq): void {
  const write = node.toString.bind(node);
  const flowCollectionPadding = isMap(node) ? " " : "";
  node.toString = (context, ...rest) => write(context && { ...context, flowCollectionPadding }, ...rest);
}

/** A role that says who it is, or much, takes a line for each thing. */
const isLong = (body: unknown): boolean =>
  typeof body === "object" && body !== null && ("comment" in body || Object.keys(body).length > 3);

/** Puts a blank line between a role of several lines and its neighbours. */
function spread(roles: YAMLMap): void {
  let wasLong = false;
  for (const [index, { key, value }] of roles.items.entries()) {
    const isBlock = isMap(value) && !value.flow;
    if (isScalar(key)) key.spaceBefore = index > 0 && (isBlock || wasLong);
    wasLong = isBlock;
  }
}

/** Writes short entries on one line; sections, and what is longer, line by line. */
function arrange(
  node: Node | null | undefined,
  value: unknown,
  depth: number,
  room: number,
  isRole = false,
): void {
  if (!isMap(node) && !isSeq(node)) return;
  if (depth > 0 && width(value) <= room && !hasEntries(value) && !(isRole && isLong(value))) {
    node.flow = true;
    return;
  }
  if (isMap(node)) {
    for (const { key, value: child } of node.items) {
      const name = isScalar(key) ? String(key.value) : "";
      const inner = (value as Record<string, unknown>)[name];
      const left = room - (depth === 0 ? 2 : name.length + 4);
      arrange(child as Node, inner, depth + 1, left, depth === 0 && isRole);
    }
    return;
  }
  for (const [index, child] of node.items.entries()) {
    arrange(child as Node, (value as readonly unknown[])[index], depth + 1, room - 4);
  }
}

/**
 * A file of roles as text: a line an entry where that fits, and what could not be said as comments at its end.
 *
 * @param title what stands in the first line
 */
export function writeRoles({ content, unsaid }: Pick<Adopted, "content" | "unsaid">, title: string): string {
  const document = new Document(content, { aliasDuplicateObjects: false });
  visit(document, { Collection: (_, node) => pad(node) });
  if (isMap(document.contents)) {
    for (const [index, pair] of document.contents.items.entries()) {
      const key = isScalar(pair.key) ? String(pair.key.value) : "";
      arrange(pair.value as Node, content[key as keyof typeof content], 0, WIDTH, key === "roles");
      if (key === "roles" && isMap(pair.value)) spread(pair.value);
      if (isScalar(pair.key)) pair.key.spaceBefore = index > 0;
    }
  }
  const body = Object.keys(content).length === 0 ? "" : `\n${document.toString({ lineWidth: 0 })}`;
  const comments = unsaid.map((sentence) => `# not said: ${sentence.replaceAll(/\s+/g, " ")}\n`).join("");
  return `# ${title}\n${body}${comments === "" ? "" : `\n${comments}`}`;
}
