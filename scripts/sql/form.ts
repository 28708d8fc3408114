/** Forms: how a part of a statement is read and how it is written, said once. */

import type { Cursor } from "./cursor.ts";

/** Statements that are longer than this are written on several lines, where their form knows how. */
const LINE = 100;

/** How a value stands in SQL. */
export interface Form<Value> {
  /** Set where it may be missing: a field is then left out of its value. */
  readonly optional?: boolean;
  /** The words of which one comes first, where that is known: where none does, it need not be tried. */
  readonly first?: readonly string[] | undefined;
  /** Takes it; undefined where something else stands there, the cursor is then anywhere. */
  read(cursor: Cursor): Value | undefined;
  /** Its text, with the space or line break before it. @param tall whether lists may stand below one another */
  write(value: Value, tall: boolean): string;
}

/** Writes behind a text; a line break needs no space behind it. */
const join = (text: string, more: string): string =>
  text.endsWith("\n") ? text + more.trimStart() : text + more;

/** The form as one that may be missing. */
export const maybe = <Value>(form: Form<Value>): Form<Value> => ({ ...form, optional: true });

/** Another value for the same text. */
export const converted = <Value, Inner>(
  inner: Form<Inner>,
  to: (inner: Inner) => Value | undefined,
  from: (value: Value) => Inner,
): Form<Value> => ({
  first: inner.first,
  read(cursor) {
    const value = inner.read(cursor);
    return value === undefined ? undefined : to(value);
  },
  write: (value, tall) => inner.write(from(value), tall),
});

/** What is seen ahead and stays there: it is a part of what is written behind it. */
export const ahead = <Value>(form: Form<Value>): Form<Value> => ({
  ...(form.optional && { optional: true }),
  read(cursor) {
    const { at } = cursor;
    const value = form.read(cursor);
    cursor.at = at;
    return value;
  },
  write: () => "",
});

/**
 * A part of a form: words that always stand there, `DROP ROLE|USER`, of which the first are written; noise that is read
 * and not written, `[WITH]`; words that are written and may be left out, `COLUMN?`; a break of tall statements, `\n`;
 * or a field with its own form.
 */
type Part<Value> = string | { readonly [Key in keyof Value]?: Form<NonNullable<Value[Key]> | Value[Key]> };

/** Words as {@link Part} has them. */
const NOISE = /^\[(.*)\]$|^(.*)\?$/;

function readWords(words: string, cursor: Cursor): boolean {
  if (words === "\n") return true;
  const [, silent, spoken] = NOISE.exec(words) ?? [];
  const noise = silent ?? spoken;
  if (noise === undefined) return cursor.take(words);
  cursor.take(noise);
  return true;
}

export function writeWords(words: string, tall = false): string {
  if (words === "\n") return tall ? "\n" : "";
  return words.startsWith("[") ? "" : ` ${words.replaceAll(/\|[\w=]+|\?$/g, "")}`;
}

/** The words of which one begins a form whose first part is this; undefined where that is not known. */
function firstOf(
  step: string | readonly (readonly [unknown, Form<unknown>])[] = [],
): readonly string[] | undefined {
  if (typeof step === "string")
    return step === "\n" || NOISE.test(step) ? undefined : step.split(" ")[0]?.split("|");
  const [, field] = step[0] ?? [];
  return field?.optional ? undefined : field?.first;
}

/** A value by its parts in order. */
export function form<Value extends object>(...parts: readonly Part<NoInfer<Value>>[]): Form<Value> {
  // The types of the fields are checked where the form is made.
  const steps = parts.map((part) =>
    typeof part === "string" ? part : (Object.entries(part) as [keyof Value, Form<unknown>][]),
  );
  return {
    first: firstOf(steps[0]),
    read(cursor) {
      const value: Partial<Record<keyof Value, unknown>> = {};
      for (const step of steps) {
        if (typeof step === "string") {
          if (!readWords(step, cursor)) return undefined;
          continue;
        }
        for (const [key, field] of step) {
          const { at } = cursor;
          const found = field.read(cursor);
          if (found !== undefined) value[key] = found;
          else if (field.optional) cursor.at = at;
          else return undefined;
        }
      }
      return value as Value;
    },
    write(value, tall) {
      let result = "";
      for (const step of steps) {
        if (typeof step === "string") result = join(result, writeWords(step, tall));
        else {
          for (const [key, field] of step) {
            if (value[key] !== undefined) result = join(result, field.write(value[key], tall));
          }
        }
      }
      return result;
    },
  };
}

/** The members of a union that may have a kind. */
export type OfKind<Union, Kind> = Union extends { readonly kind: infer Own }
  ? Kind extends Own
    ? Union
    : never
  : never;

/** The forms of a union by its `kind`; what is read first counts. */
export type Forms<Union extends { readonly kind: string }> = {
  readonly [Kind in Union["kind"]]: Form<Omit<OfKind<Union, Kind>, "kind">>;
};

/** One of several, told apart by their `kind`. @param ends whether it may end where the cursor is then */
export function oneOf<Union extends { readonly kind: string }>(
  forms: Forms<Union>,
  ends: (cursor: Cursor) => boolean = () => true,
): Form<Union> {
  const all = Object.entries(forms) as [Union["kind"], Form<object>][];
  const under = (word?: string) =>
    all.filter(([, { first }]) => !first || (word !== undefined && first.includes(word)));
  const words = new Set(all.flatMap(([, { first = [] }]) => first));
  const byWord = new Map([...words].map((word) => [word, under(word)]));
  const others = under();
  return {
    read(cursor) {
      const { at } = cursor;
      for (const [kind, one] of byWord.get(cursor.word) ?? others) {
        cursor.at = at;
        const value = one.read(cursor);
        if (value !== undefined && ends(cursor)) return { kind, ...value } as unknown as Union;
      }
      return undefined;
    },
    write: (value, tall) => (forms[value.kind as Union["kind"]] as Form<object>).write(value, tall),
  };
}

/** In one line where it is short enough, else in several. @param always whether in several even then */
export const broken = <Value>(inner: Form<Value>, always = false): Form<Value> => ({
  first: inner.first,
  read: (cursor) => inner.read(cursor),
  write(value) {
    const line = inner.write(value, false);
    return always || line.trimStart().length + ";".length > LINE ? inner.write(value, true) : line;
  },
});
