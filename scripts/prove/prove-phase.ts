// A phase of a script, run on a scratch server, on which nothing is noted.
import { applyRevision } from "../database/apply/apply.ts";
import { applyBatches } from "../database/apply/apply-batches.ts";
import { runOutside } from "../database/apply/outside-statement.ts";
import type { Sql } from "../database/connect/connect.ts";
import { type Course, NO_BATCH } from "../sql/course.ts";
import type { Phase } from "../sql/phases.ts";
import type { proofCode } from "./script-code.ts";

/** A phase of a course. */
interface Coming {
  readonly phase: Phase;
  readonly course: Course;
  /** Whether a run before came as far as this and broke. */
  readonly begun: boolean;
}

/** Runs it. @throws {Refusal} with what PostgreSQL refused */
export async function provePhase(
  sql: Sql,
  file: string,
  { phase, course, begun }: Coming,
  { code, batch }: Partial<ReturnType<typeof proofCode>>,
): Promise<void> {
  const { kind, statements } = phase;
  const { turned, reached } = course;
  const [one] = statements;
  if (kind === "outside" && one) await runOutside(sql, file, one, turned || begun);
  else if (kind === "batches" && batch)
    await applyBatches(sql, { file, run: batch, mark: NO_BATCH, reached, onBatch: () => {} });
  else await applyRevision(sql, { file, statements, passOver: turned, ...(code && { code }) });
}
