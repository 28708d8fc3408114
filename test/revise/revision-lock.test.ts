import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { withRevisionLock } from "../../scripts/revise/revision-lock.ts";
import type { Project } from "../../scripts/sources/project.ts";
import { removeProject } from "../support/cluster.ts";
import { makeProject } from "../support/project.ts";

let project: Project;
let lock: string;

beforeAll(async () => {
  project = await makeProject({});
  lock = join(project.root, ".dwh/revision.lock");
});
afterAll(() => removeProject(project.root));

test("of two revisions at once in one checkout the second is refused, and names the first", async () => {
  await withRevisionLock(project, async () => {
    const second = withRevisionLock(project, async () => "done");
    await expect(second).rejects.toThrow(`process ${process.pid} is writing a revision in this checkout`);
  });
  expect(await withRevisionLock(project, async () => "done")).toBe("done");
  await expect(withRevisionLock(project, () => Promise.reject(new Error("fails")))).rejects.toThrow("fails");
  expect(existsSync(lock)).toBe(false);
});

test("the lock of a process that died is noticed", async () => {
  const { pid } = spawnSync(process.execPath, ["-e", ""]);
  await writeFile(lock, `${pid}  0123456789ab`);
  expect(await withRevisionLock(project, async () => "done")).toBe("done");
  // The process of that number is another one by now.
  await writeFile(lock, `${process.pid} 1 0123456789ab`);
  expect(await withRevisionLock(project, async () => "done")).toBe("done");
  expect(existsSync(lock)).toBe(false);
});
