import { annotationsOf, type Definitions, loadDefinitions } from "../declarations/definitions.ts";
import { readRolesFiles } from "../declarations/read-roles-files.ts";
import { checkRemoved } from "../declarations/removed-roles.ts";
import { resolveRoles } from "../declarations/resolve-roles.ts";
import { type ParsedRolesFile, parseRolesFile } from "../declarations/roles-file.ts";
import { type KitState, stateOf } from "../migrations/drizzle-kit.ts";
import { relationsOf } from "../migrations/snapshot.ts";
import { type Diagnostic, refuseErrors } from "../model/diagnostic.ts";
import type { Warehouse } from "../model/warehouse.ts";
import type { Project } from "./project.ts";
import { keptSequences, withKeptSequences } from "./recorded.ts";

/** definitions/ and roles/ as they are read, before names are resolved. */
export interface Declarations {
  readonly definitions: Definitions;
  /** drizzle-kit's view of the definitions. */
  readonly state: KitState;
  readonly roles: readonly ParsedRolesFile[];
}

/**
 * Reads and checks definitions/ and roles/.
 *
 * @throws {Refusal} with everything that is wrong in either
 */
export async function readDeclarations({ root, config }: Project): Promise<Declarations> {
  const [definitions, files] = await Promise.all([
    loadDefinitions(root, config.schema),
    readRolesFiles(root, config.roles),
  ]);
  const parsed = files.map(({ file, text }) => parseRolesFile(file, text));
  refuseErrors([...definitions.diagnostics, ...parsed.flatMap(({ diagnostics }) => diagnostics)]);
  const state = await stateOf(definitions.exports);
  return { definitions, state, roles: parsed.flatMap(({ file }) => (file ? [file] : [])) };
}

/**
 * The declared warehouse. Sequences keep the names that they have in the recorded one.
 *
 * @param recorded with the renames of the revision applied
 * @returns the warehouse and what is wrong with the role files; with errors it must not be used
 */
export function declare(
  { config }: Project,
  { definitions, state, roles }: Declarations,
  recorded: Warehouse,
): { declared: Warehouse; diagnostics: Diagnostic[] } {
  const { schemas, relations: plain } = relationsOf(state);
  const kept = keptSequences(recorded, plain);
  const relations = withKeptSequences(plain, kept);
  const { sensitive } = annotationsOf(definitions);
  const { access, diagnostics } = resolveRoles(roles, {
    schemas,
    relations,
    sensitive,
    variables: config.variables,
  });
  const declared: Warehouse = {
    schemas,
    relations,
    sensitive: access.sensitive,
    keptSequences: kept,
    roles: access.roles,
    memberships: access.memberships,
    privileges: access.privileges,
  };
  return { declared, diagnostics: [...diagnostics, ...checkRemoved(recorded.roles, access, schemas)] };
}
