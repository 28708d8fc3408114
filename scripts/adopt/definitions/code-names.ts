// Names of the database → names in TypeScript, each once.

/** Words that no variable may be called. */
const RESERVED = new Set(
  (
    "abstract any arguments as async await boolean break case catch class const constructor continue debugger declare " +
    "default delete do else enum eval export extends false finally for from function get if implements import in " +
    "instanceof interface is let module namespace new null number object of package private protected public require " +
    "return set static string super switch symbol this throw true try type typeof undefined var void while with yield"
  ).split(" "),
);

/** `is_deleted` → `isDeleted`, `STG_AUTH` → `stgAuth`; letters of any script stay. */
export function camelCase(name: string): string {
  const words = name.normalize("NFC").match(/[\p{L}\p{N}]+/gu) ?? [];
  // A word in capitals is a word; one that has both has its own.
  const plain = words.map((word) => (word === word.toUpperCase() ? word.toLowerCase() : word));
  const [first = "", ...rest] = plain;
  const head = first.replace(/^\p{Lu}/u, (letter) => letter.toLowerCase());
  const joined = head + rest.map((word) => word.replace(/^./u, (letter) => letter.toUpperCase())).join("");
  return /^[\p{ID_Start}]/u.test(joined) ? joined : `_${joined}`;
}

/** Gives names that are free, in the order in which it is asked. */
export class CodeNames {
  readonly #taken: Set<string>;

  constructor(taken: Iterable<string> = []) {
    this.#taken = new Set(taken);
  }

  /** The name for something, with a number behind it where it is taken. */
  take(name: string): string {
    const wanted = camelCase(name);
    for (let number = 1; ; number++) {
      const candidate = number === 1 ? wanted : `${wanted}${number}`;
      if (this.#taken.has(candidate) || RESERVED.has(candidate)) continue;
      this.#taken.add(candidate);
      return candidate;
    }
  }
}

/** A property's name, in quotes where it needs them. */
export const property = (name: string): string =>
  /^[\p{ID_Start}_$][\p{ID_Continue}$]*$/u.test(name) ? name : JSON.stringify(name);

/** sql`…` with the text as it is: a backquote, a backslash and `${` are the text's own. */
export const sqlTemplate = (text: string): string =>
  `sql\`${text.replace(/[\\`]|\$(?=\{)/g, (character) => `\\${character}`)}\``;
