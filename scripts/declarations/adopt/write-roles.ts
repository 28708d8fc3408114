import { Document, isMap, isScalar, isSeq, type Node } from "yaml";
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

/** Writes short entries on one line; sections, and what is longer, line by line. */
function arrange(node: Node | null | undefined, value: unknown, depth: number, room: number): void {
  if (!isMap(node) && !isSeq(node)) return;
  if (depth > 0 && width(value) <= room && !hasEntries(value)) {
    node.flow = true;
    return;
  }
  if (isMap(node)) {
    for (const { key, value: child } of node.items) {
      const name = isScalar(key) ? String(key.value) : "";
      const inner = (value as Record<string, unknown>)[name];
      arrange(child as Node, inner, depth + 1, room - (depth === 0 ? 2 : name.length + 4));
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
export function writeRoles({ content, unsaid }: Adopted, title: string): string {
  const document = new Document(content, { aliasDuplicateObjects: false });
  if (isMap(document.contents)) {
    for (const [index, pair] of document.contents.items.entries()) {
      const key = isScalar(pair.key) ? String(pair.key.value) : "";
      arrange(pair.value as Node, content[key as keyof typeof content], 0, WIDTH);
      if (isScalar(pair.key)) pair.key.spaceBefore = index > 0;
    }
  }
  const body =
    Object.keys(content).length === 0
      ? ""
      : `\n${document.toString({ lineWidth: 0, flowCollectionPadding: false })}`;
  const comments = unsaid.map((sentence) => `# not said: ${sentence.replaceAll(/\s+/g, " ")}\n`).join("");
  return `# ${title}\n${body}${comments === "" ? "" : `\n${comments}`}`;
}
