import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, test } from "vitest";
import { parse } from "yaml";
import config from "../../drizzle.config.ts";

const FOLDER = resolve(import.meta.dirname, "../../.github/workflows");

/** Each command of a workflow that changes a target, with the file that it stands in. */
const changing = readdirSync(FOLDER).flatMap((file) => {
  const workflow = parse(readFileSync(join(FOLDER, file), "utf8")) as {
    jobs: Record<string, { steps: { run?: string }[] }>;
  };
  const runs = Object.values(workflow.jobs).flatMap(({ steps }) => steps.flatMap(({ run }) => run ?? []));
  const lines = runs.flatMap((run) => run.split("\n"));
  return lines
    .filter((line) => /make (upgrade|downgrade|stamp)\b/.test(line))
    .map((line) => [file, line] as const);
});

test("production is protected, and the workflows that change targets say which is meant", () => {
  expect(config.warehouse.targets.production.protected).toBe(true);
  expect(changing.map(([file]) => file).sort()).toEqual(["deploy.yml", "downgrade.yml"]);
  for (const [, line] of changing) {
    expect(line).toContain('target="$TARGET"');
    expect(line).toContain('confirm="$TARGET"');
  }
});
