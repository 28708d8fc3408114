// The statements that make a server again what its applied revisions made of it.
import { type Allowance, allows, unknownAllowed } from "../model/allowance.ts";
import { isEmptyDelta } from "../model/delta.ts";
import { refuseErrors } from "../model/diagnostic.ts";
import { displayPath, splitPath } from "../model/identifier.ts";
import { serverIdentifier } from "../model/server-identifier.ts";
import { halfDone } from "../move/half-done.ts";
import { composeSections } from "../plan/compose.ts";
import { DATABASE } from "../plan/objects/object-sql.ts";
import { entityTexts, type StructureDifference } from "../prove/structure-differences.ts";

import { mapTexts, type Statement } from "../sql/statement.ts";
import type { Section } from "../sql/write-statement.ts";
import { plannedRepair } from "./compare-recorded.ts";
import type { BothStructures } from "./expected-structure.ts";
import type { Drift } from "./find-drift.ts";
import { repairObjects } from "./repair-objects.ts";
import { repairPartitions } from "./repair-partitions.ts";
import { repairTables, statesOf } from "./repair-tables.ts";
import { pathOfObject } from "./structure-names.ts";

/** What is to be done, and what is left. */
export interface Repair {
  readonly sections: readonly Section[];
  /** What nobody asked to destroy, or no statement can be made for. */
  readonly left: readonly StructureDifference[];
}

const LOSABLE = /^(?:relation|column|type|routine|schema) /;

/** The name by which something made by hand is allowed to be dropped: `S.t.column`, `S.t`. */
function nameOf(difference: StructureDifference): string {
  const [, column] = /^column (.*)$/s.exec(difference.object) ?? [];
  return displayPath((column === undefined ? pathOfObject(difference) : splitPath(column)) ?? []);
}

/** Of the two forms of a statement that narrows, the one that was asked for. */
function chosen(statement: Statement, mayCut: boolean): Statement[] {
  const [cut] = statement.directives?.variables?.cut ?? [];
  if (cut === undefined) return [statement];
  const { directives: _, ...plain } = statement;
  return (cut === "allowed") === mayCut ? [plain as Statement] : [];
}

/** Views that are there and made again: `s.v`. */
function viewsAnew({ found }: BothStructures, tables: readonly Statement[]): ReadonlySet<string> {
  const there = new Set(found.rows.map(({ object }) => object));
  return new Set(
    tables.flatMap((statement) => {
      if (statement.kind !== "make" || !statement.object.endsWith("VIEW")) return [];
      const name = statement.path.map(serverIdentifier).join(".");
      return there.has(`relation ${name}`) ? [name] : [];
    }),
  );
}

/**
 * Finds the statements. What no revision made is dropped only where that is allowed: columns, and whole objects.
 *
 * @param allowed what made by hand may be destroyed; everything: values are cut too that do not fit
 * @throws {Refusal} where a revision is half done, whose steps are no drift, or where it names what was not made by hand
 */
export async function repairOf(drift: Drift, allowed: Allowance): Promise<Repair> {
  const { structure, live, half } = drift;
  if (half) throw halfDone(half);
  const all = [...structure.changed, ...structure.byHand];
  const losable = all.filter(
    (one) => structure.byHand.includes(one) || (one.kind === "extra" && LOSABLE.test(one.object)),
  );
  refuseErrors(unknownAllowed(allowed, losable.map(nameOf)));
  const kept = losable.filter((one) => !allows(allowed, nameOf(one)));
  const partitions = repairPartitions(
    drift.structures,
    all.filter((one) => !kept.includes(one)),
  );
  const { structures } = partitions;
  const drifted = all.filter((one) => !kept.includes(one) && !partitions.repaired.has(one));
  const states = statesOf(structures, drifted, kept);
  const [after, before] = [entityTexts(states.wanted), entityTexts(states.there)];
  const changedParts = new Set(
    [...new Set([...after.keys(), ...before.keys()])].filter((name) => after.get(name) !== before.get(name)),
  );
  // The sequence of a column comes and goes with that.
  const seen = ({ object, relation }: StructureDifference) =>
    changedParts.has(object) ||
    (/^(?:relation|identity sequence of) /.test(object) &&
      object !== `relation ${relation}` &&
      [...changedParts].some((name) => name.startsWith(`column ${relation}.`)));
  const tables = changedParts.size === 0 ? [] : await repairTables(states);
  const objects = repairObjects(structures, drifted, { seen, anew: viewsAnew(structures, tables) });
  const ddl = [
    ...objects.first,
    ...tables.flatMap((statement) => chosen(statement, allowed === "everything")),
    ...objects.last,
    ...partitions.statements,
  ];
  const left = [...kept, ...objects.left];
  const { difference, from, to } = plannedRepair(drift);
  if (ddl.length === 0 && isEmptyDelta(difference)) return { sections: [], left };
  const sections = composeSections(difference, from, to, ddl);
  const database = live.database ?? DATABASE;
  return { sections: mapTexts(sections, (text) => (text === DATABASE ? database : text)), left };
}
