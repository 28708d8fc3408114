// What drizzle-kit has words for, put back: its statements from what is there to what should be.
import type { LiveEntity } from "../database/inspect/live-entity.ts";
import { generateDown } from "../migrations/kit/generate-down.ts";
import { EMPTY_STATE, type KitState } from "../migrations/kit/kit-state.ts";
import { displayPath } from "../model/identifier.ts";
import { entityTexts, type StructureDifference } from "../prove/structure-differences.ts";
import type { Statement } from "../sql/statement.ts";
import type { BothStructures } from "./expected-structure.ts";
import { pathOfObject } from "./structure-names.ts";

/** What stands or falls as one: a relation with its parts, a type, a schema. */
const wholeOf = ({ entityType, schema = "public", table, name }: LiveEntity): string =>
  displayPath(entityType === "schemas" ? [name] : [schema, table ?? name]);

const stateOf = (ddl: readonly LiveEntity[]): KitState => ({ ...EMPTY_STATE, ddl });

/**
 * The states between which drizzle-kit is to find the way: they differ in what is to be repaired only.
 *
 * @param kept what was made by hand and stays: drizzle-kit does not hear of it
 */
export function statesOf(
  { expected, found }: BothStructures,
  drifted: readonly StructureDifference[],
  kept: readonly StructureDifference[],
): { readonly wanted: KitState; readonly there: KitState } {
  const pathText = (difference: StructureDifference) => displayPath(pathOfObject(difference) ?? []);
  const wholes = new Set(drifted.map(pathText));
  const isDrifted = (entity: LiveEntity) => wholes.has(wholeOf(entity));
  const same = expected.entities.filter((entity) => !isDrifted(entity));
  const keptObjects = new Set(kept.map(({ object }) => object));
  const names = (entity: LiveEntity) => [...entityTexts(stateOf([entity])).keys()];
  const objects = new Set(drifted.map(({ object }) => object));
  // Servers of other versions print the same query in other words, for which no view is to be made anew.
  const views = new Map(
    expected.entities.flatMap((entity) =>
      entity.entityType === "views" && !names(entity).some((name) => objects.has(name))
        ? [[wholeOf(entity), entity] as const]
        : [],
    ),
  );
  const other = found.entities
    .filter((entity) => isDrifted(entity) && !names(entity).some((name) => keptObjects.has(name)))
    .map((entity) => (entity.entityType === "views" && views.get(wholeOf(entity))) || entity);
  return { wanted: stateOf(expected.entities), there: stateOf([...same, ...other]) };
}

/** drizzle-kit's statements from what is there to what is wanted, with what it writes wrong put right. */
export function repairTables(states: ReturnType<typeof statesOf>): Promise<readonly Statement[]> {
  // The way back of a step from what is wanted to what is there.
  return generateDown({ before: states.wanted, after: states.there, kitRenames: [], kept: new Map() });
}
