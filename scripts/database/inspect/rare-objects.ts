// What a database has that no function of definitions has words for, as the statements that make and drop it.
import { clipName, MAX_NAME_BYTES, quotePath, splitPath } from "../../model/identifier.ts";
import { OVERLOADED } from "../../model/sql-object.ts";
import type { Queryable } from "../connect/connect.ts";
import rareQuery from "../queries/rare-objects.sql";
import type { LiveSqlObject } from "./live-sql-objects.ts";
import type { LiveStructure } from "./live-structure.ts";

/** An object of a kind without a function of its own, or what is said of one by a statement of its own. */
type RareObject = Extract<LiveSqlObject, { readonly kind: "other" }>;

interface RareRow {
  readonly object: string;
  readonly word: string;
  readonly schema: string | null;
  readonly name: string;
  /** What DROP and COMMENT ON call it; null where it is no object of its own. */
  readonly target: string | null;
  /** Null where {@link LiveStructure} has the statement. */
  readonly make: string | null;
  readonly drop: string | null;
  readonly comment: string | null;
  readonly needs: readonly string[];
}

/** Names of what is no object of its own are made up: no quotes, no longer than a name can be, each once. */
function namesOf(rows: readonly RareRow[]): string[] {
  const taken = new Set<string>();
  return rows.map(({ word, schema, name }) => {
    const plain = name.replaceAll('"', "");
    for (let number = 1; ; number++) {
      const end = number === 1 ? "" : ` ${number}`;
      const wanted = clipName(plain, MAX_NAME_BYTES - end.length) + end;
      const key = `${word} ${schema} ${wanted}`;
      // Overloads are told apart by their targets.
      if (taken.has(key) && !OVERLOADED.has(word)) continue;
      taken.add(key);
      return wanted;
    }
  });
}

/** Rows that can be made: of what is printed for the structure too, its statement is that. */
export async function readRareObjects(
  tx: Queryable,
  { definitions }: Pick<LiveStructure, "definitions">,
): Promise<RareObject[]> {
  const rows = await tx.unsafe<RareRow[]>(rareQuery);
  const names = namesOf(rows);
  const own = new Map(
    rows.flatMap(({ object, target }, at) => (target === null ? [] : [[object, at] as const])),
  );
  return rows.flatMap(({ object, word, schema, target, make, drop, comment, needs }, at): RareObject[] => {
    const create = make ?? definitions.get(object)?.make;
    // A table may name a range by its multirange alone, which nothing would put behind it: that stays before all tables.
    if (!create || / AS RANGE \(/.test(create)) return [];
    const main = target === null ? own.get(object) : undefined;
    const whole =
      main === undefined ? [] : [quotePath([schema, names[main] ?? ""].flatMap((one) => one ?? []))];
    // What lies in no schema is not looked for in statements.
    const unsaid = needs.filter((one) => !create.includes(one) || splitPath(one)?.length === 1);
    const facts = { word, target, create, drop, needs: [...whole, ...unsaid] };
    return [
      { kind: "other", object, schema: schema ?? "", name: names[at] ?? "", relation: null, comment, facts },
    ];
  });
}
