// What a project declares already, where it has definitions.
import { Refusal } from "../model/diagnostic.ts";
import { type Declarations, readDeclarations } from "../sources/declared.ts";
import type { Project } from "../sources/project.ts";

/** @returns undefined where there are no definitions yet */
export async function declarationsOf(project: Project): Promise<Declarations | undefined> {
  try {
    return await readDeclarations(project);
  } catch (error) {
    const isMissing =
      error instanceof Refusal && error.diagnostics.every(({ code }) => code === "no-definitions");
    if (isMissing) return undefined;
    throw error;
  }
}
