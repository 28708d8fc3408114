import type { ViewQuery } from "../migrations/snapshot.ts";

/** A name without the quotes and the case that its writer chose: raw SQL may write it either way. */
const plain = (name: string): string => name.replaceAll('"', "").toLowerCase();

/** Whether a query speaks of a relation, by its whole name or, in the schema public, by its own. */
function speaksOf(query: string, relation: string): boolean {
  const name = plain(relation);
  return query.includes(name) || (name.startsWith("public.") && query.includes(name.slice("public.".length)));
}

/**
 * Views run with their owner's rights: whoever reads a view reads what it is made of. So a view over something
 * sensitive is sensitive too, and a view over that.
 *
 * @param sensitive relation keys
 * @returns those and the views over them; a view that only mentions the name, in a string, counts as well
 */
export function withSensitiveViews(
  views: readonly ViewQuery[],
  sensitive: ReadonlySet<string>,
): ReadonlySet<string> {
  const found = new Set(sensitive);
  for (let size = -1; size < found.size; ) {
    size = found.size;
    for (const { key, query } of views) {
      if (!found.has(key) && [...found].some((relation) => speaksOf(plain(query), relation))) found.add(key);
    }
  }
  return found;
}
