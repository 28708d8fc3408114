// What depends on what on the scratch server, though no definition says so: nothing else keeps them in an order that works.
import type { LiveDependency } from "../database/inspect/live-dependencies.ts";
import { expressionsOf } from "../migrations/corrections/dependents.ts";
import { entitiesApart, type KitEntity, type KitState } from "../migrations/kit/kit-state.ts";
import { type Diagnostic, type Location, problem } from "../model/diagnostic.ts";
import { displayPath } from "../model/identifier.ts";
import { sqlObjectName } from "../model/sql-object.ts";
import type { Warehouse } from "../model/warehouse.ts";
import { namePath } from "../plan/objects/sql-object-kinds.ts";
import { namesObject, SpokenObject } from "../plan/objects/sql-object-names.ts";
import { type PlainQuery, plainQuery, relationNames, speaksOf } from "../sql/names-in-query.ts";

/** What the definitions say, for one set of variables. */
interface Said {
  readonly declared: Pick<Warehouse, "sqlObjects">;
  readonly recorded: Pick<Warehouse, "sqlObjects">;
  readonly states: { readonly before: KitState; readonly after: KitState };
  /** The deploy variables in texts of drizzle-kit. */
  readonly fill: (text: string) => string;
  /** Where something is declared, by its key as a relation would have it. */
  readonly placeOf: (key: string) => Location | undefined;
}

/** Something declared: what it is called, whether the revision makes or changes it, and the SQL in which it speaks of others. */
interface Thing {
  readonly name: string;
  readonly key: string;
  readonly isChanged: boolean;
  readonly query: PlainQuery;
  readonly object?: SpokenObject;
  readonly isView?: boolean;
}

const keyOfEntity = ({ schema = "public", table, name }: KitEntity, fill: Said["fill"]): string =>
  displayPath([schema, table ?? name].map(fill));

/** The relations of a state, by their keys. */
function relationsOf({ states, fill }: Said): Map<string, Thing> {
  const [, changed] = entitiesApart(states.before, states.after);
  const changedKeys = new Set(changed.map((entity) => keyOfEntity(entity, fill)));
  const texts = new Map<string, unknown[]>();
  const views = new Set<string>();
  for (const entity of states.after.ddl) {
    const key = keyOfEntity(entity, fill);
    if (entity.entityType === "views") views.add(key);
    if (entity.entityType === "views" || entity.entityType === "tables") texts.set(key, []);
  }
  for (const entity of states.after.ddl) {
    const isColumn = entity.entityType === "columns";
    const own = isColumn ? [entity.default, entity.type] : [];
    texts.get(keyOfEntity(entity, fill))?.push(...expressionsOf(entity), ...own);
  }
  return new Map(
    [...texts].map(([key, all]) => {
      const sql = all.filter((text): text is string => typeof text === "string").map(fill);
      const isView = views.has(key);
      const name = `${isView ? "view" : "table"} ${key}`;
      const query = plainQuery(sql.join(";\n"));
      return [`relation ${key}`, { name, key, isView, isChanged: changedKeys.has(key), query }];
    }),
  );
}

/** The SQL objects by their names as dependencies have them; several may be called alike. */
function objectsOf({ declared, recorded }: Said): Map<string, Thing[]> {
  const found = new Map<string, Thing[]>();
  for (const [id, object] of declared.sqlObjects) {
    const path = object.kind === "trigger" ? object.path : namePath(object);
    if (!path) continue;
    const spoken = new SpokenObject(object);
    const isChanged = JSON.stringify(object) !== JSON.stringify(recorded.sqlObjects.get(id));
    const key = displayPath(path);
    const one = { name: sqlObjectName(object), key, isChanged, query: spoken.whole, object: spoken };
    found.set(key, [...(found.get(key) ?? []), one]);
  }
  return found;
}

/** Whether one says the name of another. */
function speaks(of: Thing, on: Thing): boolean {
  if (on.object) return of.object ? of.object.speaksOf(on.object) : namesObject(of.query, on.object.object);
  return of.object
    ? of.object.isBoundToRelation(on.key) || speaksOf(of.query, relationNames(on.key))
    : speaksOf(of.query, relationNames(on.key));
}

/** All that is reached from each by what is said. */
function reachedFrom(said: ReadonlyMap<Thing, readonly Thing[]>, start: Thing): Set<Thing> {
  const reached = new Set<Thing>();
  const visit = (one: Thing) => {
    for (const next of said.get(one) ?? []) {
      if (reached.has(next)) continue;
      reached.add(next);
      visit(next);
    }
  };
  visit(start);
  return reached;
}

const HELP_OBJECT =
  "Write it as ${…} in the sql`…` of the definition, or by its whole name with its schema, or name it in `dependsOn`.";
const HELP_RELATION = "Write it as ${…} in the sql`…` that uses it, or by its whole name with its schema.";

function unsaid(of: Thing, on: Thing, { placeOf }: Said): Diagnostic {
  const at = placeOf(of.key) ?? placeOf(of.key.split(".").slice(0, 2).join("."));
  const message = `the ${of.name} needs the ${on.name}, as PostgreSQL knows, but its definition does not name it: nothing keeps them in an order that works`;
  return problem("dependency-unsaid", message, {
    ...(at && { at }),
    help: of.object ? HELP_OBJECT : HELP_RELATION,
  });
}

/** Whether the order of both is ours: keys say which table looks at which. */
const isOurs = ([of, on]: readonly [Thing, Thing]): boolean =>
  of !== on && (of.object !== undefined || on.object !== undefined || of.isView === true);

/**
 * Compares what depends on what with what the definitions say. Only what a revision makes or changes is told: what was so before
 * has an order that works.
 */
export function unsaidDependencies(live: readonly LiveDependency[], said: Said): Diagnostic[] {
  const objects = objectsOf(said);
  if (objects.size === 0) return [];
  const relations = relationsOf(said);
  const things = ({ kind, path }: LiveDependency["of"]): readonly Thing[] => {
    const relation = kind === "relation" ? relations.get(`relation ${displayPath(path)}`) : undefined;
    return relation ? [relation] : (objects.get(displayPath(path)) ?? []);
  };
  const edges = new Map<Thing, Thing[]>();
  const missing: (readonly [Thing, Thing])[] = [];
  for (const { of, on } of live) {
    const pairs = things(of).flatMap((one) => things(on).map((other) => [one, other] as const));
    const spoken = pairs.filter(([one, other]) => one !== other && speaks(one, other));
    for (const [one, other] of spoken) edges.set(one, [...(edges.get(one) ?? []), other]);
    const [first] = spoken.length > 0 ? [] : pairs;
    if (first && isOurs(first)) missing.push(first);
  }
  return missing
    .filter(([one, other]) => (one.isChanged || other.isChanged) && !reachedFrom(edges, one).has(other))
    .map(([one, other]) => unsaid(one, other, said));
}
