// The proof of a revision: up, down and up again on a scratch server.

import { connect, disconnect, type Sql, serverVersion } from "../database/connect/connect.ts";
import { together } from "../database/connect/together.ts";
import { readDependencies } from "../database/inspect/live-dependencies.ts";
import { readShape, type Shape, type ShapeOptions } from "../database/inspect/shape.ts";
import type { Scratch } from "../database/servers/scratch.ts";
import { bindWarehouse } from "../model/bind.ts";
import { Refusal, refuseErrors } from "../model/diagnostic.ts";
import type { ObjectName } from "../model/object.ts";
import { placeOfObject } from "../model/provenance.ts";
import type { Variables } from "../model/variable.ts";
import { bindingsToProve } from "../sources/bindings.ts";
import { withDeclaredPlace } from "./declared-place.ts";
import { expectShape, expectWarehouse, reading } from "./expect-server.ts";
import { filled, filledRenames, formerDifferences, planFresh, tablesOf } from "./fresh-build.ts";
import { judgeFresh } from "./fresh-judgement.ts";
import { freshServer } from "./fresh-server.ts";
import { openBase, runScript } from "./ground.ts";
import { meanwhile } from "./meanwhile.ts";
import { onlyThere, writtenOut } from "./other-names.ts";
import { outsideOf } from "./outside-of.ts";
import { freshRequest, type Proof, type Proved, scriptsOf } from "./proof.ts";
import { proveAccess } from "./prove-access.ts";
import { proveExpectations } from "./prove-expectations.ts";
import { proveForeignKeys } from "./prove-foreign-keys.ts";
import { goingOn, proveAgain } from "./prove-steps.ts";
import { RowsTrial } from "./rows-trial.ts";
import { sampleEncryption } from "./sample-ciphers.ts";
import { claimRoles } from "./scratch-roles.ts";
import { withCode } from "./script-code.ts";
import { askServer, type ServerSaid } from "./server-said.ts";
import { stateHashes } from "./state-hashes.ts";
import { compareStructures } from "./structure-differences.ts";
import { makeStubs } from "./stubs.ts";
import { unsaidDependencies } from "./unsaid-dependencies.ts";
import { vouchedBothWays } from "./vouched-scripts.ts";

function groundFor({ ground, place, earlier }: Proof, variables: Variables): Promise<Scratch> {
  const prepared = ground && JSON.stringify(ground.variables) === JSON.stringify(variables);
  return prepared ? ground.scratch : openBase(place, earlier, variables);
}

/** Makes what stands for others'. */
function makeGround(sql: Sql, proof: Proof, variables: Variables): Promise<void> {
  const placeOf = (object: ObjectName) =>
    placeOfObject(proof.promises.provenance, object) ?? { file: proof.migration.file };
  return makeStubs(sql, outsideOf([proof.delta], proof.earlier), scriptsOf(proof), variables, placeOf);
}

/** What the catalogs are like before the revision, once its scripts are as they should be, with what stands for others'. */
async function readBefore(
  sql: Sql,
  proof: Proof,
  sides: Parameters<typeof vouchedBothWays>[1],
  shape: ShapeOptions,
): Promise<Shape> {
  const stubs = makeGround(sql, proof, sides.binding.variables);
  const reads = stubs.then(() => reading(sql, (tx) => readShape(tx, shape)));
  await stubs.catch(() => {});
  // What is wrong with the scripts is told before what nothing can stand for.
  return meanwhile(reads, () => refuseErrors(vouchedBothWays(proof, sides)));
}

/** What was proved, and the scratch server that is put away, with what is there for the next run. */
type Leaving = Proved & { readonly left: Promise<void> };

async function proveBinding(proof: Proof, variables: Variables): Promise<Leaving> {
  const { migration, down, draft, onStep } = proof;
  const request = freshRequest(proof, variables);
  const planned = planFresh(request);
  // Told where it is used.
  planned.catch(() => {});
  const scratch = await groundFor(proof, variables);
  const sql = await connect(scratch.url);
  const fresh = freshServer(proof, { scratch, sql }, variables, (on) => makeGround(on, proof, variables));
  let proved: Proved | undefined;
  // On a server that others use, their roles do not count.
  const shape = scratch.shared ? { roles: (role: string) => scratch.shared?.made.has(role) ?? false } : {};
  try {
    await claimRoles(scratch, scriptsOf(proof), outsideOf([proof.delta]), variables);
    const version = await serverVersion(sql);
    const binding = { variables, major: version.major };
    const declared = bindWarehouse(proof.declared, binding);
    const recorded = bindWarehouse(proof.recorded, binding);
    const sides = { recorded, declared, renames: filledRenames(request), binding };
    const before = await readBefore(sql, proof, sides, shape);
    const plan = await planned;
    await fresh.begin(plan);
    const trial = await RowsTrial.begin(sql, tablesOf(request, plan), {
      renames: filledRenames(request),
      draft,
      encryption: sampleEncryption(recorded, declared),
    });
    onStep?.("Proving the way up");
    await trial.up(goingOn(sql, migration, binding));
    const [, dependencies, after] = await reading(sql, (tx) =>
      together([
        expectWarehouse(tx, declared, recorded, "after the way up the server is not as declared"),
        readDependencies(tx),
        readShape(tx, shape),
      ]),
    );
    const said = await askServer(sql, proof, declared.sensitive, variables);
    refuseErrors(proveAccess({ ...proof.declared, ...said }, proof, variables));
    const notTried = await proveForeignKeys(sql);
    await proveExpectations(sql, { template: proof.declared, declared, binding, ...proof.promises });
    const known = { declared, recorded, states: proof.states, placeOf: proof.views.placeOf };
    const fill = (text: string) => filled(request, [text])[0] ?? "";
    refuseErrors(unsaidDependencies(dependencies, { ...known, fill }));
    const { rows, failed } = await fresh.built();
    const differences = compareStructures(rows, after.structure());
    onStep?.("Proving the way down");
    const judge = { request, failed, draft };
    try {
      await trial.down(() => runScript(sql, down, variables, version.major, { direction: "down" }));
      await reading(sql, (tx) =>
        together([
          expectWarehouse(tx, recorded, declared, "after the way down the server is not as recorded"),
          expectShape(tx, before, shape, "the way down does not restore the catalogs"),
        ]),
      );
    } catch (error) {
      // What is wrong with the way up is mostly why the way down does not work.
      if (!(error instanceof Refusal)) throw error;
      throw new Refusal([...judgeFresh(differences, [], judge).refused, ...error.diagnostics]);
    }
    const former = differences.length === 0 ? [] : await formerDifferences(sql, request);
    const { refused, told } = judgeFresh(differences, former, judge);
    refuseErrors(refused);
    const turned = await proveAgain(sql, proof, binding, { before, after, shape });
    const values = Object.entries(variables).map(([name, value]) => `${name} = ${value}`);
    const title = [`up, down and up again on PostgreSQL ${version.text}`, ...values].join(", ");
    proved = { lines: [title, ...turned, ...told, ...notTried, ...trial.notes], said };
  } finally {
    await fresh.close();
    await disconnect(sql);
    if (!proved) await scratch.close();
  }
  const own = { migration: migration.text, ...(proof.code && { code: proof.code }) };
  const left = scratch.saveAs(stateHashes([...proof.earlier, own], variables).at(-1) ?? "");
  // Told to whoever waits for it.
  left.catch(() => {});
  return { ...proved, left };
}

/**
 * Applies a revision up, down and up again on a scratch server and compares what is there with what is declared
 * and recorded, once for each set of variables that makes a difference.
 *
 * @param work with what was proved, while the scratch server is put away
 * @throws {Refusal} saying which statement fails or which object differs and how
 */
export async function prove<Result>(request: Proof, work: (proved: Proved) => Result): Promise<Result> {
  const proof = { ...request, ...(await withCode(request)) };
  const lines: string[] = [];
  let said: ServerSaid = { viewReads: new Map(), extensionMembers: new Map() };
  let left: Promise<void> | undefined;
  const { recorded, declared, variables: allowed, promises } = proof;
  const scripts = [proof.migration, proof.down];
  const warehouses = [recorded, declared];
  refuseErrors(writtenOut(scripts, warehouses, allowed));
  const bindings = bindingsToProve(allowed, warehouses, promises.expectations);
  const [first = {}] = bindings;
  for (const variables of bindings) {
    await left;
    const proved = await proveBinding(proof, variables).catch((error) => {
      if (!(error instanceof Refusal)) throw error;
      const found = onlyThere(error.diagnostics, warehouses, variables, first);
      throw new Refusal(found.map((one) => withDeclaredPlace(one, scripts, proof.views.placeOf)));
    });
    lines.push(...proved.lines);
    ({ said, left } = proved);
  }
  try {
    return work({ lines, said });
  } finally {
    await left;
  }
}
