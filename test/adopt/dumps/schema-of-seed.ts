/** A database of one seed as SQL: schemas of great variety with names of all sorts, owners, access and rows. */
import { quoteIdentifier, quoteLiteral, quotePath } from "../../../scripts/model/identifier.ts";

/** What parts of a schema are made of. */
export interface Ground {
  readonly major: number;
  /** A number below the limit. */
  below(limit: number): number;
  /** Whether something is, as often as not. */
  maybe(): boolean;
  /** A new name, of any sort; the word is what a plain one begins with. */
  name(word: string): string;
  /** One of the schemas. */
  schema(): string;
  /** A role that owns something. */
  owner(): string;
  /** A role that may be granted something. */
  reader(): string;
  /** A table with `id integer PRIMARY KEY`, `code text`, `amount numeric`, `at timestamptz`: made anew, or one that is there. */
  table(): readonly [schema: string, name: string];
  /** Roles in the order in which they are dropped. */
  readonly roles: readonly string[];
}

/** Statements of one kind of objects. */
export type Part = (ground: Ground) => readonly string[];

/** Names that are no plain words; `#` is where a number goes. */
const ODD = [
  "order",
  "Select",
  "größe #",
  "таблица#",
  "表#",
  "a b #",
  "it's #",
  "UPPER_#",
  "x-y#",
  "1st#",
  "$dollar#",
  "semi;colon#",
  "dots.in.it#",
  "back\\slash#",
  "$curly{#",
  "`tick`#",
  "user",
  "class",
  "percent%#",
  "a_name_of_sixty_three_bytes_which_is_just_what_postgresql_keeps#",
];

/** A row of numbers that depends on nothing but the seed (mulberry32). */
function randomOf(seed: number): () => number {
  let state = seed * 0x9e3779b1;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** At most 63 bytes, the number last. */
function numbered(pattern: string, number: number): string {
  const text = pattern.includes("#") ? pattern : `${pattern}#`;
  const room = 63 - `${number}`.length - (new TextEncoder().encode(text).length - 1);
  const kept = room >= 0 ? text : text.slice(0, text.length - 1 + room).concat("#");
  return kept.replace("#", number === 0 ? "" : `${number}`);
}

/** The statements that make a database of a seed, those of its roles first. @param parts of which each database has some */
export function schemaOfSeed(
  seed: number,
  major: number,
  parts: Readonly<Record<string, Part>>,
): { readonly roles: readonly string[]; readonly makeRoles: string[]; readonly statements: string[] } {
  const random = randomOf(seed);
  const below = (limit: number) => Math.floor(random() * limit);
  const maybe = () => random() < 0.5;
  const pick = <Value>(list: readonly Value[]): Value => list[below(list.length)] as Value;
  let number = 0;
  const name = (word: string) => {
    number += 1;
    return maybe() ? `${word}_${number}` : numbered(pick(ODD), number);
  };
  const roleName = (word: string) => (maybe() ? `dump${seed}_${word}` : `dump${seed} ${word}'s "Röle"`);
  const owners = [roleName("owner"), `dump${seed}_second`];
  const readers = [roleName("reader"), `dump${seed}_app`, `dump${seed}_batch`];
  const schemas = [name("main"), name("part"), ...(maybe() ? ["public"] : [])];
  const tables: (readonly [string, string])[] = [];
  const early: string[] = [];
  const ground: Ground = {
    major,
    below,
    maybe,
    name,
    schema: () => pick(schemas),
    owner: () => pick(owners),
    reader: () => pick(readers),
    table: () => pick(tables),
    roles: [...owners, ...readers],
  };
  const [main = "", second = ""] = schemas;
  early.push(
    `CREATE SCHEMA ${quoteIdentifier(main)} AUTHORIZATION ${quoteIdentifier(owners[0] ?? "")}`,
    `CREATE SCHEMA ${quoteIdentifier(second)}`,
    `GRANT USAGE ON SCHEMA ${schemas.map(quoteIdentifier).join(", ")} TO ${owners.map(quoteIdentifier).join(", ")}`,
  );
  early.push(`GRANT USAGE ON SCHEMA ${quoteIdentifier(main)} TO ${quoteIdentifier(readers.at(-1) ?? "")}`);
  for (const word of ["first", "second", "third"]) {
    const path = [ground.schema(), name(word)] as const;
    tables.push(path);
    early.push(
      `CREATE TABLE ${quotePath(path)} (id integer PRIMARY KEY, code text, amount numeric, at timestamptz)`,
      `INSERT INTO ${quotePath(path)} VALUES (1, 'a', 1.5, '2026-01-01'), (2, ${quoteLiteral("b'\\")}, NULL, NULL)`,
    );
  }
  const chosen = Object.values(parts).filter(() => random() < 0.6);
  return {
    roles: ground.roles,
    makeRoles: [
      ...ground.roles.map((role) => `CREATE ROLE ${quoteIdentifier(role)}${maybe() ? " LOGIN" : ""}`),
      `GRANT ${quoteIdentifier(readers[0] ?? "")} TO ${quoteIdentifier(readers[1] ?? "")}`,
    ],
    statements: [...early, ...chosen.flatMap((part) => [...part(ground)])],
  };
}
