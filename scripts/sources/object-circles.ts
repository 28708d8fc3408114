// SQL objects that need one another by what they say of themselves: none of them can be made first.
import { placeOfDefined } from "../declarations/definitions/annotations.ts";
import type { Definitions } from "../declarations/definitions/definitions.ts";
import { expressionsOf } from "../migrations/corrections/dependents.ts";
import type { KitState } from "../migrations/kit/kit-state.ts";
import { type Diagnostic, problem } from "../model/diagnostic.ts";
import { displayPath } from "../model/identifier.ts";
import { isOfRelation, sqlObjectName } from "../model/sql-object.ts";
import { namePath } from "../plan/objects/sql-object-kinds.ts";
import { namesObject, SpokenObject } from "../plan/objects/sql-object-names.ts";
import { plainQuery } from "../sql/names-in-query.ts";

/** Something in a circle. */
interface Link {
  readonly name: string;
  readonly key: string;
}

/** The SQL of the tables and views of a state, by their keys. */
function relationQueries({ ddl }: KitState) {
  const texts = new Map<string, unknown[]>();
  for (const entity of ddl) {
    const { entityType, schema = "public", table, name } = entity;
    const key = displayPath([schema, table ?? name]);
    const own = entityType === "columns" ? [entity.default, entity.type] : [];
    texts.set(key, [...(texts.get(key) ?? []), ...expressionsOf(entity), ...own]);
  }
  const sql = (all: readonly unknown[]) => all.filter((text) => typeof text === "string").join(";\n");
  return new Map([...texts].map(([key, all]) => [key, plainQuery(sql(all))] as const));
}

/** The way from one to another by what PostgreSQL, or they themselves, say that they need. */
function wayBetween(
  start: SpokenObject,
  end: SpokenObject,
  all: readonly SpokenObject[],
  seen: Set<SpokenObject>,
): SpokenObject[] | undefined {
  if (start === end) return [end];
  if (seen.has(start)) return undefined;
  seen.add(start);
  for (const next of all) {
    const way = start.isBoundTo(next) ? wayBetween(next, end, all, seen) : undefined;
    if (way) return [start, ...way];
  }
  return undefined;
}

const linkOf = ({ object }: SpokenObject): Link => ({
  name: sqlObjectName(object),
  key: displayPath(isOfRelation(object) ? object.path.slice(0, 2) : (namePath(object) ?? object.path)),
});

function circle(links: readonly Link[], sources: Definitions["sources"]): Diagnostic {
  const [first] = links;
  const related = links.flatMap(({ name, key }) => {
    const at = placeOfDefined(sources, key);
    return at ? [{ message: `the ${name} is declared`, at }] : [];
  });
  const at = first && placeOfDefined(sources, first.key);
  const names = [...links, ...(first ? [first] : [])].map(({ name }) => `the ${name}`);
  return problem("dependency-circle", `${names.join(" needs ")}: none can be made first`, {
    ...(at && { at }),
    ...(related.length > 0 && { related }),
    help: "Take one of them out of `dependsOn`. The body of a routine in plpgsql is read when it runs: what stands there needs nothing.",
  });
}

/** The circles that `dependsOn` makes, each once. */
export function objectCircles({ sqlObjects, sources }: Definitions, state: KitState): Diagnostic[] {
  const all = [...sqlObjects.values()].map((object) => new SpokenObject(object));
  const saying = all.filter(({ object }) => object.needs.length > 0);
  if (saying.length === 0) return [];
  const relations = relationQueries(state);
  const found = new Map<string, Diagnostic>();
  const tell = (links: readonly Link[]) => {
    const id = links
      .map(({ name }) => name)
      .sort()
      .join("\0");
    if (!found.has(id)) found.set(id, circle(links, sources));
  };
  for (const one of saying) {
    for (const other of all.filter((needed) => one.needsObject(needed))) {
      const way = wayBetween(other, one, all, new Set());
      if (way) tell([one, ...way.slice(0, -1)].map(linkOf));
    }
    for (const [key, query] of relations) {
      if (one.needsRelation(key) && namesObject(query, one.object))
        tell([linkOf(one), { name: `table or view ${key}`, key }]);
    }
  }
  return [...found.values()];
}
