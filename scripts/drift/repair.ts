// The statements that make a server again what its applied revisions made of it.
import { isEmptyDelta } from "../model/delta.ts";
import { composeSections } from "../plan/compose.ts";
import { DATABASE } from "../plan/objects/object-sql.ts";
import { entityTexts, type StructureDifference } from "../prove/structure-differences.ts";

import { mapTexts, type Statement } from "../sql/statement.ts";
import type { Section } from "../sql/write-statement.ts";
import { compareRecorded } from "./compare-recorded.ts";
import type { Drift } from "./find-drift.ts";
import { repairObjects } from "./repair-objects.ts";
import { repairTables, statesOf } from "./repair-tables.ts";

/** What is to be done, and what is left. */
export interface Repair {
  readonly sections: readonly Section[];
  /** What nobody asked to destroy, or no statement can be made for. */
  readonly left: readonly StructureDifference[];
}

const LOSABLE = /^(?:relation|column|type|routine|schema) /;

/** Of the two forms of a statement that narrows, the one that was asked for. */
function chosen(statement: Statement, mayDrop: boolean): Statement[] {
  const [cut] = statement.directives?.variables?.cut ?? [];
  if (cut === undefined) return [statement];
  const { directives: _, ...plain } = statement;
  return (cut === "allowed") === mayDrop ? [plain as Statement] : [];
}

/**
 * Finds the statements. What no revision made is dropped only where that is said: columns, and whole objects.
 *
 * @param mayDrop whether what was made by hand may be destroyed, and values cut that do not fit
 */
export async function repairOf(drift: Drift, mayDrop: boolean): Promise<Repair> {
  const { structures, structure, recorded, live } = drift;
  const isLosable = ({ kind, object }: StructureDifference) => kind === "extra" && LOSABLE.test(object);
  const kept = mayDrop ? [] : [...structure.changed.filter(isLosable), ...structure.byHand];
  const drifted = [...structure.changed, ...structure.byHand].filter((one) => !kept.includes(one));
  const { wanted, there } = statesOf(structures, drifted, mayDrop);
  const [after, before] = [entityTexts(wanted), entityTexts(there)];
  const changedParts = new Set(
    [...new Set([...after.keys(), ...before.keys()])].filter((name) => after.get(name) !== before.get(name)),
  );
  // The sequence of a column comes and goes with that.
  const seen = ({ object, relation }: StructureDifference) =>
    changedParts.has(object) ||
    (/^(?:relation|identity sequence of) /.test(object) &&
      object !== `relation ${relation}` &&
      [...changedParts].some((name) => name.startsWith(`column ${relation}.`)));
  const objects = repairObjects(structures, drifted, seen, mayDrop);
  const tables = changedParts.size === 0 ? [] : await repairTables(structures, drifted, mayDrop);
  const ddl = [
    ...objects.first,
    ...tables.flatMap((statement) => chosen(statement, mayDrop)),
    ...objects.last,
  ];
  const { difference, from, to } = compareRecorded(live, recorded);
  if (ddl.length === 0 && isEmptyDelta(difference)) return { sections: [], left: [...kept, ...objects.left] };
  const sections = composeSections(difference, from, to, ddl);
  const database = live.database ?? DATABASE;
  return {
    sections: mapTexts(sections, (text) => (text === DATABASE ? database : text)),
    left: [...kept, ...objects.left],
  };
}
