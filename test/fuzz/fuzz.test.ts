import { randomInt, randomUUID } from "node:crypto";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { stringify } from "yaml";
import { connect } from "../../scripts/database/connect/connect.ts";
import { inspectInside } from "../../scripts/database/inspect/inspect.ts";
import { accessOf } from "../../scripts/model/collections.ts";
import { isEmptyDelta } from "../../scripts/model/delta.ts";
import type { ObjectName } from "../../scripts/model/object.ts";
import type { Warehouse } from "../../scripts/model/warehouse.ts";
import { diffWarehouses } from "../../scripts/plan/compare/diff-warehouses.ts";
import { inScope } from "../../scripts/plan/compare/scope.ts";
import { composeScript } from "../../scripts/plan/compose.ts";
import { arbitraryAccess, type Limits } from "./arbitrary.ts";
import { type Answers, type RawQuestion, rawQuestions, wrongAnswers } from "./asked.ts";
import { actByHand, arbitrarySaid, dropMade, type RawHand, rawHand, unexpected } from "./by-hand.ts";
import { showDifference, showWarehouse } from "./shown.ts";
import { objectsOn, openWorld, SUPERUSER_OBJECTS, type World } from "./world.ts";

const PAIRS = Number(process.env.FUZZ_PAIRS ?? 12);
// The same each time where few are tried beside other tests.
const SEED = Number(process.env.FUZZ_SEED ?? (process.env.FUZZ_PAIRS ? randomInt(2 ** 31) : 20_261_127));

/** Before 16 the member's attribute says whether it inherits, and memberships follow when that changes. */
function followed(from: Warehouse, { roles }: Warehouse, major: number): Warehouse {
  if (major >= 16) return from;
  const memberships = [...from.memberships].map(([key, membership]) => {
    const inherit = roles.get(membership.member)?.inherit ?? membership.inherit;
    return [key, { ...membership, inherit }] as const;
  });
  return { ...from, memberships: new Map(memberships) };
}

function scriptFor(before: Warehouse, to: Warehouse, major: number): string {
  const from = followed(before, to, major);
  return composeScript(diffWarehouses(from, to), from, to, []);
}

/** Applies what leads from one to the other. @throws {Error} when the server is not as planned afterwards */
async function move(world: World, from: Warehouse, to: Warehouse): Promise<void> {
  const script = scriptFor(from, to, world.major);
  const failed = (what: string) => new Error(`${what}\n\n${script}`);
  try {
    await world.apply(script);
  } catch (error) {
    throw failed((error as Error).message);
  }
  const live = inScope(await world.inspect(), to, from);
  const difference = diffWarehouses(to, live);
  if (!isEmptyDelta(difference)) throw failed(`the server differs:\n${showDifference(difference)}`);
  if (!scriptFor(live, to, world.major).startsWith("-- Nothing"))
    throw failed("planned again, something is left");
}

/** Two warehouses, and what is asked about each of them when it is there. */
interface Pair {
  readonly a: Warehouse;
  readonly b: Warehouse;
  /** Of both, in this order: of which objects it is said what PUBLIC has. */
  readonly said: readonly ReadonlySet<string>[];
  readonly hand: RawHand;
  readonly questions: readonly RawQuestion[];
}

/**
 * Lets people act, and takes back what they did where that is declared otherwise.
 *
 * @throws {Error} when something else differs then, or something is left
 */
async function actAndRepair(
  world: World,
  hand: RawHand,
  a: Warehouse,
  objects: readonly ObjectName[],
  said: ReadonlySet<string>,
): Promise<number> {
  const done = await actByHand(world, hand, a, objects, said);
  // As `diff` compares: tables are left aside.
  const counted = async () => inScope(await world.inspect(), a, a);
  const before = await counted();
  const wrong = unexpected(diffWarehouses(accessOf(a), accessOf(before)), a);
  if (wrong.length > 0) throw new Error(`by hand, what should not count: ${wrong.join("\n")}`);
  const script = composeScript(diffWarehouses(accessOf(before), accessOf(a)), before, a, []);
  await world.apply(script);
  const after = diffWarehouses(accessOf(a), accessOf(await counted()));
  if (!isEmptyDelta(after)) throw new Error(`not repaired: ${showDifference(after)}\n\n${script}`);
  return done;
}

/** Asks, and tries it. @throws {Error} when an answer is wrong */
async function askAbout(world: World, questions: readonly RawQuestion[], answers: Answers): Promise<void> {
  // With what the deployer is a member of: views of its own read as it.
  const wrong = await wrongAnswers(world.sql, await inspectInside(world.sql), questions, answers);
  if (wrong.length > 0) throw new Error(wrong.join("\n"));
}

async function thereAndBack(
  world: World,
  { a: plainA, b: plainB, said, hand, questions }: Pair,
  objects: readonly ObjectName[],
  answers: Answers,
): Promise<void> {
  const [saidInA = new Set<string>(), saidInB = new Set<string>()] = said;
  const a = { ...plainA, publicSaid: saidInA };
  const b = { ...plainB, publicSaid: saidInB };
  await world.inside(async () => {
    await move(world, world.bare, a);
    answers.byHand += await actAndRepair(world, hand, a, objects, new Set([...saidInA, ...saidInB]));
    await askAbout(world, questions.slice(10), answers);
    await dropMade(world, hand);
    await move(world, a, b);
    await askAbout(world, questions.slice(0, 10), answers);
    await move(world, b, a);
    await move(world, a, world.bare);
  });
}

/** Tries random pairs, and says of the smallest that fails how and what it is. */
async function tryPairs(world: World, limits: Omit<Limits, "major">, pairs: number): Promise<void> {
  const access = arbitraryAccess(world.bare, { ...limits, major: world.major });
  const answers: Answers = { yes: 0, no: 0, doors: 0, byHand: 0 };
  const said = arbitrarySaid(limits.objects);
  const pair = fc.record({
    a: access,
    b: access,
    said: fc.tuple(said, said),
    hand: rawHand,
    questions: rawQuestions,
  });
  const property = fc.asyncProperty(pair, (one) => thereAndBack(world, one, limits.objects, answers));
  const details = await fc.check(property, {
    seed: SEED,
    numRuns: pairs,
    // Making a failing pair small may take long: then it is shown as small as it is by then.
    ...(process.env.FUZZ_SHRINK === "0"
      ? { endOnFailure: true }
      : { interruptAfterTimeLimit: 60_000 + 3_000 * pairs, markInterruptAsFailure: true }),
  });
  if (!details.failed) {
    const asked = `${answers.yes} answers yes, ${answers.no} no, ${answers.doors} about a routine, ${answers.byHand} things by hand`;
    process.stdout.write(`${pairs} pairs on PostgreSQL ${world.major}: ${asked}\n`);
    if (pairs >= 12) expect(Math.min(answers.yes, answers.no, 10 * answers.doors)).toBeGreaterThan(pairs);
    return;
  }
  const [found] = details.counterexample ?? [];
  expect.fail(
    [
      `FUZZ_SEED=${SEED} after ${details.numRuns} pairs and ${details.numShrinks} shrinks`,
      ...(found ? [`a:\n${showWarehouse(found.a)}`, `b:\n${showWarehouse(found.b)}`] : []),
      ...(found ? [`${stringify([...found.said.map((keys) => [...keys]), found.hand])}`] : []),
      String((details.errorInstance as Error | undefined)?.message ?? details.errorInstance),
    ].join("\n\n"),
  );
}

describe(`what is planned converges (FUZZ_SEED=${SEED})`, () => {
  let world: World;

  beforeAll(async () => {
    world = await openWorld(inject("adminUrl"));
  });
  afterAll(() => world.close());

  test(`${PAIRS} pairs, as a superuser`, { timeout: 3_600_000 }, async () => {
    const parameters = world.major >= 15;
    const more = SUPERUSER_OBJECTS.filter(({ kind }) => parameters || kind !== "parameter");
    // All databases share it: other tests of this cluster leave it alone.
    const tablespace = { kind: "tablespace", path: ["pg_default"] } as const;
    await tryPairs(
      world,
      { superuser: true, objects: [...objectsOn(world.major), ...more, tablespace] },
      PAIRS,
    );
  });
});

describe(`the same without superuser (FUZZ_SEED=${SEED})`, () => {
  const deployer = `fz_deployer_${randomInt(2 ** 31)}`;
  let world: World;

  beforeAll(async () => {
    const password = randomUUID();
    const admin = await connect(inject("adminUrl"));
    await admin.unsafe(`CREATE ROLE ${deployer} LOGIN CREATEROLE PASSWORD '${password}'`);
    await admin.end();
    world = await openWorld(inject("adminUrl"), { user: deployer, password });
  });
  afterAll(async () => {
    await world.close();
    const admin = await connect(inject("adminUrl"));
    await admin.unsafe(`DROP ROLE ${deployer}`);
    await admin.end();
  });

  test(`${PAIRS} pairs`, { timeout: 3_600_000 }, async () => {
    await tryPairs(world, { superuser: false, objects: objectsOn(world.major) }, PAIRS);
  });
});
