/** Role files out of a live database, and what of it they do not say. */
import { withConnection } from "../database/connect/connect.ts";
import { inspect, type LiveWarehouse } from "../database/inspect/inspect.ts";
import type { DeclaredAccess, RolesContext } from "../declarations/declared-access.ts";
import { parseRolesFile } from "../declarations/language/roles-file.ts";
import { matches } from "../declarations/objects/pattern.ts";
import { resolveRoles } from "../declarations/resolve-roles.ts";
import { PUBLIC_SCHEMA_BEFORE_15 } from "../model/acl.ts";
import { bindWarehouse } from "../model/bind.ts";
import { accessOf, EMPTY_WAREHOUSE } from "../model/collections.ts";
import type { Difference } from "../model/delta.ts";
import { hasErrors, Refusal } from "../model/diagnostic.ts";
import { isPublicSchema } from "../model/ownership.ts";
import type { AllowedVariables, Variables } from "../model/variable.ts";
import type { ObjectPrivileges, Warehouse } from "../model/warehouse.ts";
import { diffWarehouses } from "../plan/compare/diff-warehouses.ts";
import { inScope } from "../plan/compare/scope.ts";
import { withoutPartitions } from "../plan/compare/without-partitions.ts";
import { describeDifference } from "../review/differences.ts";
import type { Declarations } from "../sources/declared.ts";
import type { Project } from "../sources/project.ts";
import { definedContext } from "../sources/roles-context.ts";
import type { Target } from "../sources/target.ts";
import { declarationsOf } from "./declarations-there.ts";
import { type Adopted, adoptRoles } from "./roles/adopt-roles.ts";
import { CLOUD_ROLES } from "./roles/cloud-roles.ts";
import { sayable } from "./roles/facts.ts";
import { withImplied } from "./roles/implied-access.ts";
import { bindContext, inWordsOf, restrictLive } from "./roles/restrict.ts";
import { writeRoles } from "./roles/write-roles.ts";

/** Role files out of a database. */
interface AdoptedRoles {
  /** One file. */
  readonly text: string;
  /** What of the database the file does not say, a sentence each; it has them as comments too. */
  readonly unsaid: readonly string[];
}

/** What the definitions have; where there are none yet, what the database has. */
function contextFor(live: Warehouse, defined: RolesContext, history: string): RolesContext {
  if (defined.schemas.size > 0) return defined;
  const schemas = [...live.schemas].filter((schema) => schema !== history && schema !== "public");
  const isThere = (schema: string | undefined) => schema !== undefined && schemas.includes(schema);
  return {
    ...defined,
    schemas: new Set(schemas),
    relations: new Map([...live.relations].filter(([, { schema }]) => isThere(schema))),
    // Routines are told beside the definitions that are written: no wildcard of theirs reaches them.
    objects: new Map(
      [...live.objects].filter(([, { kind, path }]) => kind !== "routine" && isThere(path[0])),
    ),
  };
}

const isTooLarge = ({ diagnostics }: ReturnType<typeof parseRolesFile>): boolean =>
  diagnostics.some(({ code }) => code === "file-too-large");

/** What the text declares: what it was made of, unless it reads otherwise. */
function declaredBy(
  text: string,
  { content, access: meant }: Adopted,
  context: RolesContext,
): DeclaredAccess {
  const parsed = parseRolesFile("adopted.yaml", text);
  if (isTooLarge(parsed)) return meant;
  if (JSON.stringify(parsed.file.content.value) === JSON.stringify(content)) return meant;
  const { access, diagnostics } = resolveRoles([parsed.file], context);
  const wrong = [...parsed.diagnostics, ...diagnostics];
  if (hasErrors(wrong)) throw new Refusal(wrong);
  return access;
}

/** In what the live access is not what is declared; what the definitions make is not compared. */
function remaining(
  access: DeclaredAccess,
  live: Warehouse,
  context: RolesContext,
  { variables, major }: { readonly variables: Variables; readonly major: number },
): Difference {
  const declared = accessOf({ ...EMPTY_WAREHOUSE, ...access });
  const bound = bindWarehouse({ ...declared, schemas: context.schemas }, { variables, major });
  const found = inScope(sayable(live), bound);
  return diffWarehouses(accessOf(withoutUnused(bound, context)), accessOf(found));
}

/** What PostgreSQL before 15 gives on the schema `public` is left aside where the definitions do not use that. */
function withoutUnused(bound: Warehouse, { schemas }: RolesContext): Warehouse {
  const isUnused = ({ object, acl }: ObjectPrivileges) =>
    isPublicSchema(object) && acl === PUBLIC_SCHEMA_BEFORE_15 && !schemas.has(object.path[0] ?? "");
  return { ...bound, privileges: new Map([...bound.privileges].filter(([, entry]) => !isUnused(entry))) };
}

/** The roles whose privileges are not as they should be. */
function affected({ privileges }: Difference): string[] {
  const entries = [...privileges.added, ...privileges.removed].flatMap(({ acl }) => [
    ...acl.entries.values(),
  ]);
  return entries.map(({ grantee }) => grantee);
}

/** Makes the file, and once more with every object on its own for roles of which it said too much or too little. */
function adoptLive(
  found: LiveWarehouse,
  defined: RolesContext,
  options: { readonly variables: Variables; readonly history: string; readonly external: readonly string[] },
  title: string,
): AdoptedRoles {
  const { variables, history, external } = options;
  const { major, user } = found;
  const context = contextFor(found, defined, history);
  const { live, leftOut } = restrictLive(found, bindContext(context, variables), new Set([history]));
  const elsewhere = [...CLOUD_ROLES, ...external];
  const isExternal = (role: string) => elsewhere.some((pattern) => matches({ segments: [pattern] }, [role]));
  const isIgnored = (role: string) => role === user || found.roles.get(role)?.superuser === true;
  const adopt = (explicit: ReadonlySet<string>): { adopted: Adopted; difference: Difference } => {
    const adopted = adoptRoles({
      live: inWordsOf(context, live, variables),
      major,
      context,
      variables,
      isExternal: (role) => isExternal(role) && !isIgnored(role),
      isIgnored,
      explicit,
      unexcepted: new Set(),
    });
    const declared = declaredBy(writeRoles(adopted, title), adopted, context);
    const difference = remaining(declared, live, context, { variables, major });
    return { adopted, difference };
  };
  const first = adopt(new Set());
  const wrong = affected(first.difference);
  const { adopted, difference } = wrong.length === 0 ? first : adopt(new Set(wrong));
  const differences = describeDifference(difference).map((line) => `otherwise in the database: ${line}`);
  const unsaid = [...adopted.unsaid, ...leftOut, ...differences];
  const text = writeRoles({ ...adopted, unsaid }, title);
  if (!isTooLarge(parseRolesFile("adopted.yaml", text))) return { text, unsaid };
  return { text, unsaid: [...unsaid, "in files that are read: this one is larger than 1 MiB, split it"] };
}

const nothingDefined = (variables: AllowedVariables): RolesContext => {
  const none = { schemas: new Set<string>(), sensitive: new Set<string>() };
  return { ...none, relations: new Map(), objects: new Map(), variables };
};

/**
 * Says who may do what in a database as a file of roles.
 *
 * @param found the database, or of its roles those that the file is to say
 * @param declarations undefined where there are no definitions yet
 * @param external patterns of roles that the project shall not manage
 * @throws {Refusal} when the file that was made does not resolve
 */
export function rolesFileFor(
  { config }: Project,
  { variables }: Pick<Target, "variables">,
  { found, declarations }: { readonly found: LiveWarehouse; readonly declarations: Declarations | undefined },
  external: readonly string[],
): AdoptedRoles {
  const history = config.migrations.schema;
  // Sequences are called as they are there.
  const context = declarations
    ? definedContext(declarations, config.variables, found).context
    : nothingDefined(config.variables);
  const counted = declarations ? withoutPartitions(found, declarations.definitions) : found;
  return adoptLive(
    counted,
    context,
    { variables, history, external },
    `Access as it is in ${found.database}`,
  );
}

/**
 * Reads who may do what in a database and says it as a file of roles.
 *
 * @param external patterns of roles that the project shall not manage
 * @param grantImplied whether to say what levels imply, though nobody has it
 * @throws {Refusal} when the definitions cannot be used, or the file that was made does not resolve
 */
export async function adoptRolesOf(
  project: Project,
  target: Target,
  external: readonly string[],
  grantImplied = false,
): Promise<AdoptedRoles & { readonly gained: readonly string[] }> {
  const [there, declarations] = await withConnection(target.url, (sql) =>
    Promise.all([inspect(sql), declarationsOf(project)]),
  );
  const { live: found, gained } = grantImplied ? withImplied(there) : { live: there, gained: [] };
  return { ...rolesFileFor(project, target, { found, declarations }, external), gained };
}
