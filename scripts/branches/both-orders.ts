// Branches proved in every order in which databases apply them.
import { withConnection } from "../database/connect/connect.ts";
import { rolledBack } from "../database/connect/transaction.ts";
import { catalogStructure, type StructureRow } from "../database/inspect/shape.ts";
import type { Revision } from "../migrations/folder.ts";
import { ancestorsOf, headsOf } from "../migrations/lineage.ts";
import { problem, Refusal, refuseErrors } from "../model/diagnostic.ts";
import { allBindings, type Variables } from "../model/variable.ts";
import { openBase } from "../prove/ground.ts";
import { compareStructures } from "../prove/structure-differences.ts";
import { plannedAgain } from "../revise/planned-again.ts";
import { proveAgain } from "../revise/verify-revision.ts";
import type { Project } from "../sources/project.ts";
import { scratchPlace } from "../sources/scratch-place.ts";
import { asHistory } from "./own-revision.ts";

/** The orders: one branch whole and then the rest, each of them, and that of the folder. */
function ordersOf(revisions: readonly Revision[]): Revision[][] {
  const before = ancestorsOf(revisions);
  const ofBranches = headsOf(revisions).map((head) => {
    const isOn = ({ snapshot: { id } }: Revision) =>
      id === head.snapshot.id || (before.get(head.snapshot.id)?.has(id) ?? false);
    return [...revisions.filter(isOn), ...revisions.filter((revision) => !isOn(revision))];
  });
  const byText = [...ofBranches, [...revisions]].map(
    (order) => [order.map(({ name }) => name).join("\n"), asHistory(order)] as const,
  );
  return [...new Map(byText).values()];
}

/** What tells that a revision was tried behind these ones, in whatever order they came. */
const trialOf = (name: string, earlier: readonly string[]): string =>
  [name, ...[...earlier].sort()].join("\n");

async function structureAfter(project: Project, order: readonly Revision[], variables: Variables) {
  const scratch = await openBase(scratchPlace(project), order, variables);
  try {
    return await withConnection(scratch.url, (sql) => rolledBack(sql, catalogStructure));
  } finally {
    await scratch.close();
  }
}

/** Refuses where the catalogs are not the same whichever branch came first. */
async function compareOrders(project: Project, orders: readonly (readonly Revision[])[]): Promise<void> {
  const [variables = {}] = allBindings(project.config.variables);
  let first: StructureRow[] | undefined;
  for (const order of orders) {
    const structure = await structureAfter(project, order, variables);
    first ??= [...structure];
    const lines = compareStructures(first, structure).map(
      ({ object, kind, fresh, actual }) =>
        `${object}: ${kind === "differs" ? `${fresh} or ${actual}` : "there or not"}`,
    );
    refuseErrors(
      lines.map((line) =>
        problem(
          "branches-differ",
          `what the branches come to depends on which of them comes first: ${line}`,
          {
            help: "Make one again behind the other: dwh rebase, on the branch that it came from.",
          },
        ),
      ),
    );
  }
}

/**
 * Proves the revisions of open branches in the orders in which databases apply them: each branch behind the others.
 *
 * @returns what was proved, a line each
 * @throws {Refusal} naming the revision that fails behind the others
 */
export async function proveOrders(
  project: Project,
  revisions: readonly Revision[],
  onStep?: (text: string) => void,
): Promise<string[]> {
  const before = ancestorsOf(revisions);
  const names = new Map(revisions.map(({ name, snapshot }) => [snapshot.id, name]));
  // Behind those on which it builds a revision was proved when it was made.
  const tried = new Set(
    revisions.map(({ name, snapshot: { id } }) =>
      trialOf(
        name,
        [...(before.get(id) ?? [])].map((one) => names.get(one) ?? ""),
      ),
    ),
  );
  const heads = headsOf(revisions);
  const isSettled = ({ snapshot: { id } }: Revision) =>
    heads.every((head) => before.get(head.snapshot.id)?.has(id) ?? false);
  const lines: string[] = [];
  const orders = ordersOf(revisions);
  for (const order of orders) {
    for (const [index, revision] of order.entries()) {
      const earlier = order.slice(0, index).map(({ name }) => name);
      const trial = trialOf(revision.name, earlier);
      if (isSettled(revision) || tried.has(trial)) continue;
      tried.add(trial);
      const behind = earlier.at(-1) ?? "nothing";
      onStep?.(`Proving ${revision.name} behind ${behind}`);
      try {
        await proveAgain(project, revision, await plannedAgain(project, order, revision));
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        throw new Refusal(
          error.diagnostics.map((diagnostic) => ({
            ...diagnostic,
            message: `behind ${behind}, ${revision.name} is not what it was: ${diagnostic.message}`,
            help: "The branches cannot be joined as they are: dwh rebase makes your revisions again behind the others.",
          })),
        );
      }
      lines.push(`${revision.name} behind ${behind}, up, down and up again`);
    }
  }
  await compareOrders(project, orders);
  return lines;
}
