// What ADD COLUMN does to the rows that are there, by the definition of the column.
import { tokens } from "../../sql/tokens.ts";
import type { Work } from "./table-lock.ts";

/** Functions that give the same value for all rows of a statement, so that the table keeps the value once. */
const SAME_FOR_ALL: ReadonlySet<string> = new Set([
  ...["now", "transaction_timestamp", "statement_timestamp", "current_setting", "current_database"],
  ...[
    "lower",
    "upper",
    "concat",
    "to_timestamp",
    "to_date",
    "make_date",
    "make_interval",
    "make_timestamptz",
  ],
  ...["date_trunc", "date_part", "extract", "timezone", "coalesce", "nullif", "greatest", "least", "array"],
  ...["jsonb_build_object", "jsonb_build_array", "json_build_object", "json_build_array", "to_jsonb", "cast"],
  ...["numeric", "decimal", "varchar", "char", "bpchar", "bit", "varbit", "time", "timestamp", "interval"],
  ...["timestamptz", "timetz", "character", "varying", "float", "vector", "halfvec", "geometry", "geography"],
]);

/** The words of a definition in lower case, each with whether it is called. */
function words(definition: string): { readonly word: string; readonly called: boolean }[] {
  const pieces = [...tokens(definition)].filter(({ kind }) => kind !== "space" && kind !== "comment");
  return pieces.flatMap(({ kind, start, end }, index) =>
    kind === "word" || kind === "name"
      ? [
          {
            word: definition.slice(start, end).replaceAll('"', "").toLowerCase(),
            called: pieces[index + 1]?.kind === "open",
          },
        ]
      : [],
  );
}

const FILL =
  "add it without a default, set the default then, fill it in batches, and make it NOT NULL in a later online revision";

/** What is done, and what makes it shorter. */
export function columnWork(definition: string): { readonly work: Work; readonly instead?: string } {
  const all = words(definition);
  const has = (...wanted: readonly string[]): boolean =>
    wanted.some((one) => all.some(({ word }) => word === one));
  if (has("virtual")) return { work: "instant" };
  if (has("generated"))
    return {
      work: "rewrite",
      instead: has("identity")
        ? FILL
        : "a plain column that a trigger fills, its rows in batches, does the same without",
    };
  if (has("serial", "bigserial", "smallserial", "serial4", "serial8", "serial2"))
    return { work: "rewrite", instead: FILL };
  const at = all.findIndex(({ word }) => word === "default");
  const given = at < 0 ? [] : all.slice(at + 1);
  if (given.some(({ word, called }) => called && !SAME_FOR_ALL.has(word)))
    return { work: "rewrite", instead: FILL };
  const apart = "add the column without it, and the constraint in a statement of its own, online";
  if (has("primary", "unique")) return { work: "build", instead: apart };
  // Where nothing is given there is nothing that could refer to something.
  if (has("check") || (has("references") && given.length > 0)) return { work: "read", instead: apart };
  return { work: "instant" };
}
