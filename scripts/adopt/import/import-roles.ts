// A file of another tool for roles → a file of roles.
import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { parse } from "yaml";
import { parseRolesFile } from "../../declarations/language/roles-file.ts";
import { EMPTY_WAREHOUSE } from "../../model/collections.ts";
import { hasErrors, problem, Refusal } from "../../model/diagnostic.ts";
import { readDeclarations } from "../../sources/declared.ts";
import type { Project } from "../../sources/project.ts";
import { definedContext } from "../../sources/roles-context.ts";
import { writeRoles } from "../roles/write-roles.ts";
import { databasesOf, fromLdap2pg } from "./from-ldap2pg.ts";
import { fromPgbedrock } from "./from-pgbedrock.ts";
import { fromPgroles } from "./from-pgroles.ts";
import { type DraftContext, RolesDraft } from "./roles-draft.ts";

type Reader = (value: unknown, draft: RolesDraft, database: string | undefined) => void;

const READERS = {
  pgroles: fromPgroles,
  ldap2pg: fromLdap2pg,
  pgbedrock: fromPgbedrock,
} as const satisfies Record<string, Reader>;

/** Tools whose files can be read. */
export type ImportedTool = keyof typeof READERS;
export const IMPORTED_TOOLS = Object.keys(READERS) as ImportedTool[];

export const isImportedTool = (name: string): name is ImportedTool => Object.hasOwn(READERS, name);

/** A file of roles, and what of the other file it does not say. */
interface ImportedRoles {
  readonly text: string;
  readonly unsaid: readonly string[];
}

/** @throws {Refusal} where the text is no YAML, or it is not said which of several databases is meant */
export function importRoles(
  { tool, file, text }: { readonly tool: ImportedTool; readonly file: string; readonly text: string },
  context: DraftContext,
  database?: string,
): ImportedRoles {
  let value: unknown;
  try {
    value = parse(text, { merge: true });
  } catch (error) {
    throw new Refusal([problem("yaml-syntax", (error as Error).message, { at: { file } })]);
  }
  const databases = tool === "ldap2pg" ? databasesOf(value) : [];
  if (databases.length > 1 && database === undefined) {
    const message = `the rules are about several databases: ${databases.join(", ")}`;
    const help = "Say of which one this project is: --database NAME (make: database=NAME).";
    throw new Refusal([problem("option-value", message, { at: { file }, help })]);
  }
  const draft = new RolesDraft(context);
  const read: Reader = READERS[tool];
  read(value, draft, database);
  const made = draft.finish();
  const written = writeRoles(made, `Access as ${tool} has it in ${basename(file)}`);
  const { diagnostics } = parseRolesFile(file, written);
  // Its own mistake in what was read is told in the words of what was made.
  if (hasErrors(diagnostics))
    throw new Refusal(diagnostics.map(({ at: _, ...one }) => ({ ...one, at: { file } })));
  return { text: written, unsaid: made.unsaid };
}

/** What a project has beside the other tool's file; no definitions are needed. */
async function contextOf(project: Project): Promise<DraftContext> {
  const { variables } = project.config;
  try {
    const { context } = definedContext(await readDeclarations(project), variables, EMPTY_WAREHOUSE);
    return { schemas: context.schemas };
  } catch (error) {
    const isMissing =
      error instanceof Refusal && error.diagnostics.every(({ code }) => code === "no-definitions");
    if (isMissing) return { schemas: new Set() };
    throw error;
  }
}

/** Reads another tool's file for a project. @throws {Refusal} as importRoles does */
export async function importRolesFile(
  project: Project,
  tool: ImportedTool,
  file: string,
  database?: string,
): Promise<ImportedRoles> {
  return importRoles({ tool, file, text: await readFile(file, "utf8") }, await contextOf(project), database);
}
