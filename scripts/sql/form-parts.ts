/** The smallest forms: words, names, strings, lists, and SQL as it stands. */
import { quoteIdentifier, quoteLiteral, quotePath } from "../model/identifier.ts";
import type { Cursor } from "./cursor.ts";
import { type Form, maybe, writeWords } from "./form.ts";

/** Words that are there or not. */
export const flag = (words: string): Form<true> =>
  maybe({ read: (cursor) => cursor.take(words) || undefined, write: () => ` ${words}` });

/** One of these, in capitals; longer ones before their beginnings. */
export const choice = <Word extends string>(...words: readonly Word[]): Form<Word> => ({
  first: [...new Set(words.map((word) => word.split(" ")[0] ?? ""))],
  read: (cursor) => words.find((word) => cursor.take(word)),
  write: (word) => ` ${word}`,
});

/** A name. */
export const name: Form<string> = {
  read: (cursor) => cursor.name(),
  write: (value) => ` ${quoteIdentifier(value)}`,
};

/** Names with dots between them. */
export const path: Form<readonly string[]> = {
  read(cursor) {
    const names: string[] = [];
    do {
      const next = cursor.name();
      if (next === undefined) return undefined;
      names.push(next);
    } while (cursor.take("."));
    return names;
  },
  write: (names) => ` ${quotePath(names)}`,
};

/** A string. */
export const literal: Form<string> = {
  read: (cursor) => cursor.string(),
  write: (value) => ` ${quoteLiteral(value)}`,
};

/** A string or NULL. */
export const literalOrNull: Form<string | null> = {
  read: (cursor) => (cursor.take("NULL") ? null : cursor.string()),
  write: (value) => (value === null ? " NULL" : literal.write(value, false)),
};

/** Digits as they stand. */
export const digits: Form<string> = { read: (cursor) => cursor.number(), write: (value) => ` ${value}` };

/** SQL as it stands, to the end. */
export const text: Form<string> = { read: (cursor) => cursor.rest(), write: (value) => ` ${value}` };

/** SQL as it stands, to the comma or parenthesis behind it. */
export const clause: Form<string> = { read: (cursor) => cursor.rest(",)"), write: (value) => ` ${value}` };

function readMany<Value>(form: Form<Value>, cursor: Cursor, goesOn: () => boolean): Value[] | undefined {
  const values: Value[] = [];
  for (let more = true; more; more = goesOn()) {
    const value = form.read(cursor);
    if (value === undefined) return undefined;
    values.push(value);
  }
  return values;
}

const written = <Value>(form: Form<Value>, values: readonly Value[]): string[] =>
  values.map((value) => form.write(value, false).trimStart());

/** Several with commas between them. */
export const list = <Value>(form: Form<Value>): Form<readonly Value[]> => ({
  read: (cursor) => readMany(form, cursor, () => cursor.take(",")),
  write: (values) => ` ${written(form, values).join(", ")}`,
});

/** The same; in tall statements one a line. @param behind what stands behind several: a line break or nothing */
export const lines = <Value>(form: Form<Value>, behind: "" | "\n" = ""): Form<readonly Value[]> => ({
  ...list(form),
  write(values, tall) {
    const items = written(form, values);
    return tall && items.length > 1 ? `\n  ${items.join(",\n  ")}${behind}` : ` ${items.join(", ")}`;
  },
});

/** Several with nothing between them; none is no value. */
export const series = <Value>(form: Form<Value>): Form<readonly Value[]> =>
  maybe({
    read(cursor) {
      const values: Value[] = [];
      for (let { at } = cursor; !cursor.isAtEnd; at = cursor.at) {
        const value = form.read(cursor);
        if (value === undefined) {
          cursor.at = at;
          break;
        }
        values.push(value);
      }
      return values.length === 0 ? undefined : values;
    },
    write: (values) => ` ${written(form, values).join(" ")}`,
  });

/** In parentheses. */
export const parenthesized = <Value>(form: Form<Value>): Form<Value> => ({
  read(cursor) {
    const value = cursor.take("(") ? form.read(cursor) : undefined;
    return cursor.take(")") ? value : undefined;
  },
  write: (value) => ` (${form.write(value, false).trimStart()})`,
});

/** Something behind words, all of which may be missing: `ON "s"."t"`. */
export const behind = <Value>(words: string, inner: Form<Value>): Form<Value> =>
  maybe({
    read: (cursor) => (cursor.take(words) ? inner.read(cursor) : undefined),
    write: (value, tall) => writeWords(words) + inner.write(value, tall),
  });

/** Something before words, all of which may be missing: `ADMIN OPTION FOR`. */
export const before = <Value>(inner: Form<Value>, words: string): Form<Value> =>
  maybe({
    read(cursor) {
      const value = inner.read(cursor);
      return cursor.take(words) ? value : undefined;
    },
    write: (value, tall) => inner.write(value, tall) + writeWords(words),
  });
