import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";

const REPOSITORY = fileURLToPath(new URL("../../", import.meta.url));

/** What definition files import as "dwh-definitions". */
export const LIBRARY = join(REPOSITORY, "scripts", "index.ts");

/** A folder with the given files and the packages of this repository, gone when the test ends. */
export function temporaryProject(files: Readonly<Record<string, string>>): string {
  const root = realpathSync(mkdtempSync(join(tmpdir(), "dwh-project-")));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  symlinkSync(join(REPOSITORY, "node_modules"), join(root, "node_modules"), "junction");
  for (const [name, text] of Object.entries(files)) {
    const file = join(root, name);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  return root;
}

/** A text without the indentation of its first line. */
export function dedent(text: string): string {
  const lines = text.replace(/^\n/, "").trimEnd().split("\n");
  const indent = /^ */.exec(lines[0] ?? "")?.[0].length ?? 0;
  return `${lines.map((line) => line.slice(indent)).join("\n")}\n`;
}
