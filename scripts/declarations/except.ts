import { displayPath } from "../model/identifier.ts";
import { type Relation, relationKey } from "../model/relation.ts";
import type { Catalog } from "./catalog.ts";
import { matchRelations, matchSchemas, readPattern } from "./match.ts";
import { type Placed, placeOf, problemAt, type Report } from "./placed.ts";

/** What is taken away from an entry. */
export interface Exceptions {
  readonly schemas: ReadonlySet<string>;
  /** Relation keys. */
  readonly relations: ReadonlySet<string>;
}

/** What an entry reaches before anything is taken away, whether it is sensitive or not. */
export interface Reach {
  readonly schemas: ReadonlySet<string>;
  readonly relations: readonly Relation[];
}

/**
 * Resolves `except`: schemas, or relations where the entry allows two segments. Each must take something away;
 * a sensitive relation that the entry leaves out anyway counts, since it is left out also when it is no longer
 * sensitive.
 */
export function resolveExcept(
  patterns: readonly Placed<string>[],
  reach: Reach,
  allowed: readonly (1 | 2)[],
  catalog: Catalog,
  report: Report,
): Exceptions {
  const schemas = new Set<string>();
  const relations = new Set<string>();
  const within = new Set(reach.relations.map(relationKey));
  for (const pattern of patterns) {
    const parsed = readPattern(pattern, allowed, catalog, report);
    if (!parsed) continue;
    const bySchema = parsed.segments.length === 1;
    const named = bySchema
      ? matchSchemas(pattern, catalog, report)
      : matchRelations(pattern, catalog, report).map(relationKey);
    const taken = named.filter((name) => (bySchema ? reach.schemas.has(name) : within.has(name)));
    if (named.length > 0 && taken.length === 0) {
      const message = `\`except\` takes nothing away: the entry does not reach ${displayPath(parsed.segments)}`;
      report(problemAt(placeOf(pattern), "except-nothing", message, "Take it out, or correct the name."));
    }
    for (const name of taken) (bySchema ? schemas : relations).add(name);
  }
  return { schemas, relations };
}

/** Whether nothing was said against the relation. */
export function isKept({ schemas, relations }: Exceptions, relation: Relation): boolean {
  return !schemas.has(relation.schema) && !relations.has(relationKey(relation));
}
