// What drizzle-kit has words for, put back: its statements from what is there to what should be.
import type { LiveEntity } from "../database/inspect/live-entity.ts";
import { generateDown } from "../migrations/kit/generate-down.ts";
import { EMPTY_STATE, type KitState } from "../migrations/kit/kit-state.ts";
import { displayPath } from "../model/identifier.ts";
import type { StructureDifference } from "../prove/structure-differences.ts";
import type { Statement } from "../sql/statement.ts";
import type { BothStructures } from "./expected-structure.ts";
import { pathOfObject } from "./structure-names.ts";

/** What stands or falls as one: a relation with its parts, a type, a schema. */
const wholeOf = ({ entityType, schema = "public", table, name }: LiveEntity): string =>
  displayPath(entityType === "schemas" ? [name] : [schema, table ?? name]);

const nameOf = (entity: LiveEntity): string =>
  `${entity.entityType} ${displayPath([wholeOf(entity), entity.name])}`;

const stateOf = (ddl: readonly LiveEntity[]): KitState => ({ ...EMPTY_STATE, ddl });

/**
 * The states between which drizzle-kit is to find the way: they differ in what drifted only. What would be lost that
 * nobody may drop is left out of what is there.
 *
 * @param mayDrop whether columns that no revision made may be dropped, and whole objects
 */
export function statesOf(
  { expected, found }: BothStructures,
  drifted: readonly StructureDifference[],
  mayDrop: boolean,
): { readonly wanted: KitState; readonly there: KitState } {
  const wholes = new Set(drifted.map((difference) => displayPath(pathOfObject(difference) ?? [])));
  const known = new Set(expected.entities.map(nameOf));
  const isKept = (entity: LiveEntity) =>
    mayDrop ||
    known.has(nameOf(entity)) ||
    !["tables", "columns", "enums", "sequences", "schemas", "views"].includes(entity.entityType);
  const knownWholes = new Set(expected.entities.map(wholeOf));
  const isReachable = (entity: LiveEntity) => mayDrop || knownWholes.has(wholeOf(entity));
  const isDrifted = (entity: LiveEntity) => wholes.has(wholeOf(entity));
  const wanted = expected.entities;
  const same = wanted.filter((entity) => !isDrifted(entity));
  const other = found.entities.filter((entity) => isDrifted(entity) && isKept(entity) && isReachable(entity));
  return { wanted: stateOf(wanted), there: stateOf([...same, ...other]) };
}

/** drizzle-kit's statements from what is there to what revisions made, with what it writes wrong put right. */
export async function repairTables(
  structures: BothStructures,
  drifted: readonly StructureDifference[],
  mayDrop: boolean,
): Promise<readonly Statement[]> {
  const { wanted, there } = statesOf(structures, drifted, mayDrop);
  // The way back of a step from what is wanted to what is there.
  return generateDown({ before: wanted, after: there, kitRenames: [], kept: new Map() });
}
