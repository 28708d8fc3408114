// What somebody allows to be destroyed: nothing, what is named, or everything.
import { type Diagnostic, problem, Refusal } from "./diagnostic.ts";
import { displayPath, splitList, splitPath } from "./identifier.ts";

/** Everything, or the paths of what is named, as displayPath writes them. */
export type Allowance = "everything" | ReadonlySet<string>;

/** Where nothing is allowed. */
export const NOTHING_ALLOWED: Allowance = new Set<string>();

/** What stands for everything where a name is expected. */
export const EVERYTHING = "*";

/**
 * Reads `HR.t.old` or several names, each a table, column, schema, sequence or type, apart by blanks.
 *
 * @param texts of the command line; undefined where it says nothing
 * @throws {Refusal} where one is no name
 */
export function parseAllowance(texts: readonly string[] | undefined): Allowance {
  const names = (texts ?? []).flatMap(splitList);
  if (names.includes(EVERYTHING)) return "everything";
  const paths = names.map((name) => ({ name, path: splitPath(name) }));
  const wrong = paths.filter(({ path }) => !path || path.length > 3 || path.includes(""));
  if (wrong.length > 0)
    throw new Refusal(
      wrong.map(({ name }) =>
        problem("destructive-unknown", `${name} is no name of what may be destroyed`, {
          help: "Write --destructive=SCHEMA.table or --destructive=SCHEMA.table.column; without a name it allows everything.",
        }),
      ),
    );
  return new Set(paths.map(({ path }) => displayPath(path ?? [])));
}

/** Whether something is allowed; what has no name of its own is by everything only. */
export const allows = (allowance: Allowance, path: string | undefined): boolean =>
  allowance === "everything" || (path !== undefined && allowance.has(path));

/** Whether it allows anything. */
export const allowsSome = (allowance: Allowance): boolean => allowance === "everything" || allowance.size > 0;

/** What is allowed by name and is not destroyed: probably something else was meant. */
export function unknownAllowed(
  allowance: Allowance,
  destroyed: readonly (string | undefined)[],
): Diagnostic[] {
  if (allowance === "everything") return [];
  const known = new Set(destroyed);
  const names = [...known].filter((name) => name !== undefined).sort();
  return [...allowance]
    .filter((name) => !known.has(name))
    .map((name) =>
      problem("destructive-unknown", `nothing is destroyed that is called ${name}`, {
        help: names.length > 0 ? `Destroyed are: ${names.join(", ")}.` : "Nothing is destroyed by its name.",
      }),
    );
}
