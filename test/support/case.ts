import { cpSync, existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { parseHintsFile } from "../../scripts/migrations/kit/drizzle-kit-hints.ts";
import type { PlannedRevision } from "../../scripts/revise/planned-revision.ts";
import type { Project } from "../../scripts/sources/project.ts";
import { makeProject, plan, revise } from "./project.ts";

/**
 * A case on disk: `before/` and `after/` with definitions.ts and roles.yaml (before may be missing), the expected
 * migration.sql and down.sql, hints.json where drizzle-kit must ask, and review.md where it is looked at.
 */
export interface Case {
  readonly name: string;
  readonly folder: string;
}

const CASES = resolve(import.meta.dirname, "../cases/revisions");

/** The cases, by topic and name. */
export function cases(): Case[] {
  return readdirSync(CASES).flatMap((topic) =>
    readdirSync(join(CASES, topic)).map((name) => ({
      name: `${topic}/${name}`,
      folder: join(CASES, topic, name),
    })),
  );
}

/** Puts one side of a case into the project. */
function putSide(project: Project, folder: string): void {
  const { root } = project;
  for (const part of ["definitions", "roles"]) rmSync(join(root, part), { recursive: true, force: true });
  cpSync(join(folder, "definitions.ts"), join(root, "definitions/definitions.ts"));
  if (existsSync(join(folder, "roles.yaml")))
    cpSync(join(folder, "roles.yaml"), join(root, "roles/roles.yaml"));
}

/** The case as a project whose first revision is `before`, with `after` declared. */
export async function openCase({ folder }: Case, env: readonly string[]): Promise<Project> {
  const project = await makeProject({}, env);
  if (existsSync(join(folder, "before"))) {
    putSide(project, join(folder, "before"));
    await revise(project, "before", { proof: false });
  }
  putSide(project, join(folder, "after"));
  return project;
}

/** The definitions of a case's second side as a project without roles, and what adds its role files. */
export async function openStructure({ folder }: Case) {
  const project = await makeProject({});
  const after = join(folder, "after");
  putSide(project, after);
  const roles = join(project.root, "roles");
  rmSync(roles, { recursive: true, force: true });
  return { project, addRoles: () => cpSync(join(after, "roles.yaml"), join(roles, "roles.yaml")) };
}

/** The answers that the case gives to drizzle-kit. */
function hintsOf({ folder }: Case) {
  const file = join(folder, "hints.json");
  return existsSync(file) ? parseHintsFile(relative(".", file), readFileSync(file, "utf8")) : [];
}

/** The revision from before to after. */
export function planCase(project: Project, of: Case): Promise<PlannedRevision> {
  return plan(project, "after", hintsOf(of));
}
