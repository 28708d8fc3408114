// What is looked at on the target before anything is sent: in what it drifted, and views that no revision made.
import type { Queryable } from "../database/connect/connect.ts";
import type { Revision } from "../migrations/folder.ts";
import { bindWarehouse } from "../model/bind.ts";
import { refuseErrors } from "../model/diagnostic.ts";
import type { Binding } from "../model/variable.ts";
import type { Warehouse } from "../model/warehouse.ts";
import { driftedBefore } from "./drifted-before.ts";
import { ForeignViews } from "./foreign-views.ts";
import type { Step } from "./prepare-steps.ts";

/** A target and what is to run on it. */
interface Before {
  readonly applied: readonly Revision[];
  readonly toRun: readonly Step[];
  readonly binding: Binding;
  /** What revisions add up to, a template. */
  readonly warehouse: (revisions: readonly Revision[]) => Promise<Warehouse>;
}

/**
 * @param keep whether views that no revision made are kept
 * @returns in what it drifted, a sentence each, and the views
 * @throws {Refusal} with the views that are in the way
 */
export async function lookedAtBefore(
  tx: Queryable,
  { applied, toRun, binding, warehouse }: Before,
  { direction, keep }: { readonly direction: "up" | "down"; readonly keep: boolean },
): Promise<{ readonly drifted: readonly string[]; readonly foreign: ForeignViews }> {
  if (applied.length === 0 || toRun.length === 0)
    return { drifted: [], foreign: await ForeignViews.read(tx, keep, []) };
  const recorded = await warehouse(applied);
  // Of a revision that is half done, what either end has may be there.
  const half = toRun.flatMap(({ revision, course }) => (course.from ? [revision] : []));
  const isHalf = ({ name }: Revision) => half.some((one) => one.name === name);
  const ends = [recorded];
  if (half.length > 0)
    ends.push(
      await warehouse(direction === "up" ? [...applied, ...half] : applied.filter((one) => !isHalf(one))),
    );
  const declared = ends.map((one) => bindWarehouse(one, binding));
  const foreign = await ForeignViews.read(tx, keep, declared);
  const scripts = toRun.map(({ revision, statements }) => ({ name: revision.name, statements }));
  refuseErrors(await foreign.problems(tx, scripts));
  return { drifted: direction === "up" ? await driftedBefore(tx, recorded, toRun, binding) : [], foreign };
}
