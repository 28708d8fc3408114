import { afterAll, beforeAll, expect, test } from "vitest";
import { commit, git } from "../branches/git-project.ts";
import { dwh, userProject } from "../support/cli.ts";
import { removeProject } from "../support/cluster.ts";
import { writeFiles } from "../support/project.ts";

const table = (name: string, columns = "") => `import { integer } from "drizzle-orm/pg-core";
import { s } from "./s.ts";
export const ${name} = s.table("${name}", { id: integer()${columns} });
`;

let root: string;
beforeAll(async () => {
  root = await userProject({
    ".gitignore": "node_modules\n.dwh\n",
    "definitions/s.ts": 'import { pgSchema } from "drizzle-orm/pg-core";\nexport const s = pgSchema("S");\n',
    "definitions/t.ts": table("t"),
  });
  git(root, "init", "-q", "-b", "main");
});
afterAll(() => removeProject(root));

const short = (text: string) => text.replaceAll(/\d{14}_/g, "");

async function onBranch(name: string, from: string, file: string, text: string): Promise<void> {
  git(root, "checkout", "-q", "-B", name, from);
  await writeFiles(root, { [file]: text });
  expect(await dwh(root, ["revision", "-m", name, "--no-proof"])).toMatchObject({ code: 0, err: "" });
  commit(root, name);
}

test("what the commands say, and how they end", async () => {
  expect((await dwh(root, ["revision", "-m", "base", "--no-proof"])).code).toBe(0);
  commit(root, "base");
  await onBranch("own", "main", "definitions/u.ts", table("u"));
  await onBranch("main", "main", "definitions/v.ts", table("v"));
  git(root, "checkout", "-q", "own");

  const behind = await dwh(root, ["rebase"]);
  expect(behind.code).toBe(2);
  expect(behind.err).toContain("error[branch-behind]");
  git(root, "merge", "-q", "--no-edit", "main");

  const open = await dwh(root, ["check"]);
  expect(open.code).toBe(0);
  expect(open.out).toContain("Branches are open, and what they change does not conflict");
  expect((await dwh(root, ["check", "--one-head"])).code).toBe(1);

  const rebased = await dwh(root, ["rebase"]);
  expect(rebased.code).toBe(0);
  expect(short(rebased.out)).toBe("own is own now, proved\n");
  expect((await dwh(root, ["check", "--one-head"])).code).toBe(0);

  const squashed = await dwh(root, ["squash", "-m", "all"]);
  expect(squashed.code).toBe(0);
  expect(short(squashed.out)).toContain("Wrote all instead of own\n");
  expect((await dwh(root, ["merge"])).out).toContain("Nothing to join");
});
