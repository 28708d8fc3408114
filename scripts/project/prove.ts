import { applyRevision } from "../database/apply.ts";
import { catalogShape, compareShapes } from "../database/catalog.ts";
import { connect, type Sql, serverVersion } from "../database/connect.ts";
import { inspect } from "../database/inspect.ts";
import { openScratch } from "../database/scratch.ts";
import { sha256 } from "../migrations/delta-file.ts";
import { parseScript } from "../migrations/script.ts";
import { selectStatements } from "../migrations/select-statements.ts";
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

/** One way of a revision: its text and where it lies, for messages. */
export interface Script {
  readonly file: string;
  readonly text: string;
}

/** What is to be proved. */
export interface Proof {
  readonly root: string;
  /** The revisions before, oldest first: the state that the proof starts from. */
  readonly earlier: readonly { readonly name: string; readonly migration: string; readonly folder: string }[];
  readonly migration: Script;
  readonly down: Script;
  readonly recorded: Warehouse;
  readonly declared: Warehouse;
  readonly variables: AllowedVariables;
  readonly onStep?: (text: string) => void;
}

function conditionsOf({ roles, memberships, privileges }: Warehouse) {
  const entries = [...privileges.values()].flatMap(({ acl }) => [...acl.entries.values()]);
  const all = [...roles.values(), ...memberships.values(), ...entries].flatMap(({ when }) =>
    when ? [when] : [],
  );
  return [...groupBy(all, conditionText).values()].flatMap(([first]) => (first ? [first] : []));
}

/** One set of values for each outcome of the conditions: without conditions the first is enough. */
export function bindingsToProve(
  variables: AllowedVariables,
  ...warehouses: readonly Warehouse[]
): Variables[] {
  const conditions = warehouses.flatMap(conditionsOf);
  const outcomes = groupBy(allBindings(variables), (binding) =>
    conditions.map((condition) => Number(holds(condition, binding))).join(""),
  );
  return [...outcomes.values()].flatMap(([first]) => (first ? [first] : []));
}

/** The name of the state after these scripts, for the cache of scratch servers. */
function stateHash(migrations: readonly string[], variables: Variables): string {
  return sha256(JSON.stringify([migrations, variables]));
}

const CORRECT_BY_HAND =
  "Nothing was written. Change the declaration, or keep the revision as a draft with --edit (make: edit=1), correct " +
  "its SQL by hand and prove it again with --continue (make: continue=1).";

async function run(sql: Sql, script: Script, variables: Variables, major: number): Promise<void> {
  const { statements, diagnostics } = parseScript(script.text, script.file);
  if (diagnostics.length > 0) throw new Refusal(diagnostics);
  const selected = selectStatements(statements, {
    variables: { ...variables, database: "postgres" },
    major,
    file: script.file,
  });
  try {
    await applyRevision(sql, { file: script.file, statements: selected });
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    // PostgreSQL's own hint stays; what can be done here stands behind it.
    const help = (own?: string) => (own === undefined ? CORRECT_BY_HAND : `${own}\n${CORRECT_BY_HAND}`);
    throw new Refusal(
      error.diagnostics.map((diagnostic) => ({ ...diagnostic, help: help(diagnostic.help) })),
    );
  }
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

/** Opens a scratch server in the state after the earlier revisions; replays and keeps them where it is cold. */
async function openBase({ root, earlier, onStep }: Proof, variables: Variables) {
  const base = stateHash(
    earlier.map(({ migration }) => migration),
    variables,
  );
  const scratch = await openScratch(root, { base });
  if (scratch.warm || earlier.length === 0) return scratch;
  onStep?.(`Replaying what came before, once (revisions: ${earlier.length})`);
  const sql = await connect(scratch.url);
  try {
    const { major } = await serverVersion(sql);
    for (const { folder, migration } of earlier) {
      await run(sql, { file: `${folder}/migration.sql`, text: migration }, variables, major);
    }
    await sql.end();
    await scratch.saveAs(base);
  } catch (error) {
    await sql.end();
    await scratch.close();
    throw error;
  }
  return openScratch(root, { base });
}

async function proveBinding(proof: Proof, variables: Variables): Promise<string> {
  const { migration, down, onStep } = proof;
  const scratch = await openBase(proof, variables);
  const sql = await connect(scratch.url);
  let proved = false;
  try {
    const version = await serverVersion(sql);
    const binding = { variables, major: version.major };
    const declared = bindWarehouse(proof.declared, binding);
    const recorded = bindWarehouse(proof.recorded, binding);
    const before = await catalogShape(sql);
    onStep?.("Proving the way up");
    await run(sql, migration, variables, version.major);
    await expectWarehouse(sql, declared, recorded, "after the way up the server is not as declared");
    const after = await catalogShape(sql);
    onStep?.("Proving the way down");
    await run(sql, down, variables, version.major);
    await expectWarehouse(sql, recorded, declared, "after the way down the server is not as recorded");
    await expectShape(sql, before, "the way down does not restore the catalogs");
    await run(sql, migration, variables, version.major);
    await expectShape(sql, after, "the second way up does not give the same catalogs");
    proved = true;
    const values = Object.entries(variables).map(([name, value]) => `${name} = ${value}`);
    return [`up, down and up again on PostgreSQL ${version.text}`, ...values].join(", ");
  } finally {
    await sql.end();
    if (proved) {
      const after = [...proof.earlier.map((revision) => revision.migration), migration.text];
      await scratch.saveAs(stateHash(after, variables));
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
