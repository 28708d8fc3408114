import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { replaceFolders, revisionFolders } from "../../scripts/migrations/replaced-folders.ts";

const [A, B, C] = ["20260101000000_a", "20260101000001_b", "20260101000002_c"] as const;

let out: string;
beforeEach(() => {
  out = mkdtempSync(join(tmpdir(), "dwh-replaced-"));
  for (const name of [A, B]) put(out, name);
});
afterEach(() => rmSync(out, { recursive: true }));

function put(folder: string, name: string): void {
  mkdirSync(join(folder, name), { recursive: true });
  writeFileSync(join(folder, name, "migration.sql"), name);
}
const counting = () => [...revisionFolders(out).keys()].sort();
/** Every folder that counts is where it is said to be. */
const readable = () =>
  [...revisionFolders(out).values()].every((folder) => existsSync(join(folder, "migration.sql")));

test("new folders take the place of others", async () => {
  await replaceFolders(out, [B], async (beside) => put(beside, C));
  expect(counting()).toEqual([A, C]);
  expect(readdirSync(out).sort()).toEqual([A, C]);
});

test("where what writes them fails, all is as before", async () => {
  const failing = replaceFolders(out, [B], async (beside) => {
    put(beside, C);
    throw new Error("no");
  });
  await expect(failing).rejects.toThrow("no");
  expect(readdirSync(out).sort()).toEqual([A, B]);
});

describe("a run that is killed leaves what was before or what was to be", () => {
  /** What lies there once the new folders count, before they are moved. */
  function atOnce(): string {
    const coming = join(out, ".replacing");
    put(coming, C);
    writeFileSync(join(coming, "removed.json"), JSON.stringify([B]));
    return coming;
  }

  test("while it writes", () => {
    put(join(out, ".writing-x"), C);
    expect(counting()).toEqual([A, B]);
  });

  test.each([
    ["before anything is moved", () => {}],
    ["once a folder is gone", () => rmSync(join(out, B), { recursive: true })],
    ["once a folder is moved", () => renameSync(join(out, ".replacing", C), join(out, C))],
  ])("once they count: %s", async (_name, step) => {
    atOnce();
    step();
    expect(counting()).toEqual([A, C]);
    expect(readable()).toBe(true);
    // The next one ends it.
    await replaceFolders(out, [], async () => {});
    expect(readdirSync(out).sort()).toEqual([A, C]);
  });
});
