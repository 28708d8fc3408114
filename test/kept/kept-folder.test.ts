import { spawnSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { mkdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { keptFolder, privateHome } from "../../scripts/kept/kept-folder.ts";
import type { Project } from "../../scripts/sources/project.ts";
import { readSources } from "../../scripts/sources/read-sources.ts";
import { startDwh } from "../support/cli.ts";
import { removeProject } from "../support/cluster.ts";
import { makeHistory } from "../support/history.ts";

const isRoot = process.getuid?.() === 0;
const NOBODY = { uid: 65534, gid: 65534 };

let project: Project;
let root: string;

beforeEach(async () => {
  project = await makeHistory(1);
  ({ root } = project);
});
afterEach(async () => {
  const home = await privateHome(root);
  await removeProject(root);
  for (const folder of [home, home.replace(/-\d+-/, `-${NOBODY.uid}-`)])
    await rm(folder, { recursive: true, force: true });
});

const check = (as?: typeof NOBODY) => startDwh(root, ["check"], {}, as).ended;

describe("what is kept", () => {
  test("is nothing to git", async () => {
    expect((await check()).code).toBe(0);
    expect(await readFile(join(root, ".dwh/.gitignore"), "utf8")).toBe("*\n");
  });

  test.each([
    ["nothing", () => ""],
    ["of another form", () => "{}"],
    ["cut", (text: string) => text.slice(0, -10)],
    ["changed", (text: string) => text.replace("t0", "t9")],
    ["not text", () => "\0\xff"],
    ["somebody else's", (text: string) => `${"0".repeat(64)}\n${text.split("\n")[1]}`],
  ])("is made anew where it is %s", async (_, damage) => {
    const { before } = await readSources(project);
    const cache = join(root, ".dwh/cache");
    const name = readdirSync(cache).find((name) => name.startsWith("state-")) ?? "";
    const text = await readFile(join(cache, name), "utf8");
    await writeFile(join(cache, name), damage(text));
    expect((await readSources(project)).before).toEqual(before);
    expect(await readFile(join(cache, name), "utf8")).toBe(text);
  });

  test.each([
    ["a file", () => writeFile(join(root, ".dwh"), "")],
    ["a link to nothing", () => symlink("nowhere", join(root, ".dwh"))],
  ])("lies elsewhere where .dwh is %s", async (_, put) => {
    await rm(join(root, ".dwh"), { recursive: true, force: true });
    await put();
    expect(await keptFolder(root)).toBe(await privateHome(root));
    const { code, err } = await check();
    expect(err).toBe("");
    expect(code).toBe(0);
  });
});

describe.skipIf(!isRoot)("as a user who may not write (only root can become one)", () => {
  test("the project: all that only reads works", async () => {
    await rm(join(root, ".dwh"), { recursive: true, force: true });
    const { code, err } = await check(NOBODY);
    expect(err).toBe("");
    expect(code).toBe(0);
    expect(existsSync(join(root, ".dwh"))).toBe(false);
  });

  test("generated/: nothing is written, and the folder is named", async () => {
    await mkdir(join(root, ".dwh"), { recursive: true });
    spawnSync("chown", ["-R", "65534:65534", join(root, ".dwh")]);
    await writeFile(
      join(root, "definitions/more.ts"),
      'import { integer, pgSchema } from "drizzle-orm/pg-core";\nexport const more = pgSchema("MORE");\nexport const t = more.table("t", { id: integer() });\n',
    );
    const { code, err } = await startDwh(root, ["revision", "-m", "x", "--no-proof"], {}, NOBODY).ended;
    expect(err).toMatch(/error\[file-unusable\] .* this user may not \(EACCES\)/);
    expect(err).toMatch(/at generated/);
    expect(code).toBe(2);
    expect(readdirSync(join(root, "generated"))).toHaveLength(1);
  });
});

test("a disk that takes no more: a message, and nothing by halves", async ({ skip }) => {
  skip(process.platform === "win32", "ulimit is a word of Unix shells");
  await writeFile(
    join(root, "definitions/more.ts"),
    'import { pgSchema } from "drizzle-orm/pg-core";\nexport const more = pgSchema("MORE");\n',
  );
  // The bundles are kept already; what is written next may have no byte.
  expect((await check()).code).toBe(1);
  const limited = `trap '' XFSZ; ulimit -f 0; exec "$0" "$@"`;
  const { stderr, status } = spawnSync(
    "sh",
    [
      "-c",
      limited,
      process.execPath,
      join(import.meta.dirname, "../../dist/cli.js"),
      "revision",
      "-m",
      "x",
      "--no-proof",
    ],
    { cwd: root, encoding: "utf8", env: { ...process.env, CI: "1" } },
  );
  expect(stderr).toMatch(/error\[file-unusable\] .*EFBIG/);
  expect(status).toBe(2);
  expect(readdirSync(join(root, "generated"))).toHaveLength(1);
});
