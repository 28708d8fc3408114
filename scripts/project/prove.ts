import { catalogShape, compareShapes } from "../database/catalog.ts";
import { connect, type Sql, serverVersion } from "../database/connect.ts";
import { inspect } from "../database/inspect.ts";
import type { Scratch } from "../database/scratch.ts";
import { bindWarehouse } from "../model/bind.ts";
import { conditionText, holds } from "../model/condition.ts";
import { isEmptyDelta } from "../model/delta.ts";
import { type Diagnostic, problem, Refusal } from "../model/diagnostic.ts";
import { groupBy } from "../model/group.ts";
import { type AllowedVariables, allBindings, type Variables } from "../model/variable.ts";
import type { Warehouse } from "../model/warehouse.ts";
import { diffWarehouses } from "../plan/diff.ts";
import { inScope } from "../plan/scope.ts";
import { describeDifference } from "../review/differences.ts";
import {
  CORRECT_BY_HAND,
  type Earlier,
  type Ground,
  makeExternalRoles,
  openBase,
  runScript,
  type Script,
  stateHashes,
} from "./ground.ts";

/** What is to be proved. */
export interface Proof {
  readonly root: string;
  /** The revisions before, oldest first: the state that the proof starts from. */
  readonly earlier: readonly Earlier[];
  readonly migration: Script;
  readonly down: Script;
  readonly recorded: Warehouse;
  readonly declared: Warehouse;
  readonly variables: AllowedVariables;
  readonly onStep?: (text: string) => void;
  /** Opened before, for the first set of variables. */
  readonly ground?: Ground | undefined;
}

function conditionsOf({ roles, memberships, privileges }: Warehouse) {
  const entries = [...privileges.values()].flatMap(({ acl }) => [...acl.entries.values()]);
  const all = [...roles.values(), ...memberships.values(), ...entries].flatMap(({ when }) =>
    when ? [when] : [],
  );
  return [...groupBy(all, conditionText).values()].flatMap(([first]) => (first ? [first] : []));
}

/** One set of values for each outcome of the conditions: without conditions the first is enough. */
function bindingsToProve(variables: AllowedVariables, ...warehouses: readonly Warehouse[]): Variables[] {
  const conditions = warehouses.flatMap(conditionsOf);
  const outcomes = groupBy(allBindings(variables), (binding) =>
    conditions.map((condition) => Number(holds(condition, binding))).join(""),
  );
  return [...outcomes.values()].flatMap(([first]) => (first ? [first] : []));
}

function differs(code: string, what: string, lines: readonly string[]): Diagnostic {
  const shown = lines.slice(0, 20);
  const more = lines.length > shown.length ? [`… and ${lines.length - shown.length} more`] : [];
  return problem(code, `${what}:\n  ${[...shown, ...more].join("\n  ")}`, {
    help: CORRECT_BY_HAND,
  });
}

async function expectWarehouse(sql: Sql, expected: Warehouse, other: Warehouse, what: string): Promise<void> {
  const live = inScope(await inspect(sql), expected, other);
  const difference = diffWarehouses(expected, live);
  if (isEmptyDelta(difference)) return;
  throw new Refusal([differs("proof-differs", what, describeDifference(difference))]);
}

async function expectShape(sql: Sql, expected: readonly string[], what: string): Promise<void> {
  const { missing, extra } = compareShapes(expected, await catalogShape(sql));
  if (missing.length + extra.length === 0) return;
  const lines = [...missing.map((line) => `missing: ${line}`), ...extra.map((line) => `too much: ${line}`)];
  throw new Refusal([differs("proof-not-reversible", what, lines)]);
}

function groundFor({ ground, root, earlier }: Proof, variables: Variables): Promise<Scratch> {
  const prepared = ground && JSON.stringify(ground.variables) === JSON.stringify(variables);
  return prepared ? ground.scratch : openBase(root, earlier, variables);
}

async function proveBinding(proof: Proof, variables: Variables): Promise<string> {
  const { migration, down, onStep } = proof;
  const scratch = await groundFor(proof, variables);
  const sql = await connect(scratch.url);
  let proved = false;
  try {
    const version = await serverVersion(sql);
    const binding = { variables, major: version.major };
    const declared = bindWarehouse(proof.declared, binding);
    const recorded = bindWarehouse(proof.recorded, binding);
    await makeExternalRoles(
      sql,
      [...proof.recorded.roles.values(), ...proof.declared.roles.values()],
      variables,
    );
    const before = await catalogShape(sql);
    onStep?.("Proving the way up");
    await runScript(sql, migration, variables, version.major);
    await expectWarehouse(sql, declared, recorded, "after the way up the server is not as declared");
    const after = await catalogShape(sql);
    onStep?.("Proving the way down");
    await runScript(sql, down, variables, version.major);
    await expectWarehouse(sql, recorded, declared, "after the way down the server is not as recorded");
    await expectShape(sql, before, "the way down does not restore the catalogs");
    await runScript(sql, migration, variables, version.major);
    await expectShape(sql, after, "the second way up does not give the same catalogs");
    proved = true;
    const values = Object.entries(variables).map(([name, value]) => `${name} = ${value}`);
    return [`up, down and up again on PostgreSQL ${version.text}`, ...values].join(", ");
  } finally {
    await sql.end();
    if (proved) {
      const after = [...proof.earlier.map((revision) => revision.migration), migration.text];
      await scratch.saveAs(stateHashes(after, variables).at(-1) ?? "");
    } else await scratch.close();
  }
}

/**
 * Applies a revision up, down and up again on a scratch server and compares what is there with what is declared
 * and recorded, once for each set of variables that makes a difference.
 *
 * @returns what was proved, a line each
 * @throws {Refusal} saying which statement fails or which object differs and how
 */
export async function prove(proof: Proof): Promise<string[]> {
  const lines: string[] = [];
  for (const variables of bindingsToProve(proof.variables, proof.recorded, proof.declared)) {
    lines.push(await proveBinding(proof, variables));
  }
  return lines;
}
