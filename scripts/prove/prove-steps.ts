// The second way up, and of a revision that is committed in several steps the way round from each of them.
import type { Sql } from "../database/connect/connect.ts";
import type { Shape, ShapeOptions } from "../database/inspect/shape.ts";
import type { Binding } from "../model/variable.ts";
import type { LeftAt } from "../sql/course.ts";
import { turnProblems } from "../sql/course-problems.ts";
import { expectShape, reading } from "./expect-server.ts";
import { courseOn, runScript, type Script } from "./ground.ts";

/** Both ways from one side: there, and back. */
interface Turn {
  readonly direction: "up" | "down";
  readonly there: Script;
  readonly back: Script;
}

/**
 * Goes one way to each of its steps, and the other way from there.
 *
 * @param expectSame refuses where the server is not as it was
 * @returns how many steps were tried; rows forbid to turn at others
 */
async function proveSteps(
  sql: Sql,
  { direction, there, back }: Turn,
  binding: Binding,
  expectSame: (step: string) => Promise<void>,
): Promise<number> {
  const { variables, major } = binding;
  const other = direction === "up" ? "down" : "up";
  const { of } = await courseOn(sql, there, binding, { direction });
  let tried = 0;
  for (let count = 1; count < of; count++) {
    const step = `step ${count} of ${of}`;
    const from = await runScript(sql, there, variables, major, { direction, count });
    const turned = await courseOn(sql, back, binding, { direction: other, from });
    if (turnProblems(turned, back.file).length > 0) {
      // On, and back from the end: the runner refuses the same.
      await runScript(sql, there, variables, major, { direction, from });
      await runScript(sql, back, variables, major, { direction: other });
      continue;
    }
    await runScript(sql, back, variables, major, { direction: other, from });
    await expectSame(step);
    tried++;
  }
  return tried;
}

/** The way up; called again where it failed, it goes on from the step that it came to. */
export function goingOn(sql: Sql, script: Script, { variables, major }: Binding): () => Promise<unknown> {
  let from: LeftAt | undefined;
  const onDone = (left: LeftAt) => {
    from = left;
  };
  return () => runScript(sql, script, variables, major, { direction: "up", ...(from && { from }), onDone });
}

/** What the catalogs are like before and behind a revision. */
interface BothShapes {
  readonly before: Shape;
  readonly after: Shape;
  /** What of the catalogs counts. */
  readonly shape: ShapeOptions;
}

/**
 * Proves, from the state before, that the way up leads again to where it led, and that from each step of either way the
 * other leads to where it began. The state behind the way up is left.
 *
 * @returns what was proved of steps, in a line; nothing of what is one transaction
 */
export async function proveAgain(
  sql: Sql,
  { migration, down }: { readonly migration: Script; readonly down: Script },
  binding: Binding,
  { before, after, shape }: BothShapes,
): Promise<string[]> {
  const expectSame = (expected: Shape, what: string) =>
    reading(sql, (tx) => expectShape(tx, expected, shape, what));
  const up = await proveSteps(sql, { direction: "up", there: migration, back: down }, binding, (step) =>
    expectSame(before, `the way back from ${step} of the way up does not restore the catalogs`),
  );
  await runScript(sql, migration, binding.variables, binding.major);
  await expectSame(after, "the second way up does not give the same catalogs");
  const back = await proveSteps(sql, { direction: "down", there: down, back: migration }, binding, (step) =>
    expectSame(after, `the way up from ${step} of the way back does not give the same catalogs`),
  );
  return up + back > 0 ? [`turned round at ${up} steps of the way up and ${back} of the way back`] : [];
}
