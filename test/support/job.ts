import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { parse } from "yaml";
import type { Project } from "../../scripts/sources/project.ts";
import { makeProject, revise, writeFiles } from "./project.ts";

/**
 * A job of a warehouse admin on disk: role files as they are written for it, the expected migration.sql and
 * down.sql, and where it needs them before.yaml (what stands in their place before) and beside.yaml (what stands
 * beside both; the one for all jobs unless it has its own).
 */
interface Job {
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

/** The values of `env` that the jobs know. */
const JOB_ENVIRONMENTS = ["test", "prod"] as const;

/**
 * Gives what the whole cluster shares names of one's own: the values of `env`, and roles whose name is not made of it.
 *
 * @param texts role files of one project
 */
function withSuffix(texts: readonly string[], suffix: string): (text: string) => string {
  const declared = texts.flatMap((text) => Object.keys(parse(text)?.roles ?? {}));
  const shared = [...new Set(declared)].filter((name) => !name.includes("${"));
  const names = [...shared, ...JOB_ENVIRONMENTS.map((value) => `(?<=env: )${value}`)];
  const pattern = new RegExp(`\\b(?:${names.join("|")})\\b`, "g");
  return (text) => text.replaceAll(pattern, (name) => `${name}${suffix}`);
}

/**
 * A project whose first revision is the warehouse before the job, with the job declared.
 *
 * @param suffix stands behind the values of `env` and the names of shared roles
 */
export async function openJob({ folder }: Job, suffix = ""): Promise<Project> {
  const own = join(folder, "beside.yaml");
  const beside = read(existsSync(own) ? own : join(JOBS, "beside.yaml"));
  const before = join(folder, "before.yaml");
  const former = existsSync(before) ? { "roles/before.yaml": read(before) } : {};
  const files = readdirSync(folder).filter((file) => file.endsWith(".yaml") && !OTHERS.has(file));
  const job = Object.fromEntries(files.map((file) => [`roles/${file}`, read(join(folder, file))]));
  const rename = withSuffix([beside, ...Object.values({ ...former, ...job })], suffix);
  const renamed = (texts: Readonly<Record<string, string>>) =>
    Object.fromEntries(Object.entries(texts).map(([path, text]) => [path, rename(text)]));

  const project = await makeProject(
    {
      "definitions/definitions.ts": read(join(JOBS, "definitions.ts")),
      ...renamed({ "roles/beside.yaml": beside, ...former }),
    },
    JOB_ENVIRONMENTS.map((value) => `${value}${suffix}`),
  );
  await revise(project, "before", { proof: false });
  rmSync(join(project.root, "roles/before.yaml"), { force: true });
  await writeFiles(project.root, renamed(job));
  return project;
}
