// Where an adopted file of roles goes, and writing it.
import { existsSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join, relative, resolve } from "node:path";
import { readRolesFiles } from "../declarations/language/role-files.ts";
import { problem, Refusal } from "../model/diagnostic.ts";
import type { Project } from "../sources/project.ts";

/**
 * Where adopted roles go: the given file, else `adopted.yaml` in the folder of roles.
 *
 * @returns the path as it is shown
 * @throws {Refusal} when the file is there already, or without a given one when there are role files
 */
export async function fileForRoles({ root, config }: Project, given: string | undefined): Promise<string> {
  if (given !== undefined) {
    if (!existsSync(given)) return given;
    throw new Refusal([
      problem("file-exists", "the file for the adopted roles is there already", {
        at: { file: given },
        help: "Name another one, or --out - to see the text.",
      }),
    ]);
  }
  const files = await readRolesFiles(root, config.roles);
  const [first] = files;
  if (!first) return relative(process.cwd(), join(resolve(root, config.roles), "adopted.yaml"));
  throw new Refusal([
    problem("roles-exist", "there are role files already, which adopted ones would stand beside", {
      at: { file: first.file },
      help: "Name a file with --out, or --out - to see the text.",
    }),
  ]);
}

/**
 * Where roles go that are adopted beside others: the given file, else the first of adopted.yaml, adopted-2.yaml, … that
 * is not there.
 *
 * @throws {Refusal} when the given file is there already
 */
export async function fileBesideRoles(project: Project, given: string | undefined): Promise<string> {
  if (given !== undefined) return fileForRoles(project, given);
  const folder = resolve(project.root, project.config.roles);
  for (let number = 1; ; number++) {
    const file = join(folder, number === 1 ? "adopted.yaml" : `adopted-${number}.yaml`);
    if (!existsSync(file)) return relative(process.cwd(), file);
  }
}

/** Whether the project has role files. */
export const hasRoles = async ({ root, config }: Project): Promise<boolean> =>
  (await readRolesFiles(root, config.roles)).length > 0;

/** Writes the file, and its folder where there is none. @throws what the file system throws */
export async function writeAdopted(file: string, text: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, text, { flag: "wx" });
}
