// Everything that gives privileges, put together: grants, access roles, creators, PUBLIC, default privileges.
import type { DefaultPrivileges } from "../../model/default-privileges.ts";
import { compareText } from "../../model/identifier.ts";
import { publicKey } from "../../model/public-said.ts";
import type { ObjectPrivileges } from "../../model/warehouse.ts";
import { mergeLists } from "../language/merge-files.ts";
import type { ParsedRolesFile } from "../language/roles-file.ts";
import { accessExceptions } from "../roles/access-exceptions.ts";
import { wholeOfAccessRoles } from "../roles/all-memberships.ts";
import type { DeclaredRoles } from "../roles/declared-roles.ts";
import type { KnownRolesContext } from "../roles/entry-context.ts";
import type { MergedMembership } from "../roles/memberships.ts";
import { accessRoleGrants, exceptedByGrants, resolveGrants } from "./all-grants.ts";
import { collectDefaults } from "./collect-defaults.ts";
import { collectPrivileges, type GivenTo } from "./collect-privileges.ts";
import { creatorDefaults, impliedGrants, resolveCreators } from "./creators.ts";
import { checkExceptions } from "./except-undone.ts";
import type { Note } from "./make-provenance.ts";
import { resolvePublic } from "./public.ts";
import { resolvePublicDefaults } from "./public-defaults.ts";
import { resolveDefaultPrivileges } from "./resolve-default-privileges.ts";

/** What the files give on what is there, by objectKey, and on what comes later, by defaultKey. */
interface DeclaredPrivileges {
  readonly privileges: ReadonlyMap<string, ObjectPrivileges>;
  readonly defaults: ReadonlyMap<string, DefaultPrivileges>;
  /** Of what PUBLIC has exactly what is said. */
  readonly publicSaid: ReadonlySet<string>;
}

/** Reads all that gives something, and checks that no exception is undone by it. */
export function resolveDeclaredPrivileges(
  files: readonly ParsedRolesFile[],
  declared: DeclaredRoles,
  {
    memberships,
    needed,
  }: {
    readonly memberships: Iterable<MergedMembership>;
    /** What owners need. */
    readonly needed: readonly GivenTo[];
  },
  context: KnownRolesContext,
  note: Note,
): DeclaredPrivileges {
  const { variables, report } = context;
  const grants = resolveGrants(files, declared, context);
  const creators = resolveCreators(files, context);
  const saidCreators = files.some(({ content }) => content.value.creators !== undefined);
  const everybody = resolvePublic(mergeLists(files, "public"), saidCreators ? creators : undefined, context);
  const given: GivenTo[] = [
    ...accessRoleGrants(declared, context),
    ...grants,
    ...creators.map((creator) => ({
      grantee: creator.name,
      given: impliedGrants(creator),
      places: [creator.at],
      when: creator.when,
    })),
    ...everybody.given,
    ...needed,
  ];
  const privileges = collectPrivileges(given, variables, note);
  const { excepted, meant } = accessExceptions(declared, context);
  checkExceptions([...excepted, ...exceptedByGrants(grants)], given, memberships, meant, report);
  const laterEntries = mergeLists(files, "default_privileges");
  const bases = [...everybody.defaults, ...resolvePublicDefaults(laterEntries, everybody.defaults, context)];
  const later = [
    ...creatorDefaults(creators, [...wholeOfAccessRoles(declared.accessRoles, context), ...grants], report),
    ...laterEntries.flatMap((entry) => resolveDefaultPrivileges(entry, context)),
  ];
  const publicSaid = new Set(
    everybody.given
      .flatMap(({ given: on, when }) => on.map(({ object }) => publicKey({ object, when })))
      .sort(compareText),
  );
  return { privileges, publicSaid, defaults: collectDefaults(later, bases, variables, note) };
}
