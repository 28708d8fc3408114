// What of a drift definition files would have to say: the Drizzle lines of what is there, by the files that they belong to.
import type { Drift } from "../drift/find-drift.ts";
import { pathOfObject } from "../drift/structure-names.ts";
import type { Location } from "../model/diagnostic.ts";
import { displayPath } from "../model/identifier.ts";
import type { StructureDifference } from "../prove/structure-differences.ts";
import type { DeclaredPlaces } from "../sources/declared-places.ts";
import { acceptedPartitions } from "./accepted-partitions.ts";
import { definitionTexts } from "./definitions/adopt-definitions.ts";

/** One thing that is there otherwise than it is declared. */
export interface LinesToTake {
  /** The file that declares it, or a file in which it could stand. */
  readonly at: Location;
  /** `table DM.orders`, in words. */
  readonly what: string;
  /** As it is there; undefined where it is gone. */
  readonly text: string | undefined;
  /** Whether the text is SQL, for which Drizzle has no words. */
  readonly isSql: boolean;
}

/** What definitions say, and where. */
interface SaidThere {
  readonly places: DeclaredPlaces;
  /** What no catalog has: relation keys and paths of columns. */
  readonly sensitive: ReadonlySet<string>;
}

/** What stands in definition files, by the path of the relation, type or sequence that it is, or is a part of. */
export function linesToTake(drift: Drift, { places, sensitive }: SaidThere, history: string): LinesToTake[] {
  const { structure, structures, live, access } = drift;
  const { found } = structures;
  const warehouse = { ...live.warehouse, sensitive };
  const said = definitionTexts({ structure: found, warehouse }, { historySchema: history });
  const partitions = acceptedPartitions(structures);
  const taken = new Map<string, LinesToTake>();
  const take = (path: readonly string[], difference?: StructureDifference) => {
    const key = displayPath(path.slice(0, 2));
    const partition = partitions.get(key);
    if (partition) {
      const of = places.definition(partition.table) ?? { file: "a revision by hand" };
      taken.set(key, { at: of, what: key, text: partition.text, isSql: false });
      return;
    }
    const there = said.get(key);
    const declared = places.definition(path) ?? places.definition(path.slice(0, 1));
    const sql = difference && found.definitions.get(difference.object)?.make;
    // A part for which Drizzle has no words, or what has a definition.
    const isSql = Boolean(sql) && (there === undefined || !there.text.includes(ownName(difference)));
    const at = declared ?? { file: there?.file ?? "a revision by hand" };
    const what = isSql ? (difference?.object ?? key) : key;
    const text = isSql ? (sql ?? undefined) : there?.text;
    if (!taken.has(what)) taken.set(what, { at, what, text, isSql });
  };
  for (const difference of [...structure.changed, ...structure.byHand])
    take(pathOfObject(difference) ?? [], difference);
  for (const { object } of [...access.difference.comments.added, ...access.difference.comments.removed])
    take(object.path);
  return [...taken.values()];
}

/** The last name of what the catalogs call `constraint S.t name`, `index S.name`, `trigger name on S.t`. */
function ownName(difference: StructureDifference | undefined): string {
  const object = difference?.object ?? "";
  const [, name = ""] =
    /^(?:trigger|rule|policy) (.*) on /.exec(object) ??
    /(?:^| |\.)("(?:[^"]|"")+"|[^" .]+)$/.exec(object) ??
    [];
  return name.replace(/^"(.*)"$/s, "$1");
}
