import { expect, test } from "vitest";
import { watched } from "../../scripts/declarations/definitions/watched.ts";

test("what others do meanwhile is theirs: loads at once do not mix, and timers of others go on", async () => {
  const before = [setTimeout, setInterval, process.listeners("uncaughtException")];
  let begin: () => void = () => {};
  const begun = new Promise<void>((resolve) => {
    begin = resolve;
  });
  const names: string[] = [];
  const load = (name: string) =>
    watched(name, 30, async () => {
      names.push(`${name} begins`);
      begin();
      await new Promise((resolve) => setTimeout(resolve, 5));
      names.push(`${name} ends`);
    });
  const loads = Promise.all([load("a"), load("b")]);
  await begun;
  // Longer than the loads take: where it counted as theirs, they would wait for it, or end it.
  const theirs = new Promise((resolve) => setTimeout(() => resolve("went on"), 300));
  const never = setTimeout(() => {}, 3_600_000);
  await loads;
  clearTimeout(never);
  expect(names).toEqual(["a begins", "a ends", "b begins", "b ends"]);
  expect(await theirs).toBe("went on");
  expect([setTimeout, setInterval, process.listeners("uncaughtException")]).toEqual(before);
});
