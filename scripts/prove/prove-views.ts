// Whether views that read something sensitive are known to, as the server resolved their queries.
import { type Diagnostic, problem, Refusal } from "../model/diagnostic.ts";
import { groupBy } from "../model/group.ts";
import { displayPath, splitPath } from "../model/identifier.ts";
import { relationKey } from "../model/relation.ts";
import { fillVariables, type Variables } from "../model/variable.ts";
import type { RelationRead, ViewReads } from "../model/view-reads.ts";
import type { DeclaredViews } from "../sources/declared-views.ts";

const HELP =
  "Nothing was written. Mark the view as sensitive, by annotate() or under `sensitive`. If it may be shown, write the " +
  "names in its query as SCHEMA.name and name it under `cleared`.";

/** By relation key, the columns that are sensitive. */
function sensitiveColumns(sensitive: Iterable<string>): ReadonlyMap<string, ReadonlySet<string>> {
  const paths = [...sensitive].flatMap((key) => {
    const [schema = "", name = "", column] = splitPath(key) ?? [];
    return column === undefined ? [] : [{ relation: relationKey({ schema, name }), column }];
  });
  const groups = [...groupBy(paths, ({ relation }) => relation)];
  return new Map(groups.map(([key, list]) => [key, new Set(list.map(({ column }) => column))]));
}

/**
 * Compares what each view is made of, as the server says, through views that are made of something sensitive too, with
 * what was taken for sensitive by the text of its query.
 *
 * @param sensitive relation keys and paths of columns, the views among them that were found to be sensitive
 * @throws {Refusal} with every view that reads something sensitive and is not known to
 */
export function proveViews(
  views: readonly ViewReads[],
  options: DeclaredViews & { readonly sensitive: ReadonlySet<string>; readonly variables: Variables },
): void {
  const { sensitive, cleared, placeOf, variables } = options;
  if (sensitive.size === 0) return;
  const mayBeShown = new Set(
    [...cleared].map((key) =>
      displayPath((splitPath(key) ?? []).map((name) => fillVariables(name, variables))),
    ),
  );
  const found = new Set(sensitive);
  const columns = sensitiveColumns(sensitive);
  const shown = ({ relation, rows, columns: read }: RelationRead): string[] => {
    if (found.has(relation)) return [relation];
    const marked = [...(columns.get(relation) ?? [])];
    const named = rows ? marked : marked.filter((column) => read.includes(column));
    return named.map((column) => displayPath([...(splitPath(relation) ?? []), column]));
  };
  const open = views.filter(({ view }) => !mayBeShown.has(view));
  const missed = new Map<string, Diagnostic>();
  for (let size = -1; size < found.size; ) {
    size = found.size;
    for (const { view: key, reads: relations } of open) {
      const reads = found.has(key) ? [] : relations.flatMap(shown);
      if (reads.length === 0) continue;
      found.add(key);
      const message = `the view ${key} reads ${reads.join(", ")}, which is sensitive, but its text does not say so`;
      const at = placeOf(key);
      missed.set(key, problem("sensitive-view", message, { help: HELP, ...(at && { at }) }));
    }
  }
  if (missed.size > 0) throw new Refusal([...missed.values()]);
}
