// Entries as if they stood in one more role file: what is declared with them, and which of them are refused.
import type { RolesFile } from "../../declarations/language/roles-schema.ts";
import type { Diagnostic } from "../../model/diagnostic.ts";
import type { Warehouse } from "../../model/warehouse.ts";
import { type Declarations, declare } from "../../sources/declared.ts";
import type { Project } from "../../sources/project.ts";
import { sections } from "./sections.ts";

const FILE = "more.yaml";

/** As if it were a file: what is wrong in it has the path of its entry as its place. */
const asFile = (content: RolesFile): Declarations["roles"][number] => ({
  file: FILE,
  content: {
    value: sections(content),
    path: [],
    locate: (path) => ({ file: JSON.stringify([FILE, ...path]) }),
  },
  complete: true,
});

/** An entry that is refused. */
interface RefusedEntry {
  readonly section: string;
  /** Its index in a list, or its name. */
  readonly key: string;
  readonly message: string;
}

/** What is declared with entries, and which of them are refused. */
interface DeclaredBeside {
  readonly declared: Warehouse;
  readonly errors: readonly Diagnostic[];
  readonly refused: readonly RefusedEntry[];
}

/** What the role files and these entries declare together. */
export function declaredBeside(
  project: Project,
  declarations: Declarations,
  recorded: Warehouse,
  content: RolesFile,
): DeclaredBeside {
  const roles = [...declarations.roles, asFile(content)];
  const { declared, diagnostics } = declare(project, { ...declarations, roles }, recorded);
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  const refused = errors.flatMap(({ at, message }): RefusedEntry[] => {
    if (!at?.file.startsWith(`["${FILE}"`)) return [];
    const [, section, key] = JSON.parse(at.file) as unknown[];
    return section === undefined || key === undefined
      ? []
      : [{ section: String(section), key: String(key), message }];
  });
  return { declared, errors, refused };
}

/** The entries without those that are refused. */
export function withoutRefused<Content extends RolesFile>(
  content: Content,
  refused: readonly RefusedEntry[],
): Content {
  const isRefused = (section: string, key: string) =>
    refused.some((one) => one.section === section && one.key === key);
  return Object.fromEntries(
    Object.entries(content).map(([section, entries]) => [
      section,
      Array.isArray(entries)
        ? entries.filter((_, index) => !isRefused(section, String(index)))
        : Object.fromEntries(Object.entries(entries ?? {}).filter(([key]) => !isRefused(section, key))),
    ]),
  ) as Content;
}
