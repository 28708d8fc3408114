// In what the structure of a server is not that of its applied revisions.
import type { HistoryTable } from "../database/apply/history-table.ts";
import { commentedObject } from "../database/inspect/live-structure.ts";
import type { StructureRow } from "../database/inspect/shape.ts";
import { displayPath } from "../model/identifier.ts";
import { isOtherTools } from "../model/other-tools.ts";
import { wildcard } from "../model/regexp.ts";
import { compareStructures, type StructureDifference, wholeObjects } from "../prove/structure-differences.ts";
import { isOfHistory } from "../sources/history-place.ts";
import { parentOf, pathOfObject } from "./structure-names.ts";

/** What of a server's structure counts. */
interface StructureScope {
  /** The schemas in which revisions make something, as they are called on the server. */
  readonly schemas: ReadonlySet<string>;
  /** Patterns of schemas and of what lies in them, `*` for any letters: `tmp_*`, `DM.scratch_*`. */
  readonly ignore: readonly string[];
  /** Those of the project that may be there. */
  readonly histories: readonly HistoryTable[];
  /** Partitions and heirs: see {@link heirsOf}. */
  readonly heirs: ReadonlySet<string>;
  /** Names of what only stands in for what others make, as {@link StructureRow} has them. */
  readonly standIns: ReadonlySet<string>;
}

/** What differs, and what is there beside it. */
export interface StructureDrift {
  /** Of what revisions made: missing, changed, or with something more. */
  readonly changed: readonly StructureDifference[];
  /** Whole objects that no revision made, in schemas of revisions. */
  readonly byHand: readonly StructureDifference[];
}

/** Whether a pattern means the schema of a path, or the thing itself. */
function ignoring(patterns: readonly string[]): (path: readonly string[]) => boolean {
  const matchers = patterns.map(wildcard);
  return (path) =>
    matchers.some(
      (matches) => matches.test(displayPath(path.slice(0, 1))) || matches.test(displayPath(path)),
    );
}

/** Relations that are a part of one that revisions made: partitions that come with the calendar. As a regclass prints them. */
export function heirsOf(expected: readonly StructureRow[], found: readonly StructureRow[]): Set<string> {
  const known = new Set(expected.map(({ object }) => object));
  const heirs = new Set<string>();
  // An heir of an heir comes in a later round.
  for (let size = -1; size < heirs.size; ) {
    size = heirs.size;
    for (const row of found) {
      const { object, relation } = row;
      const parent = parentOf(row);
      if (relation === undefined || parent === undefined || known.has(object)) continue;
      if (known.has(`relation ${parent}`) || heirs.has(parent)) heirs.add(relation);
    }
  }
  return heirs;
}

/** Tables that are a partition on one side only, whose keys and indexes are then the table's, or their own. */
const movedPartitions = (differences: readonly StructureDifference[]): Set<string> =>
  new Set(
    differences.flatMap(({ object, relation, kind, fresh, actual }) =>
      kind === "differs" &&
      relation !== undefined &&
      object === `relation ${relation}` &&
      parentOf({ beyond: fresh }) !== parentOf({ beyond: actual })
        ? [relation]
        : [],
    ),
  );

const isComment = (object: string): boolean => commentedObject(object) !== object;

const isExtension = ({ object }: StructureRow): boolean => object.startsWith("extension ");

/** The version of an extension is the server's affair. */
const withoutVersion = (row: StructureRow): StructureRow =>
  isExtension(row) ? { ...row, line: "", beyond: "" } : row;

/** Compares what revisions made with what is there. */
export function structureDrift(
  expected: readonly StructureRow[],
  found: readonly StructureRow[],
  { schemas, ignore, histories, heirs, standIns }: StructureScope,
): StructureDrift {
  const isIgnored = ignoring(ignore);
  const counts = (row: StructureRow): boolean => {
    const path = pathOfObject(row);
    if (!path) return isExtension(row);
    if (!schemas.has(path[0] ?? "") || isIgnored(path) || standIns.has(row.object)) return false;
    return !isOtherTools(path) && !isOfHistory(path, histories);
  };
  const known = new Set(expected.map(({ object }) => object));
  const wanted = expected.filter(counts).map(withoutVersion);
  const there = found
    .filter(
      (row) => counts(row) && !heirs.has(row.relation ?? "") && (known.has(row.object) || !isExtension(row)),
    )
    .map(withoutVersion);
  const all = wholeObjects(compareStructures(wanted, there));
  // A domain comes and goes with its constraints.
  const types = all.flatMap(({ object, kind }) =>
    object.startsWith("type ") && kind !== "differs" ? [object.slice("type ".length)] : [],
  );
  const isOfType = ({ object }: StructureDifference) =>
    types.some((type) => object.startsWith(`constraint ${type} `));
  // And what is there as a whole, or not, with what is said of it.
  const wholes = new Set(all.flatMap(({ object, kind }) => (kind === "differs" ? [] : [object])));
  const isSaidOf = ({ object }: StructureDifference) =>
    isComment(object) && wholes.has(commentedObject(object));
  const moved = movedPartitions(all);
  const isOfMoved = ({ object, relation }: StructureDifference) =>
    moved.has(relation ?? "") && object !== `relation ${relation}`;
  const differences = all.filter(
    (difference) => !isOfType(difference) && !isSaidOf(difference) && !isOfMoved(difference),
  );
  const isWhole = ({ kind, object, relation }: StructureDifference) =>
    kind === "extra" &&
    !isComment(object) &&
    (relation === undefined ? true : object === `relation ${relation}` || !known.has(`relation ${relation}`));
  return {
    changed: differences.filter((difference) => !isWhole(difference)),
    byHand: differences.filter(isWhole),
  };
}
