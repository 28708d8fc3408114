// The statement of a table as it is written, with single columns, keys and indexes as the server has them.
import { camelCase, property } from "../definitions/code-names.ts";
import { bodyEnd, bodyStart, callFrom, chained, closingOf, itemsOf, type Span } from "./code-scan.ts";

/** What of a table is taken from the server: by names in code, and by names in the database. */
export interface TableWishes {
  /** By keys in code: as they are there, or gone. */
  readonly columns: ReadonlyMap<string, "taken" | "gone">;
  /** Keys, checks, indexes and policies, by their names in the database. */
  readonly parts: ReadonlyMap<string, "taken" | "gone">;
  /** Keys in code of columns whose foreign key is not as `.references()` of them says. */
  readonly unreferenced: ReadonlySet<string>;
}

/** What only code knows of a column, and what stands at the column of a foreign key that is as it was. */
const KEPT = /^(?:\$type|\$default|\$defaultFn|\$onUpdate|\$onUpdateFn|references)$/;

/** A list in a text, and how its items are told. */
interface ListEdit {
  readonly span: Span;
  /** What an item becomes: undefined where it goes. */
  readonly change: (body: string) => string | undefined;
  /** What comes behind the others. */
  readonly more: readonly string[];
}

/** The list with items changed and added; blanks and comments stay. */
function edited(text: string, { span, change, more }: ListEdit): string {
  const items = itemsOf(text, span);
  const last = items.at(-1);
  const tail = last
    ? text.slice(bodyEnd(text, last), span.end).replace(",", "")
    : text.slice(span.start, span.end);
  const isOpen = text.slice(span.start, span.end).includes("\n");
  const first = items[0] && /^\s*/.exec(text.slice(items[0].start, items[0].end))?.[0];
  const lead = isOpen ? (first?.replace(/\n\s*\n/, "\n") ?? "\n  ") : " ";
  const kept = items.flatMap((item) => {
    const [start, end] = [bodyStart(text, item), bodyEnd(text, item)];
    const body = change(text.slice(start, end));
    const behind = item === last ? "" : text.slice(end, item.end);
    return body === undefined ? [] : [{ text: text.slice(item.start, start) + body, behind }];
  });
  const added = more.map((one, index) => ({
    text: (index + kept.length > 0 || isOpen ? lead : (first ?? "")) + one,
    behind: "",
  }));
  const all = [...kept, ...added];
  const ends = (index: number) => (index < all.length - 1 || (isOpen && tail.includes("\n")) ? "," : "");
  const written = all.map((one, index) => one.text + ends(index) + one.behind).join("");
  return text.slice(0, span.start) + written + tail + text.slice(span.end);
}

/** The braces of a table's columns, and the brackets of what stands behind them. */
interface TableText {
  readonly columns: Span;
  /** Undefined where there is nothing behind. */
  readonly parts: Span | undefined;
  /** Whether these have keys: `{ byName: index("…") }`. */
  readonly isKeyed: boolean;
  /** What the table is called among them. */
  readonly variable: string;
  /** Where the call closes. */
  readonly close: number;
}

const inside = (text: string, open: number): Span => ({ start: open + 1, end: closingOf(text, open) });

/** @returns undefined where the columns are not written out in the call */
function tableText(text: string): TableText | undefined {
  const { items, close } = callFrom(text, text.indexOf("="));
  const [, columns, parts] = items;
  if (!columns) return undefined;
  const start = bodyStart(text, columns);
  const [head] = /^(?:\([^)]*\)\s*=>\s*\(\s*)?\{/.exec(text.slice(start, columns.end)) ?? [];
  if (head === undefined) return undefined;
  const said = { columns: inside(text, start + head.length - 1), close };
  if (!parts) return { ...said, parts: undefined, isKeyed: false, variable: "t" };
  const from = bodyStart(text, parts);
  const [begins, variable = "t", bracket] =
    /^\(?\s*([\w$]+)\s*\)?\s*=>\s*(?:\{\s*return\s*)?\(?\s*([[{])/.exec(text.slice(from, parts.end)) ?? [];
  if (begins === undefined) return undefined;
  return { ...said, parts: inside(text, from + begins.length - 1), isKeyed: bracket === "{", variable };
}

const keyOf = (body: string): string | undefined => {
  const [, quoted, single, plain] = /^(?:"([^"]+)"|'([^']+)'|([\p{L}\w$]+))\s*(?::|$)/u.exec(body) ?? [];
  return quoted ?? single ?? plain;
};

/** The items of a list by what tells them apart. */
function bodies(text: string, span: Span): string[] {
  return itemsOf(text, span).map((item) => text.slice(bodyStart(text, item), bodyEnd(text, item)));
}

const names = (body: string, name: string): boolean =>
  body.includes(JSON.stringify(name)) || body.includes(`'${name}'`);

/** A column as it is on the server, with what only the code before knows of it. */
function column(server: string, before: string, isUnreferenced: boolean): string {
  const kept = chained(before, KEPT).filter((call) => !(isUnreferenced && call.startsWith(".references")));
  return server + kept.filter((call) => !server.includes(call)).join("");
}

/**
 * The statement of a table with what is wished as the server has it.
 *
 * @param before as it is written
 * @param server as it would be written from the server, under the same names
 * @returns undefined where its columns or parts are not written out
 */
export function mergedTable(before: string, server: string, wishes: TableWishes): string | undefined {
  const [own, other] = [tableText(before), tableText(server)];
  if (!own || !other) return undefined;
  const serverColumns = new Map(bodies(server, other.columns).map((body) => [keyOf(body), body]));
  const written = new Set(bodies(before, own.columns).map(keyOf));
  const serverParts = other.parts ? bodies(server, other.parts) : [];
  const inWords = (body: string) =>
    own.variable === "t" ? body : body.replace(/(?<![\w.$])t\./g, () => `${own.variable}.`);
  const partOf = (name: string) => serverParts.find((body) => names(body, name));
  const isThere = new Set<string>();
  const changePart = (body: string): string | undefined => {
    const name = [...wishes.parts.keys()].find((one) => names(body, one));
    if (name === undefined) return body;
    isThere.add(name);
    const part = wishes.parts.get(name) === "taken" ? partOf(name) : undefined;
    return (
      part && (own.isKeyed ? `${property(keyOf(body) ?? camelCase(name))}: ${inWords(part)}` : inWords(part))
    );
  };
  const changed = own.parts ? bodies(before, own.parts).map(changePart) : [];
  const more = [...wishes.parts]
    .filter(([name, wish]) => wish === "taken" && !isThere.has(name))
    .flatMap(([name]) => {
      const part = partOf(name);
      return part === undefined
        ? []
        : [own.isKeyed ? `${property(camelCase(name))}: ${inWords(part)}` : inWords(part)];
    });
  // From behind, so that what stands before keeps its place.
  const next = changed[Symbol.iterator]();
  const withParts = own.parts
    ? edited(before, { span: own.parts, change: () => next.next().value as string | undefined, more })
    : more.length === 0
      ? before
      : `${before.slice(0, own.close).replace(/,?\s*$/, "")}, (t) => [\n${more.map((one) => `  ${one},\n`).join("")}]${before.slice(own.close)}`;
  const taken = [...wishes.columns].filter(([key, wish]) => wish === "taken" && !written.has(key));
  return edited(withParts, {
    span: own.columns,
    change: (body) => {
      const key = keyOf(body) ?? "";
      const wish = wishes.columns.get(key);
      if (wish === undefined || wish === "gone") return wish === "gone" ? undefined : body;
      const there = serverColumns.get(key);
      return there === undefined ? body : column(there, body, wishes.unreferenced.has(key));
    },
    more: taken.flatMap(([key]) => serverColumns.get(key) ?? []),
  });
}
