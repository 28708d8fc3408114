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

/** Made when it is first asked for: of most things nobody asks. */
function lazily<Made>(make: () => Made): () => Made {
  let made: { readonly value: Made } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

/** Something declared: what it is called, whether the revision makes or changes it, and the SQL in which it speaks of others. */
interface Thing {
  readonly name: string;
  readonly key: string;
  readonly isChanged: () => boolean;
  readonly query: () => PlainQuery;
  readonly object?: () => SpokenObject;
  readonly isView?: boolean;
}

const keyOfEntity = ({ schema = "public", table, name }: KitEntity, fill: Said["fill"]): string =>
  displayPath([schema, table ?? name].map(fill));

/** The relations of a state, by their keys. */
function relationsOf({ states, fill }: Said): Map<string, Thing> {
  const changedKeys = lazily(() => {
    const [, changed] = entitiesApart(states.before, states.after);
    return new Set(changed.map((entity) => keyOfEntity(entity, fill)));
  });
  const keyed = states.after.ddl.map((entity) => ({ entity, key: keyOfEntity(entity, fill) }));
  const entities = new Map<string, KitEntity[]>();
  const views = new Set<string>();
  for (const { entity, key } of keyed) {
    if (entity.entityType === "views") views.add(key);
    if (entity.entityType === "views" || entity.entityType === "tables") entities.set(key, []);
  }
  for (const { entity, key } of keyed) entities.get(key)?.push(entity);
  const textsOf = (entity: KitEntity): unknown[] => {
    const own = entity.entityType === "columns" ? [entity.default, entity.type] : [];
    return [...expressionsOf(entity), ...own];
  };
  return new Map(
    [...entities].map(([key, all]) => {
      const isView = views.has(key);
      const query = lazily(() => {
        const texts = all.flatMap(textsOf).filter((text): text is string => typeof text === "string");
        return plainQuery(texts.map(fill).join(";\n"));
      });
      const name = `${isView ? "view" : "table"} ${key}`;
      return [`relation ${key}`, { name, key, isView, isChanged: () => changedKeys().has(key), query }];
    }),
  );
}

/** The SQL objects by their names as dependencies have them; several may be called alike. */
function objectsOf({ declared, recorded }: Said): Map<string, Thing[]> {
  const found = new Map<string, Thing[]>();
  for (const [id, object] of declared.sqlObjects) {
    const path = object.kind === "trigger" ? object.path : namePath(object);
    if (!path) continue;
    const spoken = lazily(() => new SpokenObject(object));
    const key = displayPath(path);
    const one: Thing = {
      name: sqlObjectName(object),
      key,
      isChanged: () => JSON.stringify(object) !== JSON.stringify(recorded.sqlObjects.get(id)),
      query: () => spoken().whole,
      object: spoken,
    };
    found.set(key, [...(found.get(key) ?? []), one]);
  }
  return found;
}

/** Whether one says the name of another. */
function speaks(of: Thing, on: Thing): boolean {
  const [object, other] = [of.object?.(), on.object?.()];
  if (other) return object ? object.speaksOf(other) : namesObject(of.query(), other.object);
  return (object?.isBoundToRelation(on.key) ?? false) || speaksOf(of.query(), relationNames(on.key));
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

/** What needs, and what it needs. */
type Pair = readonly [Thing, Thing];

/** Whether the order of both is ours: keys say which table looks at which. */
const isOurs = ([of, on]: Pair): boolean =>
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
  const pairsOf = ({ of, on }: LiveDependency): Pair[] =>
    things(of).flatMap((one) => things(on).map((other) => [one, other] as const));
  const isSpoken = ([one, other]: Pair): boolean => one !== other && speaks(one, other);
  const missing = live.flatMap((dependency): Pair[] => {
    const pairs = pairsOf(dependency);
    const [first] = pairs;
    if (!first || !isOurs(first) || !first.some(({ isChanged }) => isChanged())) return [];
    return pairs.some(isSpoken) ? [] : [first];
  });
  if (missing.length === 0) return [];
  const edges = new Map<Thing, Thing[]>();
  for (const [one, other] of live.flatMap(pairsOf).filter(isSpoken))
    edges.set(one, [...(edges.get(one) ?? []), other]);
  return missing
    .filter(([one, other]) => !reachedFrom(edges, one).has(other))
    .map(([one, other]) => unsaid(one, other, said));
}
