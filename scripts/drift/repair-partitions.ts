// Partitions that are missing, detached, attached or have other bounds than revisions made, put back with their rows.
import type { LiveStructure } from "../database/inspect/live-structure.ts";
import { quotePath, splitPath } from "../model/identifier.ts";
import type { StructureDifference } from "../prove/structure-differences.ts";
import { attachPartition, createPartition, detachPartition } from "../sql/partition-statements.ts";
import { readStatement } from "../sql/read-statement.ts";
import type { Statement } from "../sql/statement.ts";
import type { BothStructures } from "./expected-structure.ts";

/** What is said of how a table is stored: all but what it is a partition of, that, and which rows it takes. */
const PARTITION = /^(?<rest>.*?)(?: child of (?<parent>.*?) bound (?<bound>.*))?$/s;

interface Place {
  readonly rest: string;
  /** As SQL names it. */
  readonly parent: string | undefined;
  readonly bound: string;
}

function placeOf(beyond: string): Place {
  const { rest = "", parent, bound = "" } = PARTITION.exec(beyond)?.groups ?? {};
  return { rest, parent: parent === undefined ? undefined : quotePath(splitPath(parent) ?? []), bound };
}

/** What makes the one of the other: it is detached, attached, or both. */
function movesOf(relation: string, wanted: Place, there: Place): string[] {
  const path = splitPath(relation) ?? [];
  return [
    ...(there.parent === undefined ? [] : [detachPartition({ path, of: there.parent })]),
    ...(wanted.parent === undefined
      ? []
      : [attachPartition({ path, of: wanted.parent, bound: wanted.bound })]),
  ];
}

/** What is repaired of partitions, and what is left to others. */
interface PartitionRepair {
  readonly statements: readonly Statement[];
  /** Those that the statements repair. */
  readonly repaired: ReadonlySet<StructureDifference>;
  /** Both structures without the partitions that are made anew: nobody else is to make them. */
  readonly structures: BothStructures;
}

const within = (
  { relation }: Pick<StructureDifference, "relation">,
  relations: ReadonlySet<string>,
): boolean => relation !== undefined && relations.has(relation);

function without({ rows, entities, ...rest }: LiveStructure, relations: ReadonlySet<string>): LiveStructure {
  const paths = new Set([...relations].map((relation) => quotePath(splitPath(relation) ?? [])));
  return {
    ...rest,
    rows: rows.filter((row) => !within(row, relations)),
    entities: entities.filter(
      ({ schema = "public", table, name, entityType }) =>
        entityType === "schemas" || !paths.has(quotePath([schema, table ?? name])),
    ),
  };
}

/** Finds them among what differs. */
export function repairPartitions(
  { expected, found }: BothStructures,
  drifted: readonly StructureDifference[],
): PartitionRepair {
  const wanted = new Map(expected.rows.map((row) => [row.object, row]));
  const repaired = new Set<StructureDifference>();
  const missing = new Set<string>();
  const texts: string[] = [];
  for (const difference of drifted) {
    const { object, relation, kind, fresh, actual, beyond } = difference;
    if (relation === undefined || object !== `relation ${relation}`) continue;
    const place = placeOf(wanted.get(object)?.beyond ?? "");
    if (kind === "missing" && place.parent !== undefined) {
      const path = splitPath(relation) ?? [];
      texts.push(createPartition({ path, of: place.parent, bound: place.bound }));
      missing.add(relation);
      repaired.add(difference);
      continue;
    }
    const [one, other] = [placeOf(fresh), placeOf(actual)];
    if (kind !== "differs" || !beyond || one.rest !== other.rest) continue;
    if (one.parent === undefined && other.parent === undefined) continue;
    texts.push(...movesOf(relation, one, other));
    repaired.add(difference);
  }
  for (const difference of drifted) if (within(difference, missing)) repaired.add(difference);
  // What is detached leaves room for what is attached.
  const isDetach = (text: string) => / DETACH PARTITION /.test(text);
  const statements = [...texts.filter(isDetach), ...texts.filter((text) => !isDetach(text))];
  return {
    statements: statements.map(readStatement),
    repaired,
    structures: missing.size === 0 ? { expected, found } : { expected: without(expected, missing), found },
  };
}
