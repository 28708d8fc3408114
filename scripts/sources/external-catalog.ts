// What others make in the schemas that role files call external: what a server has of it, beside what is kept.
import { type Sql, withConnection } from "../database/connect/connect.ts";
import { readExtensionContents } from "../database/inspect/extension-content.ts";
import { readSchemaContents } from "../database/inspect/schema-content.ts";
import { resolveExternalSchemas, schemaEntries } from "../declarations/grants/schema-sections.ts";
import { namedExtensions } from "../declarations/language/named-extensions.ts";
import { readRolesFiles } from "../declarations/language/role-files.ts";
import { parseRolesFile } from "../declarations/language/roles-file.ts";
import { readCatalog } from "../declarations/objects/catalog-file.ts";
import { readKeptExtensions } from "../declarations/objects/kept-extensions.ts";
import { loadRevisions } from "../migrations/folder.ts";
import { type Diagnostic, problem, Refusal, refuseErrors } from "../model/diagnostic.ts";
import { compareText, displayName, displayPath } from "../model/identifier.ts";
import type { ContentObject, KeptCatalog } from "../model/kept-catalog.ts";
import { objectKey } from "../model/object.ts";
import { fillVariables } from "../model/variable.ts";
import type { Warehouse } from "../model/warehouse.ts";
import { madeExtensions } from "../sql/made-extensions.ts";
import type { Project } from "./project.ts";
import type { Target } from "./target.ts";

/** What a server has, and how that is not what is kept. */
interface FoundCatalog {
  readonly found: KeptCatalog;
  /** Those of which role files speak and that no revision makes. */
  readonly extensions: Warehouse["extensionMembers"];
  /** A sentence each, sorted. */
  readonly differences: readonly string[];
}

type Extensions = Warehouse["extensionMembers"];

const NO_EXTERNAL = problem(
  "no-external-schema",
  "no role file calls a schema external, or speaks of an extension that no revision makes",
  { help: "Say under `schemas` which others make: `RAW: {external: true}`." },
);

/** What the role files say that others make: schemas, with their variables, and extensions. */
async function madeByOthers({ root, config }: Project): Promise<{ schemas: string[]; extensions: string[] }> {
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
  const revisions = await loadRevisions(config.out);
  const made = madeExtensions(revisions.map(({ migration }) => migration));
  const extensions = [...namedExtensions(parsed.map(({ file }) => file))].filter((name) => !made.has(name));
  if (schemas.size === 0 && extensions.length === 0) throw new Refusal([NO_EXTERNAL]);
  return { schemas: [...schemas].sort(compareText), extensions: extensions.sort(compareText) };
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

/** What came and went in extensions. */
function memberDifferences(kept: Extensions, found: Extensions): string[] {
  const texts = (extensions: Extensions) =>
    new Map(
      [...extensions.values()].flatMap(({ extension, members }) =>
        members.map(
          ({ object, everybody }) =>
            [
              `${objectKey(object)} of the extension ${displayName(extension)}`,
              `${everybody?.join() ?? "-"}`,
            ] as const,
        ),
      ),
    );
  const [before, after] = [texts(kept), texts(found)];
  const names = [...new Set([...before.keys(), ...after.keys()])].sort(compareText);
  return names.flatMap((name) => {
    if (before.get(name) === after.get(name)) return [];
    if (!before.has(name)) return [`new: ${name}`];
    return [after.has(name) ? `otherwise open to PUBLIC: ${name}` : `gone: ${name}`];
  });
}

/**
 * Reads what a target has in the schemas that the role files call external.
 *
 * @throws {Refusal} where a schema is not there, or none is external
 */
export async function readExternalCatalog(project: Project, target: Target): Promise<FoundCatalog> {
  const { schemas, extensions: names } = await madeByOthers(project);
  const [kept, keptExtensions] = await Promise.all([
    readCatalog(project.root),
    readKeptExtensions(project.root),
  ]);
  const called = new Map(schemas.map((schema) => [schema, fillVariables(schema, target.variables)]));
  const { contents, extensions } = await withConnection(target.url, async (sql: Sql) => ({
    contents: await readSchemaContents(sql, [...called.values()]),
    extensions: await readExtensionContents(sql, names),
  }));
  const missing = [...called.values()].filter((name) => contents.get(name) === undefined);
  refuseErrors([
    ...missing.map((name) =>
      problem("unknown-object", `there is no schema ${displayName(name)} in ${target.shown}`, {
        help: "Whoever makes it has to make it first; or correct its name under `schemas`.",
      }),
    ),
    ...names
      .filter((name) => !extensions.has(name))
      .map((name) =>
        problem("unknown-object", `there is no extension ${displayName(name)} in ${target.shown}`, {
          help: "Whoever makes it has to make it first; or correct its name in the role files.",
        }),
      ),
  ]);
  const found: KeptCatalog = new Map(
    [...called].map(([schema, name]) => [schema, contents.get(name) ?? { objects: [] }]),
  );
  const differences = [...differencesOf(kept, found), ...memberDifferences(keptExtensions, extensions)];
  return { found, extensions, differences };
}
