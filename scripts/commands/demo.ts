// `dwh demo`: the whole workflow on a copy.
import { spawn } from "node:child_process";
import { cp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { styleText } from "node:util";
import { stopLocalServer } from "../database/servers/local-server.ts";
import { keptFolder } from "../kept/kept-folder.ts";
import { problem, Refusal } from "../model/diagnostic.ts";
import { EXIT } from "../model/exit-code.ts";
import { openProject } from "../sources/project.ts";

/** What the demo changes in the copy: a file, the text that must stand there, and what stands there then. */
const EDITS = [
  {
    file: "definitions/dm/rental.ts",
    says: "DM_RENTAL.dm_strike becomes sensitive",
    find: "annotate(dmStrike, {\n",
    replace: "annotate(dmStrike, {\n  sensitive: true,\n",
  },
  {
    file: "definitions/stg/rental.ts",
    says: "STG_RENTAL.strike gets the column source_name, and has a session once",
    find: '  sessionId: integer("session_id").notNull(),\n});\n',
    replace:
      '  sessionId: integer("session_id").notNull().unique(),\n  sourceName: varchar("source_name"),\n});\n',
  },
] as const;

const PERSON = `roles:
  alice:
    shared: true # one person for every environment of the cluster
    login: true
    comment: Analyst of the rental team
    member_of:
      - \${env}_analyst
`;

const title = (text: string): void => {
  process.stdout.write(`\n${styleText("bold", `── ${text} `)}${"─".repeat(Math.max(4, 76 - text.length))}\n`);
};

/** Runs a verb in the copy as a user would. @throws {Refusal} when it fails, its output being above */
async function dwh(folder: string, ...args: readonly string[]): Promise<void> {
  process.stdout.write(`${styleText("cyan", `$ dwh ${args.join(" ")}`)}\n`);
  const { DATABASE_URL: _, ...environment } = process.env;
  const code = await new Promise<number | null>((resolve, reject) => {
    const child = spawn(process.execPath, [process.argv[1] ?? "", ...args], {
      cwd: folder,
      env: { ...environment, DWH_ENV: "test" },
      stdio: "inherit",
    });
    child.once("error", reject);
    child.once("exit", resolve);
  });
  if (code === 0) return;
  throw new Refusal([
    problem("demo-stopped", `\`dwh ${args[0]}\` of the demo ended with ${code ?? "a signal"}`, {
      help: `What it says stands above, and the copy is in ${folder}.`,
    }),
  ]);
}

/**
 * The files that the demo changes, as they become.
 *
 * @throws {Refusal} naming those that are not there, or have not the text once
 */
async function edits(root: string): Promise<{ file: string; says: string; text: string }[]> {
  const files = await Promise.all(
    EDITS.map(async (edit) => ({
      ...edit,
      text: await readFile(join(root, edit.file), "utf8").catch(() => ""),
    })),
  );
  const foreign = files.filter(({ text, find }) => text.split(find).length !== 2);
  if (foreign.length === 0) {
    return files.map(({ file, says, text, find, replace }) => ({
      file,
      says,
      text: text.replace(find, () => replace),
    }));
  }
  throw new Refusal(
    foreign.map(({ file, find }) =>
      problem("demo-without-its-file", `the file is not as the demo knows it: ${find.trim()}`, {
        at: { file },
        help: "Run it in the repository of dwh-definitions, with this file as it is there.",
      }),
    ),
  );
}

async function newest(folder: string): Promise<string> {
  const names = (await readdir(join(folder, "generated"))).filter((name) => /^\d{14}_/.test(name)).sort();
  return join(folder, "generated", names.at(-1) ?? "");
}

/** Shows the whole workflow on a copy of this project in `.dwh/demo`, with a local server of its own. */
export async function run(): Promise<number> {
  const { root } = await openProject();
  const changed = await edits(root);
  const folder = join(await keptFolder(root), "demo");
  await stopLocalServer(folder);
  await rm(folder, { recursive: true, force: true });
  for (const name of ["definitions", "roles", "generated", "drizzle.config.ts"]) {
    await cp(join(root, name), join(folder, name), { recursive: true });
  }
  try {
    title("The warehouse as it is: its tables and roles, applied to a local server");
    await dwh(folder, "upgrade");
    title("A change: definitions and roles are edited");
    for (const { file, says, text } of changed) {
      await writeFile(join(folder, file), text);
      process.stdout.write(`${file}: ${says}\n`);
    }
    await writeFile(join(folder, "roles", "people.yaml"), PERSON);
    process.stdout.write(`roles/people.yaml, new:\n${PERSON.replace(/^/gm, "  ").trimEnd()}\n`);
    title("The revision: planned, proved on a scratch server, written");
    await dwh(folder, "revision", "--message", "strikes are sensitive");
    const revision = await newest(folder);
    title("Its SQL, which people review in a pull request");
    process.stdout.write(await readFile(join(revision, "migration.sql"), "utf8"));
    title("Applied, and taken back");
    await dwh(folder, "upgrade");
    await dwh(folder, "info");
    await dwh(folder, "downgrade", "-1");
  } finally {
    await stopLocalServer(folder);
  }
  process.stdout.write(`\nThe copy stays in ${folder}; your project is as it was.\n`);
  return EXIT.done;
}
