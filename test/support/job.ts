import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Project } from "../../scripts/project/project.ts";
import { makeProject, revise, writeFiles } from "./project.ts";

/**
 * A job of a warehouse admin on disk: role files as they are written for it, the expected migration.sql and
 * down.sql, and where it needs them before.yaml (what stands in their place before) and beside.yaml (what stands
 * beside both; the one for all jobs unless it has its own).
 */
export interface Job {
  readonly name: string;
  readonly folder: string;
}

const JOBS = resolve(import.meta.dirname, "../cases/jobs");

/** Every job. */
export function jobs(): Job[] {
  return readdirSync(JOBS, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => ({ name, folder: join(JOBS, name) }));
}

const read = (file: string): string => readFileSync(file, "utf8");

const OTHERS = new Set(["before.yaml", "beside.yaml"]);

/** A project whose first revision is the warehouse before the job, with the job declared. */
export async function openJob({ folder }: Job): Promise<Project> {
  const own = join(folder, "beside.yaml");
  const project = await makeProject({
    "definitions/definitions.ts": read(join(JOBS, "definitions.ts")),
    "roles/beside.yaml": read(existsSync(own) ? own : join(JOBS, "beside.yaml")),
  });
  const before = join(folder, "before.yaml");
  if (existsSync(before)) await writeFiles(project.root, { "roles/before.yaml": read(before) });
  await revise(project, "before", { proof: false });
  rmSync(join(project.root, "roles/before.yaml"), { force: true });
  const files = readdirSync(folder).filter((file) => file.endsWith(".yaml") && !OTHERS.has(file));
  await writeFiles(
    project.root,
    Object.fromEntries(files.map((file) => [`roles/${file}`, read(join(folder, file))])),
  );
  return project;
}
