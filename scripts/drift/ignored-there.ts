// What is passed over on a target: the patterns of drizzle.config.ts, with its variables filled in.
import { escapeTemplate, fillVariables, type Variables } from "../model/variable.ts";
import type { Project } from "../sources/project.ts";

/** `ignore` of drizzle.config.ts on a target; what is no variable of the project is meant as it is. */
export const ignoredOn = (
  { config: { ignore, variables: allowed } }: Pick<Project, "config">,
  variables: Variables,
): string[] => ignore.map((pattern) => fillVariables(escapeTemplate(pattern, allowed), variables));
