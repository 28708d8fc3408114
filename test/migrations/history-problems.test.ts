import { cpSync, mkdtempSync, readdirSync, renameSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { loadRevisions } from "../../scripts/migrations/folder.ts";
import { historyProblems } from "../../scripts/migrations/history-problems.ts";

const ROOT = resolve(import.meta.dirname, "../..");

/** What is said of a copy of a folder of revisions after a change. */
async function problemsAfter(folder: string, change: (out: string, names: readonly string[]) => void) {
  const out = mkdtempSync(join(tmpdir(), "dwh-history-"));
  cpSync(join(ROOT, folder), out, { recursive: true });
  change(out, readdirSync(out).sort());
  const found = historyProblems(await loadRevisions(out), new Date("2026-12-01T00:00:00Z"));
  rmSync(out, { recursive: true });
  return found.map(({ code, message, at, related = [] }) => ({
    code,
    message,
    places: [at, ...related.map((one) => one.at)].map((place) => place?.file.slice(out.length + 1)),
  }));
}

const FOLDERS = [
  "generated",
  ...readdirSync(join(ROOT, "test/cases/formats")).map((one) => `test/cases/formats/${one}/generated`),
];

describe("the folders of a history", () => {
  test.each(FOLDERS)("%s is as it was written", async (folder) => {
    expect(await problemsAfter(folder, () => {})).toEqual([]);
  });

  test("a copy is told with both places", async () => {
    const copied = await problemsAfter("generated", (out, [name = ""]) =>
      cpSync(join(out, name), join(out, "20261121173929_copy"), { recursive: true }),
    );
    expect(copied).toEqual([
      {
        code: "revision-twice",
        message: "20261121173929_copy and 20261121173928_init are the same revision: one is a copy",
        places: ["20261121173929_copy/delta.json", "20261121173928_init/delta.json"],
      },
    ]);
  });

  test.each([
    ["20261121173928_other", ["folder-renamed"]],
    ["20261321173928_init", ["folder-time", "folder-renamed"]],
    ["20261131173928_init", ["folder-time", "folder-renamed"]],
    ["20990101000000_init", ["folder-time", "folder-renamed"]],
  ])("a folder that becomes %s", async (to, codes) => {
    const found = await problemsAfter("generated", (out, [name = ""]) =>
      renameSync(join(out, name), join(out, to)),
    );
    expect(found.map(({ code }) => code)).toEqual(codes);
    expect(found.map(({ places }) => places)).toEqual(codes.map(() => [to]));
  });
});
