// What of a warehouse is sensitive: by the revisions, and by the definitions, which may be ahead of them.

import { NEWEST_MAJOR } from "../model/privilege.ts";
import type { Variables } from "../model/variable.ts";
import { openSource } from "../sources/open-source.ts";
import type { Project } from "../sources/project.ts";

/** Relations and columns that either marks, as displayPath writes them. */
export async function sensitiveColumns(project: Project, variables: Variables): Promise<ReadonlySet<string>> {
  const binding = { variables, major: NEWEST_MAJOR };
  const [declared, recorded] = await Promise.all(
    ["declared", "recorded"].map((source) => openSource(project, source, binding)),
  );
  return new Set([...(declared?.warehouse.sensitive ?? []), ...(recorded?.warehouse.sensitive ?? [])]);
}
