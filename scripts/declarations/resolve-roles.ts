import { type Diagnostic, hasErrors } from "../model/diagnostic.ts";
import { compareText } from "../model/identifier.ts";
import { membershipSource, roleSource } from "../model/provenance.ts";
import { type DeclaredAccess, NO_ACCESS, type RolesContext } from "./declared-access.ts";
import { accessRoleGrants, exceptedByGrants, resolveGrants } from "./grants/all-grants.ts";
import { collectDefaults } from "./grants/collect-defaults.ts";
import { collectPrivileges, type GivenTo } from "./grants/collect-privileges.ts";
import { creatorDefaults, impliedGrants, resolveCreators } from "./grants/creators.ts";
import { dropOwnersEntries, tablesOfSequences } from "./grants/drop-owners-entries.ts";
import { checkExceptions } from "./grants/except-undone.ts";
import { makeProvenance } from "./grants/make-provenance.ts";
import { resolveOwners } from "./grants/owners.ts";
import { givenToPublic, resolvePublic } from "./grants/public.ts";
import { resolveDefaultPrivileges } from "./grants/resolve-default-privileges.ts";
import { resolveExpectation } from "./grants/resolve-expectations.ts";
import { resolveExternalSchemas, resolveSchemas, schemaEntries } from "./grants/schema-sections.ts";
import { resolveCleared, resolveSensitive } from "./grants/sensitivity.ts";
import { mergeLists, mergeNamed } from "./language/merge-files.ts";
import type { ParsedRolesFile } from "./language/roles-file.ts";
import { type CatalogSource, makeCatalog } from "./objects/catalog.ts";
import { resolveLevel } from "./objects/levels.ts";
import { accessExceptions } from "./roles/access-exceptions.ts";
import { resolveMemberships, wholeOfAccessRoles } from "./roles/all-memberships.ts";
import { resolveDeclaredRoles } from "./roles/declared-roles.ts";
import { byPlace, keyPlaceOf, type Report } from "./yaml/placed.ts";

/** What can be wrong only because an entry that has problems of its own was left out. */
const CONSEQUENCES: ReadonlySet<string> = new Set([
  "unknown-role",
  "unknown-level",
  "no-access-role",
  "nothing-sensitive",
]);

/** How files are resolved. */
export interface ResolveOptions {
  /** Whether it is asked where each part is said: `provenance`. It costs as much as all the rest. */
  readonly places: boolean;
}

const NO_PROVENANCE: ReturnType<typeof makeProvenance> = { note: () => {}, provenance: new Map() };

function resolveAll(
  files: readonly ParsedRolesFile[],
  {
    schemas,
    relations,
    objects,
    sensitive: annotated,
    withViews = (marked) => marked,
    variables,
  }: RolesContext,
  { places }: ResolveOptions,
  report: Report,
): DeclaredAccess {
  const schemaSections = schemaEntries(files);
  const externalSchemas = resolveExternalSchemas(schemaSections, schemas, variables, report);
  const source: CatalogSource = {
    schemas: [...schemas, ...externalSchemas],
    externalSchemas,
    relations: [...relations.values()],
    objects: [...objects.values()],
  };
  const definitions = makeCatalog(source, annotated);
  const marked = resolveSensitive(mergeLists(files, "sensitive"), annotated, definitions, report);
  const uncleared = withViews(marked, new Set());
  const cleared = resolveCleared(mergeLists(files, "cleared"), definitions, marked, uncleared, report);
  const sensitive = cleared.size === 0 ? uncleared : withViews(marked, cleared);
  const catalog = makeCatalog(source, sensitive);

  const levelBodies = [...mergeNamed(files, "levels", report)];
  const levels = new Map(levelBodies.map(([name, body]) => [name, resolveLevel(name, body, report)]));
  const declared = resolveDeclaredRoles(files, levels, catalog, variables, report);
  const { roles, accessRoles, findRole, conditionOf } = declared;
  const memberships = resolveMemberships(declared, levels, catalog, variables, report);

  const grants = resolveGrants(files, declared, levels, catalog, variables, report);
  const creators = resolveCreators(files, catalog, findRole, conditionOf, report);
  const saidCreators = files.some(({ content }) => content.value.creators !== undefined);
  const everybody = resolvePublic(
    mergeLists(files, "public"),
    saidCreators ? creators : undefined,
    catalog,
    variables,
    report,
  );
  const levelPlaces = new Map(levelBodies.map(([name, body]) => [name, keyPlaceOf(body)]));
  const given: GivenTo[] = [
    ...accessRoleGrants(declared, levelPlaces),
    ...grants,
    ...creators.map((creator) => ({
      grantee: creator.name,
      given: impliedGrants(creator),
      places: [creator.at],
      when: creator.when,
    })),
  ];
  const { note, provenance } = places ? makeProvenance() : NO_PROVENANCE;
  const said = collectPrivileges(given, everybody.on, variables, note);
  const { excepted, meant } = accessExceptions(declared, levels, catalog, variables);
  checkExceptions(
    [...excepted, ...exceptedByGrants(grants)],
    [...given, ...givenToPublic(everybody)],
    memberships.values(),
    meant,
    report,
  );
  const expectations = mergeLists(files, "expect").flatMap((entry) =>
    resolveExpectation(entry, { catalog, variables, findRole, conditionOf }, report),
  );
  for (const { name, at } of declared.places) note(roleSource(name), at);
  for (const { membership, places } of memberships.values())
    for (const at of places) note(membershipSource(membership), at);
  const defaults = collectDefaults(
    [
      ...creatorDefaults(creators, [...wholeOfAccessRoles(accessRoles, levels, catalog), ...grants], report),
      ...mergeLists(files, "default_privileges").flatMap((entry) =>
        resolveDefaultPrivileges(entry, catalog, variables, findRole, conditionOf, report),
      ),
    ],
    everybody.defaults,
    variables,
    note,
  );
  const settings = resolveSchemas(schemaSections, catalog, report);
  const owners = resolveOwners(settings, catalog, { objects }, findRole, conditionOf, note, report);
  const privileges = dropOwnersEntries(said, owners, tablesOfSequences(relations.values()));

  const sorted = <Value>(map: Iterable<[string, Value]>) =>
    new Map([...map].sort(([a], [b]) => compareText(a, b)));
  return {
    ...NO_ACCESS,
    roles: sorted(roles.map((role) => [role.name, role])),
    memberships: sorted([...memberships].map(([key, { membership }]) => [key, membership])),
    privileges,
    defaults,
    owners,
    externalSchemas: new Set([...externalSchemas].sort(compareText)),
    revokingSchemas: new Set(
      [...settings]
        .filter(([, { unmanaged }]) => unmanaged?.value === "revoke")
        .map(([schema]) => schema)
        .sort(compareText),
    ),
    sensitive,
    cleared,
    templates: declared.templates,
    renames: declared.renames,
    removed: sorted(declared.removed),
    expectations,
    provenance,
  };
}

/**
 * Merges the files and resolves every name in them. All problems are collected; where one of them is an error,
 * or was one in reading the files, nothing is declared.
 */
export function resolveRoles(
  files: readonly ParsedRolesFile[],
  context: RolesContext,
  options: ResolveOptions = { places: true },
): { access: DeclaredAccess; diagnostics: readonly Diagnostic[] } {
  const found: Diagnostic[] = [];
  const access = resolveAll(files, context, options, (diagnostic) => found.push(diagnostic));
  const isComplete = files.every(({ complete }) => complete);
  const diagnostics = found.filter(({ code }) => isComplete || !CONSEQUENCES.has(code)).sort(byPlace);
  return { access: isComplete && !hasErrors(found) ? access : NO_ACCESS, diagnostics };
}
