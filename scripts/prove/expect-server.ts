// That the scratch server is as a warehouse says, or as it was.
import type { Queryable, Sql } from "../database/connect/connect.ts";
import { transaction } from "../database/connect/transaction.ts";
import { inspectInside } from "../database/inspect/inspect.ts";
import {
  compareShapes,
  readShape,
  type Shape,
  type ShapeOptions,
  shapeDigest,
} from "../database/inspect/shape.ts";
import { isEmptyDelta } from "../model/delta.ts";
import { type Diagnostic, problem, Refusal } from "../model/diagnostic.ts";
import type { DiagnosticCode } from "../model/diagnostic-codes.ts";
import type { Warehouse } from "../model/warehouse.ts";
import { diffWarehouses } from "../plan/compare/diff-warehouses.ts";
import { inScope } from "../plan/compare/scope.ts";
import { withoutPartitions } from "../plan/compare/without-partitions.ts";
import { describeDifference } from "../review/differences.ts";
import { CORRECT_BY_HAND } from "./ground.ts";

/** A difference that the proof finds, a line each; the first twenty are shown. */
export function differs(code: DiagnosticCode, what: string, lines: readonly string[]): Diagnostic {
  const shown = lines.slice(0, 20);
  const more = lines.length > shown.length ? [`… and ${lines.length - shown.length} more`] : [];
  return problem(code, `${what}:\n  ${[...shown, ...more].join("\n  ")}`, {
    help: CORRECT_BY_HAND,
  });
}

const READ_ONLY = "ISOLATION LEVEL REPEATABLE READ READ ONLY";

/** Reads at one moment, what is asked first being looked at here while the server looks for the rest. */
export const reading = <Found>(sql: Sql, work: (tx: Queryable) => Promise<Found>): Promise<Found> =>
  transaction(sql, work, READ_ONLY);

/** @throws {Refusal} saying in what the server is not as the warehouse says */
export async function expectWarehouse(
  tx: Queryable,
  expected: Warehouse,
  other: Warehouse,
  what: string,
): Promise<void> {
  const server = await inspectInside(tx);
  // Who is no superuser is a member of the roles that it makes.
  const memberships = new Map(
    [...server.memberships].filter(
      ([key, { member }]) => member !== server.user || expected.memberships.has(key),
    ),
  );
  const counted = withoutPartitions({ ...server, memberships }, expected, other);
  const live = inScope(counted, expected, other);
  const difference = diffWarehouses(expected, live);
  if (isEmptyDelta(difference)) return;
  throw new Refusal([differs("proof-differs", what, describeDifference(difference))]);
}

/** @throws {Refusal} saying in what the catalogs are not as they were */
export async function expectShape(
  tx: Queryable,
  expected: Shape,
  options: ShapeOptions,
  what: string,
): Promise<void> {
  const digest = await shapeDigest(tx, options);
  if (digest !== undefined && digest === expected.digest) return;
  const { missing, extra } = compareShapes(expected.lines(), (await readShape(tx, options)).lines());
  if (missing.length + extra.length === 0) return;
  const lines = [...missing.map((line) => `missing: ${line}`), ...extra.map((line) => `too much: ${line}`)];
  throw new Refusal([differs("proof-not-reversible", what, lines)]);
}
