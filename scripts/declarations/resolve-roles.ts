// Files of roles → the declared access: every name in them resolved, everything put together.
import { type Diagnostic, hasErrors } from "../model/diagnostic.ts";
import type { DiagnosticCode } from "../model/diagnostic-codes.ts";
import { compareText } from "../model/identifier.ts";
import { membershipSource, roleSource } from "../model/provenance.ts";
import { type DeclaredAccess, NO_ACCESS, type RolesContext } from "./declared-access.ts";
import { resolveCatalog } from "./declared-catalog.ts";
import { resolveDeclaredPrivileges } from "./grants/declared-privileges.ts";
import { dropOwnersEntries } from "./grants/drop-owners-entries.ts";
import { makeProvenance } from "./grants/make-provenance.ts";
import { ownerships, ownersNeed, resolveOwners } from "./grants/owners.ts";
import { resolveExpectation } from "./grants/resolve-expectations.ts";
import { resolveSchemas } from "./grants/schema-sections.ts";
import { mergeLists, mergeNamed } from "./language/merge-files.ts";
import { namedExtensions } from "./language/named-extensions.ts";
import type { ParsedRolesFile } from "./language/roles-file.ts";
import { resolveLevel } from "./objects/levels.ts";
import { resolveMemberships } from "./roles/all-memberships.ts";
import { resolveDeclaredRoles } from "./roles/declared-roles.ts";
import type { EntryContext, KnownRolesContext } from "./roles/entry-context.ts";
import { byPlace, keyPlaceOf, type Report } from "./yaml/placed.ts";

/** What can be wrong only because an entry that has problems of its own was left out. */
const CONSEQUENCES: ReadonlySet<DiagnosticCode> = new Set([
  "unknown-role",
  "unknown-level",
  "no-access-role",
  "nothing-sensitive",
]);

/** How files are resolved. */
interface ResolveOptions {
  /** Whether it is asked where each part is said: `provenance`. It costs as much as all the rest. */
  readonly places: boolean;
}

const NO_PROVENANCE: ReturnType<typeof makeProvenance> = { note: () => {}, provenance: new Map() };

function resolveAll(
  files: readonly ParsedRolesFile[],
  definitions: RolesContext,
  { places }: ResolveOptions,
  report: Report,
): DeclaredAccess {
  const { relations, objects, variables } = definitions;
  const { catalog, sections, externalSchemas, sensitive, cleared } = resolveCatalog(
    files,
    definitions,
    report,
  );
  const levelBodies = [...mergeNamed(files, "levels", report)];
  const entryContext: EntryContext = {
    catalog,
    levels: new Map(levelBodies.map(([name, body]) => [name, resolveLevel(name, body, report)])),
    levelPlaces: new Map(levelBodies.map(([name, body]) => [name, keyPlaceOf(body)])),
    variables,
    report,
  };
  const declared = resolveDeclaredRoles(files, entryContext);
  const { roles, findRole, conditionOf } = declared;
  const context: KnownRolesContext = { ...entryContext, findRole, conditionOf };
  const memberships = resolveMemberships(declared, context);

  const { note, provenance } = places ? makeProvenance() : NO_PROVENANCE;
  const settings = resolveSchemas(sections, context);
  const said = resolveOwners(settings, mergeLists(files, "owners"), objects, context);
  const needed = ownersNeed(settings, said, definitions.foreignKeys).filter(({ grantee }) =>
    roles.some(({ name }) => name === grantee),
  );
  const given = resolveDeclaredPrivileges(
    files,
    declared,
    { memberships: memberships.values(), needed },
    context,
    note,
  );
  const expectations = mergeLists(files, "expect").flatMap((entry) => resolveExpectation(entry, context));
  for (const { name, at } of declared.places) note(roleSource(name), at);
  for (const { membership, places } of memberships.values())
    for (const at of places) note(membershipSource(membership), at);
  const owners = ownerships(said, note);
  const privileges = dropOwnersEntries(given.privileges, owners, relations.values());

  const spokenOf = namedExtensions(files);
  const sorted = <Value>(map: Iterable<[string, Value]>) =>
    new Map([...map].sort(([a], [b]) => compareText(a, b)));
  return {
    ...NO_ACCESS,
    roles: sorted(roles.map((role) => [role.name, role])),
    memberships: sorted([...memberships].map(([key, { membership }]) => [key, membership])),
    privileges,
    defaults: given.defaults,
    owners,
    externalSchemas: new Set([...externalSchemas].sort(compareText)),
    revokingSchemas: new Set(
      [...settings]
        .filter(([, { unmanaged }]) => unmanaged?.value === "revoke")
        .map(([schema]) => schema)
        .sort(compareText),
    ),
    publicSaid: given.publicSaid,
    extensionMembers: sorted([...catalog.extensions].filter(([name]) => spokenOf.has(name))),
    sensitive,
    cleared,
    templates: declared.templates,
    renames: declared.renames,
    accessRoles: declared.accessRoles.map(({ role, schema, level }) => ({
      name: role.name,
      templates: declared.templatesOf(role),
      schema,
      level,
    })),
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
