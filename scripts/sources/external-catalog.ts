// What others make in the schemas that role files call external: what a server has of it, beside what is kept.
import { type Sql, withConnection } from "../database/connect/connect.ts";
import { readSchemaContents } from "../database/inspect/schema-content.ts";
import { resolveExternalSchemas, schemaEntries } from "../declarations/grants/schema-sections.ts";
import { readRolesFiles } from "../declarations/language/role-files.ts";
import { parseRolesFile } from "../declarations/language/roles-file.ts";
import { readCatalog } from "../declarations/objects/catalog-file.ts";
import { type Diagnostic, problem, Refusal, refuseErrors } from "../model/diagnostic.ts";
import { compareText, displayName, displayPath } from "../model/identifier.ts";
import type { ContentObject, KeptCatalog } from "../model/kept-catalog.ts";
import { fillVariables } from "../model/variable.ts";
import type { Project } from "./project.ts";
import type { Target } from "./target.ts";

/** What a server has, and how that is not what is kept. */
export interface FoundCatalog {
  readonly found: KeptCatalog;
  /** A sentence each, sorted. */
  readonly differences: readonly string[];
}

const NO_EXTERNAL = problem("no-external-schema", "no role file calls a schema external", {
  help: "Say under `schemas` which others make: `RAW: {external: true}`.",
});

/** The names in the role files, with their variables. */
async function externalSchemas({ root, config }: Project): Promise<string[]> {
  const files = await readRolesFiles(root, config.roles);
  const parsed = files.map(({ file, text }) => parseRolesFile(file, text));
  const problems: Diagnostic[] = parsed.flatMap(({ diagnostics }) => diagnostics);
  const said = schemaEntries(parsed.map(({ file }) => file));
  const context = {
    variables: config.variables,
    report: (diagnostic: Diagnostic) => void problems.push(diagnostic),
  };
  const schemas = resolveExternalSchemas(said, new Set(), context);
  refuseErrors(problems);
  if (schemas.size === 0) throw new Refusal([NO_EXTERNAL]);
  return [...schemas].sort(compareText);
}

/** An object in words, with its columns. */
const texts = (catalog: KeptCatalog): Map<string, string> =>
  new Map(
    [...catalog].flatMap(([schema, { objects }]) =>
      objects.map(({ kind, name, columns }: ContentObject) => {
        const shown = kind === "routine" ? `${displayName(schema)}.${name}` : displayPath([schema, name]);
        return [`${kind} ${shown}`, columns.join(", ")] as const;
      }),
    ),
  );

function differencesOf(kept: KeptCatalog, found: KeptCatalog): string[] {
  const [before, after] = [texts(kept), texts(found)];
  const names = [...new Set([...before.keys(), ...after.keys()])].sort(compareText);
  return names.flatMap((name) => {
    const [one, other] = [before.get(name), after.get(name)];
    if (one === other) return [];
    if (one === undefined) return [`new: ${name}`];
    return [other === undefined ? `gone: ${name}` : `other columns: ${name}: ${other}`];
  });
}

/**
 * Reads what a target has in the schemas that the role files call external.
 *
 * @throws {Refusal} where a schema is not there, or none is external
 */
export async function readExternalCatalog(project: Project, target: Target): Promise<FoundCatalog> {
  const schemas = await externalSchemas(project);
  const kept = await readCatalog(project.root);
  const called = new Map(schemas.map((schema) => [schema, fillVariables(schema, target.variables)]));
  const contents = await withConnection(target.url, (sql: Sql) =>
    readSchemaContents(sql, [...called.values()]),
  );
  const missing = [...called.values()].filter((name) => contents.get(name) === undefined);
  if (missing.length > 0)
    throw new Refusal(
      missing.map((name) =>
        problem("unknown-object", `there is no schema ${displayName(name)} in ${target.shown}`, {
          help: "Whoever makes it has to make it first; or correct its name under `schemas`.",
        }),
      ),
    );
  const found: KeptCatalog = new Map(
    [...called].map(([schema, name]) => [schema, contents.get(name) ?? { objects: [] }]),
  );
  return { found, differences: differencesOf(kept, found) };
}
