// A drift repaired on the target: one transaction, which looks again before it is committed.
import { applyRevision } from "../database/apply/apply.ts";
import { lockTransaction } from "../database/apply/lock.ts";
import { readHalfDone } from "../database/apply/step-record.ts";
import { type Queryable, type ServerVersion, type Sql, serverVersion } from "../database/connect/connect.ts";
import { inspectInside } from "../database/inspect/inspect.ts";
import { structureRows } from "../database/inspect/live-structure.ts";
import type { StructureRow } from "../database/inspect/shape.ts";
import { problem, refuseErrors } from "../model/diagnostic.ts";
import { escapeTemplate } from "../model/variable.ts";
import { halfDone } from "../move/half-done.ts";
import { preflight } from "../move/preflight.ts";
import { needsOfStatements } from "../plan/needs/needs-of-statements.ts";
import { needsOfChange } from "../plan/planned-change.ts";
import { compareStructures, type StructureDifference } from "../prove/structure-differences.ts";
import { describeDifference } from "../review/differences.ts";
import { borrowing } from "../sources/executor-rights.ts";

import { historyTable } from "../sources/history-place.ts";
import type { Project } from "../sources/project.ts";
import type { Target } from "../sources/target.ts";
import { parseScript } from "../sql/script.ts";
import { type SelectedStatement, selectStatements } from "../sql/select-statements.ts";
import { mapTexts } from "../sql/statement.ts";
import { writeScript } from "../sql/write-statement.ts";
import { compareRecorded, plannedRepair, withoutHeirs } from "./compare-recorded.ts";
import type { Drift } from "./find-drift.ts";
import { withoutMadeComments } from "./made-by-creators.ts";
import type { Repair } from "./repair.ts";

const FILE = "the repair";

/** The statements as they are sent: names that look like variables are none. */
function selected({ sections }: Repair, { major, extensions }: ServerVersion): SelectedStatement[] {
  const text = writeScript(mapTexts(sections, (part) => escapeTemplate(part, {})));
  const { statements, diagnostics } = parseScript(text, FILE);
  refuseErrors(diagnostics);
  return selectStatements(statements, { variables: {}, major, extensions, file: FILE });
}

/** Objects that are still not as revisions made them. What another major prints in its own words is left aside. */
async function staysInStructure(tx: Queryable, drift: Drift, { left }: Repair): Promise<string[]> {
  const { structures, structure } = drift;
  const skipped = new Set(left.map(({ object }) => object));
  const repaired = new Set(
    [...structure.changed, ...structure.byHand]
      .map(({ object }) => object)
      .filter((object) => !skipped.has(object)),
  );
  const isAsked = ({ object }: StructureRow) => repaired.has(object);
  const rows = await structureRows(tx);
  const isView = ({ fresh }: StructureDifference) => /^kind [vm] /.test(fresh);
  return compareStructures(structures.expected.rows.filter(isAsked), rows.filter(isAsked))
    .filter((difference) => !(isView(difference) && difference.kind === "differs"))
    .filter(({ object, kind }) => kind !== "extra" || !skipped.has(object))
    .map(({ object }) => object);
}

/** In what the access is still not as it is recorded. */
async function staysInAccess(
  tx: Queryable,
  { recorded, live, ownPart, heirs, makers }: Drift,
): Promise<string[]> {
  const now = ownPart(withoutHeirs(await inspectInside(tx), heirs));
  const warehouse = withoutMadeComments(now, recorded.warehouse, makers);
  return describeDifference(compareRecorded(recorded, { ...live, warehouse }).difference);
}

/**
 * Runs a repair. Nothing is done where something of it is refused, or where the target is not as revisions made it
 * afterwards.
 *
 * @throws {Refusal} where a revision is half done; with what the executor lacks, what PostgreSQL refused, or what would still differ
 */
export async function writeRepair(
  project: Project,
  target: Target,
  sql: Sql,
  drift: Drift,
  repair: Repair,
): Promise<void> {
  const change = plannedRepair(drift);
  const statements = selected(repair, await serverVersion(sql));
  const spoken = needsOfStatements(statements.map(({ statement }) => statement));
  const needs = [...needsOfChange(change, spoken.becomes), ...spoken.needs];
  const bound = { ...change, made: [], named: change.to };
  const borrowed = borrowing(bound, needs);
  const history = historyTable(project, target);
  await applyRevision(sql, {
    file: FILE,
    statements,
    lockTimeout: target.lockTimeout,
    statementTimeout: target.statementTimeout,
    async before(tx) {
      await lockTransaction(tx, history);
      // It may have stopped since the drift was looked for.
      const half = await readHalfDone(tx, history);
      if (half) throw halfDone(half);
      refuseErrors(await preflight(tx, [{ bound, statements, needs }], "up", []));
    },
    withRoles: (tx) => borrowed.begin(tx),
    async after(tx) {
      await borrowed.end(tx);
      const stays = [...(await staysInStructure(tx, drift, repair)), ...(await staysInAccess(tx, drift))];
      const help = "Nothing was done. Look at what `dwh drift --sql` (make: `make drift sql=1`) says of it.";
      refuseErrors(
        stays.map((text) => problem("drift-stays", `still there after the repair: ${text}`, { help })),
      );
    },
  });
}
