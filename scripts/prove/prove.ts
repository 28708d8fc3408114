import { connect, type Sql, serverVersion } from "../database/connect/connect.ts";
import { inspect } from "../database/inspect/inspect.ts";
import { catalogShape, compareShapes } from "../database/inspect/shape.ts";
import type { Scratch } from "../database/servers/scratch.ts";
import { bindWarehouse } from "../model/bind.ts";
import { type Delta, isEmptyDelta } from "../model/delta.ts";
import { type Diagnostic, problem, Refusal } from "../model/diagnostic.ts";
import type { DiagnosticCode } from "../model/diagnostic-codes.ts";
import type { ObjectName } from "../model/object.ts";
import { placeOfObject } from "../model/provenance.ts";
import type { AllowedVariables, Variables } from "../model/variable.ts";
import type { Warehouse } from "../model/warehouse.ts";
import { diffWarehouses } from "../plan/compare/diff-warehouses.ts";
import { inScope } from "../plan/compare/scope.ts";
import { describeDifference } from "../review/differences.ts";
import { bindingsThatMatter } from "../sources/bindings.ts";
import type { DeclaredViews } from "../sources/declared-views.ts";
import type { Promises } from "../sources/failed-expectations.ts";
import {
  CORRECT_BY_HAND,
  type Earlier,
  type Ground,
  openBase,
  outsideOf,
  runScript,
  type Script,
  stateHashes,
} from "./ground.ts";
import { proveExpectations } from "./prove-expectations.ts";
import { proveViews } from "./prove-views.ts";
import { makeStubs } from "./stubs.ts";

/** What is to be proved. */
export interface Proof {
  readonly root: string;
  /** The revisions before, oldest first: the state that the proof starts from. */
  readonly earlier: readonly Earlier[];
  readonly migration: Script;
  readonly down: Script;
  readonly delta: Delta;
  readonly recorded: Warehouse;
  readonly declared: Warehouse;
  readonly promises: Promises;
  readonly views: DeclaredViews;
  readonly variables: AllowedVariables;
  readonly onStep?: (text: string) => void;
  /** Opened before, for the first set of variables. */
  readonly ground?: Ground | undefined;
}

function differs(code: DiagnosticCode, what: string, lines: readonly string[]): Diagnostic {
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

const scriptsOf = ({ earlier, migration, down }: Proof): string[] => [
  ...earlier.map((revision) => revision.migration),
  migration.text,
  down.text,
];

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
    const placeOf = (object: ObjectName) =>
      placeOfObject(proof.promises.provenance, object) ?? { file: migration.file };
    await makeStubs(sql, outsideOf([proof.delta]), scriptsOf(proof), variables, placeOf);
    const before = await catalogShape(sql);
    onStep?.("Proving the way up");
    await runScript(sql, migration, variables, version.major);
    await expectWarehouse(sql, declared, recorded, "after the way up the server is not as declared");
    await proveViews(sql, { ...proof.views, sensitive: declared.sensitive, variables });
    await proveExpectations(sql, { template: proof.declared, declared, binding, ...proof.promises });
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
  for (const variables of bindingsThatMatter(
    proof.variables,
    [proof.recorded, proof.declared],
    proof.promises.expectations,
  )) {
    lines.push(await proveBinding(proof, variables));
  }
  return lines;
}
