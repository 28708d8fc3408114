/** The declared warehouse: definitions/ and roles/, read and resolved. */
import { join } from "node:path";
import type { DeclaredAccess } from "../declarations/declared-access.ts";
import { placeOfRelation } from "../declarations/definitions/annotations.ts";
import { type Definitions, loadDefinitions } from "../declarations/definitions/definitions.ts";
import { readRolesFiles } from "../declarations/language/role-files.ts";
import { type ParsedRolesFile, parseRolesFile } from "../declarations/language/roles-file.ts";
import { hasCatalog, readCatalog } from "../declarations/objects/catalog-file.ts";
import { readKeptExtensions } from "../declarations/objects/kept-extensions.ts";
import { resolveRoles } from "../declarations/resolve-roles.ts";
import { checkRemoved, departureOf } from "../declarations/roles/removed-roles.ts";
import { keptFolder } from "../kept/kept-folder.ts";
import { preloadKit, stateOf } from "../migrations/kit/drizzle-kit.ts";
import type { KitState } from "../migrations/kit/kit-state.ts";
import { warehouseOf } from "../model/collections.ts";
import { type Diagnostic, hasErrors, Refusal } from "../model/diagnostic.ts";
import { applyRenames } from "../model/fold.ts";
import { compareText } from "../model/identifier.ts";
import type { KeptCatalog } from "../model/kept-catalog.ts";
import type { KnownRoutines } from "../model/known-routines.ts";
import type { Rename } from "../model/rename.ts";
import type { Warehouse } from "../model/warehouse.ts";
import { declaredViewReads } from "./declared-view-reads.ts";
import { dueRenames, renamedWithSchemas } from "./due-renames.ts";
import type { Promises } from "./failed-expectations.ts";
import { checkKeyAccess } from "./key-access.ts";
import type { ExtensionSources } from "./known-extensions.ts";
import { objectCircles } from "./object-circles.ts";
import { withPartitionOwners } from "./partition-owners.ts";
import { checkPolicyRoles } from "./policy-roles.ts";
import type { Project } from "./project.ts";
import { definedContext } from "./roles-context.ts";

/** definitions/ and roles/ as they are read, before names are resolved. */
export interface Declarations {
  readonly definitions: Definitions;
  /** drizzle-kit's view of the definitions. */
  readonly state: KitState;
  readonly roles: readonly ParsedRolesFile[];
  /** What others make, as far as it is kept. */
  readonly existing: KeptCatalog;
  readonly extensions: ExtensionSources;
  /** What is wrong with the text of either, as far as it can be known without the other. */
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Reads definitions/ and roles/.
 *
 * @throws {Refusal} with everything that is wrong in either, where the definitions cannot be used; what is wrong
 *   with role files alone is told together with what does not resolve (see {@link declare})
 */
export async function readDeclarations({ root, config, library }: Project): Promise<Declarations> {
  preloadKit(join(await keptFolder(root), "cache"));
  const [definitions, files, existing, kept] = await Promise.all([
    loadDefinitions(root, config.schema, {
      library,
      variables: config.variables,
      seconds: config.loadSeconds,
      mayBeMissing: hasCatalog(root),
    }),
    readRolesFiles(root, config.roles),
    readCatalog(root),
    readKeptExtensions(root),
  ]);
  const parsed = files.map(({ file, text }) => parseRolesFile(file, text));
  const diagnostics = [...definitions.diagnostics, ...parsed.flatMap((result) => result.diagnostics)];
  if (hasErrors(definitions.diagnostics)) throw new Refusal(diagnostics);
  const state = await stateOf(definitions.exports);
  const told = [...diagnostics, ...objectCircles(definitions, state)];
  const extensions: ExtensionSources = { kept, inSql: new Set(), ahead: new Map() };
  const read = parsed.map(({ file }) => file);
  return { definitions, state, roles: read, existing, extensions, diagnostics: told };
}

/**
 * The declared warehouse. Sequences keep the names that they have in the recorded one.
 *
 * @param recorded with the renames of the revision applied
 * @param renames these renames: access roles follow their schemas
 * @param routines those that revisions made
 * @returns the warehouse, the renames of roles that its files ask for, what becomes of those that go, which views may be shown, what they expect, and what is wrong with
 *   them; with errors none of it must be used
 */
export function declare(
  { config }: Project,
  { definitions, state, roles, existing, extensions, diagnostics: textual }: Declarations,
  recorded: Warehouse,
  renames: readonly Rename[] = [],
  routines?: KnownRoutines,
): {
  declared: Warehouse;
  roleRenames: readonly Rename[];
  departures: DeclaredAccess["removed"];
  cleared: DeclaredAccess["cleared"];
  diagnostics: Diagnostic[];
} & Promises {
  const { context, schemas, kept, comments } = definedContext(
    { definitions, state, existing, extensions },
    config.variables,
    recorded,
    routines,
  );
  const { relations, objects } = context;
  const { access, diagnostics } = resolveRoles(roles, context);
  const viewReads = declaredViewReads(state, relations, recorded.viewReads);
  // A schema of others in which tables are declared, as `pgSchema(…).existing()`.
  const used = [...relations.values()].map((relation) => relation.schema);
  const foreign = [...used, ...[...objects.values()].map(({ path }) => path[0] ?? "")].filter(
    (schema) => schema !== "public" && !schemas.has(schema),
  );
  const externalSchemas = new Set([...access.externalSchemas, ...foreign].sort(compareText));
  const { sqlObjects, distributions } = definitions;
  const own = { schemas, relations, objects, comments, sqlObjects, distributions };
  const defined = { ...own, keptSequences: kept, externalSchemas, viewReads };
  const owners = withPartitionOwners(access.owners, sqlObjects);
  const declared = warehouseOf({ ...access, owners, ...defined });
  const wrong = [...textual, ...diagnostics];
  // With errors no access is declared: every recorded role would seem to be lost.
  const roleRenames = dueRenames(recorded.roles, [
    ...access.renames,
    ...renamedWithSchemas(access.accessRoles, renames),
  ]);
  const renamed = applyRenames(recorded, roleRenames);
  const placeOf = (key: string) => placeOfRelation(definitions.sources, key);
  const lost = hasErrors(wrong)
    ? []
    : [
        ...checkPolicyRoles(state, access, placeOf),
        ...checkKeyAccess(declared, placeOf),
        ...checkRemoved(renamed.roles, access, context.schemas),
      ];
  const { cleared, expectations, provenance } = access;
  const departures = new Map(
    [...renamed.roles.values()].flatMap((role) => {
      const departure = departureOf(role, access.removed);
      return departure ? [[role.name, departure] as const] : [];
    }),
  );
  return {
    declared,
    roleRenames,
    departures,
    cleared,
    expectations,
    provenance,
    diagnostics: [...wrong, ...lost],
  };
}
