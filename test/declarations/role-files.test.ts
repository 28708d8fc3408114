import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { readRolesFiles } from "../../scripts/declarations/language/role-files.ts";
import { parseRolesFile } from "../../scripts/declarations/language/roles-file.ts";

const root = mkdtempSync(join(tmpdir(), "roles-"));
afterAll(() => rmSync(root, { recursive: true }));

function write(file: string, text: string | Uint8Array): void {
  mkdirSync(dirname(join(root, file)), { recursive: true });
  writeFileSync(join(root, file), text);
}

it("reads the YAML files of the folder and of those in it, sorted, hidden ones not", async () => {
  for (const file of ["b.yml", "a.yaml", "team/c.yaml", "A.YAML", ".swp.yaml", ".git/x.yaml", "notes.md"]) {
    write(`roles/${file}`, `# ${file}\n`);
  }
  mkdirSync(join(root, "roles/folder.yaml"));
  const files = await readRolesFiles(root, "./roles");
  expect(files.map(({ file }) => file)).toEqual([
    "roles/A.YAML",
    "roles/a.yaml",
    "roles/b.yml",
    "roles/team/c.yaml",
  ]);
  expect(files[1]?.text).toBe("# a.yaml\n");
});

it("has nothing to read where there is no folder", async () => {
  expect(await readRolesFiles(root, "nowhere")).toEqual([]);
});

it("leaves bytes that are no UTF-8 to be reported", async () => {
  write("latin/a.yaml", Uint8Array.from([0x23, 0xe9, 0x0a]));
  const [file] = await readRolesFiles(root, "latin");
  expect(parseRolesFile("a.yaml", file?.text ?? "").diagnostics.map(({ code }) => code)).toEqual([
    "not-utf8",
  ]);
});
