// Schemas of another name: what those of the local database are called at the source of a sample.
import { NEWEST_MAJOR } from "../model/privilege.ts";
import { fillVariables, type Variables } from "../model/variable.ts";
import { openSource } from "../sources/open-source.ts";
import type { Project } from "../sources/project.ts";

/**
 * The names at the source, by the local ones, of schemas that are called otherwise there.
 *
 * @param there the values of the deploy variables at the source
 */
export async function schemasAtBoth(
  project: Project,
  there: Variables,
  here: Variables,
): Promise<ReadonlyMap<string, string>> {
  const { tables } = await openSource(project, "recorded", { variables: there, major: NEWEST_MAJOR });
  const { schemas, externalSchemas } = tables?.recorded.warehouse ?? { schemas: [], externalSchemas: [] };
  const names = [...schemas, ...externalSchemas].map(
    (schema) => [fillVariables(schema, here), fillVariables(schema, there)] as const,
  );
  return new Map(names.filter(([local, source]) => local !== source));
}
