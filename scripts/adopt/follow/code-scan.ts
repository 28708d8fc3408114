// TypeScript as far as definition files need it to be found and changed in place: statements, calls, lists.

/** A part of a text, its end excluded. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

const CLOSING: Readonly<Record<string, string>> = { "(": ")", "[": "]", "{": "}" };

/** Where a string ends that begins at an index. */
function stringEnd(text: string, start: number): number {
  const quote = text[start];
  for (let index = start + 1; index < text.length; index++) {
    if (text[index] === "\\") index++;
    else if (text[index] === quote) return index + 1;
    else if (quote === "`" && text.startsWith("${", index)) index = closingOf(text, index + 1);
  }
  return text.length;
}

/** The index behind a string or comment that begins here; the same index where none does. */
function skipped(text: string, index: number): number {
  if (/["'`]/.test(text[index] ?? "")) return stringEnd(text, index);
  const until = (end: string, length: number) => {
    const found = text.indexOf(end, index + 2);
    return found < 0 ? text.length : found + length;
  };
  if (text.startsWith("//", index)) return until("\n", 0);
  return text.startsWith("/*", index) ? until("*/", 2) : index;
}

/** The index of the bracket that closes the one at an index; the length of the text where none does. */
export function closingOf(text: string, open: number): number {
  const wanted = CLOSING[text[open] ?? ""];
  for (let index = open + 1; index < text.length; ) {
    const next = skipped(text, index);
    if (next > index) {
      index = next;
      continue;
    }
    const letter = text[index] ?? "";
    if (letter === wanted) return index;
    index = letter in CLOSING ? closingOf(text, index) + 1 : index + 1;
  }
  return text.length;
}

/** The items of a list between two indices, each with the blanks and comments before it; an empty last one is left out. */
export function itemsOf(text: string, { start, end }: Span): Span[] {
  const items: Span[] = [];
  let from = start;
  for (let index = start; index < end; ) {
    const next = skipped(text, index);
    if (next > index) index = next;
    else if ((text[index] ?? "") in CLOSING) index = closingOf(text, index) + 1;
    else if (text[index] === ",") {
      items.push({ start: from, end: index });
      from = ++index;
    } else index++;
  }
  return bodyStart(text, { start: from, end }) < end ? [...items, { start: from, end }] : items;
}

/** Where an item itself begins, behind blanks and comments. */
export function bodyStart(text: string, { start, end }: Span): number {
  for (let index = start; index < end; ) {
    const next = /\s/.test(text[index] ?? "")
      ? index + 1
      : /["'`]/.test(text[index] ?? "")
        ? index
        : skipped(text, index);
    if (next === index) return index;
    index = next;
  }
  return end;
}

/** Where an item itself ends, before blanks and comments. */
export function bodyEnd(text: string, { start, end }: Span): number {
  let last = start;
  for (let index = start; index < end; ) {
    const next = skipped(text, index);
    const isComment = next > index && text[index] === "/";
    const after =
      next > index
        ? next
        : text[index] && (text[index] as string) in CLOSING
          ? closingOf(text, index) + 1
          : index + 1;
    if (!isComment && !/\s/.test(text[index] ?? "")) last = Math.min(after, end);
    index = after;
  }
  return last;
}

/** The statement that begins at an index, up to its semicolon, or to the end of a line behind which nothing of it stands. */
function statementFrom(text: string, start: number): Span {
  for (let index = start; index < text.length; ) {
    const next = skipped(text, index);
    if (next > index) index = next;
    else if ((text[index] ?? "") in CLOSING) index = closingOf(text, index) + 1;
    else if (text[index] === ";") return { start, end: index + 1 };
    else if (
      text[index] === "\n" &&
      !/[=,.(]\s*$/.test(text.slice(start, index)) &&
      !/^\s*[.?:)\]}]/.test(text.slice(index))
    )
      return { start, end: index };
    else index++;
  }
  return { start, end: text.length };
}

/** The statement that exports a name, or calls `annotate` of it; undefined where there is none at the beginning of a line. */
export function statementOf(
  text: string,
  name: string,
  kind: "export" | "annotate" = "export",
): Span | undefined {
  const escaped = name.replace(/[$]/g, "\\$");
  const begins = kind === "export" ? `export\\s+const\\s+${escaped}` : `annotate\\(\\s*${escaped}`;
  const found = new RegExp(`^${begins}(?![\\w$])`, "mu").exec(text);
  return found ? statementFrom(text, found.index) : undefined;
}

/** The arguments of the first call behind an index, and where its bracket closes. */
export function callFrom(
  text: string,
  from: number,
): { readonly items: readonly Span[]; readonly close: number } {
  const open = text.indexOf("(", from);
  const close = open < 0 ? text.length : closingOf(text, open);
  return { items: open < 0 ? [] : itemsOf(text, { start: open + 1, end: close }), close };
}

/** The text without what stands in strings and comments. */
export function codeOnly(text: string): string {
  let code = "";
  for (let index = 0; index < text.length; ) {
    const next = skipped(text, index);
    code += next > index ? " " : text[index];
    index = next > index ? next : index + 1;
  }
  return code;
}

/** Whether a name is used in code as one that stands for something: no property, no key. */
export const isUsed = (code: string, name: string): boolean =>
  new RegExp(`(?<![.\\w$])${name.replace(/[$]/g, "\\$")}(?![\\w$])(?!\\s*:)`, "u").test(code);

/** Calls of a chain that stand for themselves: `.$type<A>()`, `.references(…)`. */
export function chained(text: string, names: RegExp): string[] {
  const calls: string[] = [];
  for (let index = 0; index < text.length; ) {
    const next = skipped(text, index);
    if (next > index) {
      index = next;
      continue;
    }
    const [, name = ""] = /^\.([\w$]+)/.exec(text.slice(index)) ?? [];
    const open = name === "" ? -1 : text.indexOf("(", index);
    if (open >= 0 && names.test(name)) {
      const close = closingOf(text, open) + 1;
      calls.push(text.slice(index, close));
      index = close;
    } else if ((text[index] ?? "") in CLOSING) index = closingOf(text, index) + 1;
    else index++;
  }
  return calls;
}
