import { mkdir, symlink, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import type { Hint } from "../../scripts/migrations/kit/drizzle-kit-hints.ts";
import { type PlanOptions, planRevision } from "../../scripts/revise/plan-revision.ts";
import type { PlannedRevision } from "../../scripts/revise/planned-revision.ts";
import { proveAndWrite } from "../../scripts/revise/write-revision.ts";
import { openProject, type Project } from "../../scripts/sources/project.ts";
import { readSources } from "../../scripts/sources/read-sources.ts";
import type { Target } from "../../scripts/sources/target.ts";
import { shareEmptyCluster, temporaryProject } from "./cluster.ts";

const ROOT = resolve(import.meta.dirname, "../..");

/** What stands for this package's name in the definitions of a temporary project. */
export const LIBRARY = join(ROOT, "scripts/index.ts");

/** Texts by path within a project. */
export type ProjectFiles = Readonly<Record<string, string>>;

/** Writes files of a project. */
export async function writeFiles(root: string, files: ProjectFiles): Promise<void> {
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  }
}

/** drizzle.config.ts of a project whose definitions are in definitions/; the values that `env` may take. */
export const config = (env: readonly string[]): string => `export default {
  dialect: "postgresql",
  schema: "./definitions/**/*.ts",
  warehouse: { variables: { env: ${JSON.stringify(env)} } },
};
`;

/** A project in a folder of its own, which the caller removes. */
export async function makeProject(
  files: ProjectFiles,
  env: readonly string[] = ["test", "prod"],
): Promise<Project> {
  const root = await temporaryProject();
  await symlink(join(ROOT, "node_modules"), join(root, "node_modules"));
  await writeFiles(root, { "drizzle.config.ts": config(env), ...files });
  await shareEmptyCluster(root);
  return openProject(root, LIBRARY);
}

/** Plans the next revision. @throws {Error} when there is nothing to write or something is asked */
export async function plan(
  project: Project,
  message: string,
  hints: readonly Hint[] = [],
  options: PlanOptions = {},
): Promise<PlannedRevision> {
  const planned = await planRevision(await readSources(project), message, hints, options);
  if (planned.kind !== "planned")
    throw new Error(`planning "${message}" came to: ${JSON.stringify(planned)}`);
  return planned.revision;
}

/** Plans and writes the next revision, proved unless said. */
export async function revise(
  project: Project,
  message: string,
  options: { readonly hints?: readonly Hint[]; readonly proof?: boolean } = {},
): Promise<PlannedRevision> {
  const revision = await plan(project, message, options.hints);
  await proveAndWrite(project, revision, { proof: options.proof ?? true });
  return revision;
}

/** A database as a target. */
export function target(url: string, variables: Target["variables"]): Target {
  return { name: "test", url, shown: "the test database", variables };
}
