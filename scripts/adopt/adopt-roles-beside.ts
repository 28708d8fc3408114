// Roles of a database adopted once more: what no role file says yet, as one more file, and what belongs into those that are there.
import { withConnection } from "../database/connect/connect.ts";
import { inspect, type LiveWarehouse } from "../database/inspect/inspect.ts";
import type { RolesFile } from "../declarations/language/roles-schema.ts";
import { matches } from "../declarations/objects/pattern.ts";
import { answeringForPublic } from "../drift/compare-recorded.ts";
import { accessItems, type DriftItem } from "../drift/drift-items.ts";
import { bindWarehouse } from "../model/bind.ts";
import { EMPTY_WAREHOUSE } from "../model/collections.ts";
import { refuseErrors } from "../model/diagnostic.ts";
import { displayName } from "../model/identifier.ts";
import { fillVariables } from "../model/variable.ts";
import type { Warehouse } from "../model/warehouse.ts";
import { compareAccess } from "../sources/compare-access.ts";
import { type Declarations, readDeclarations } from "../sources/declared.ts";
import { declaredPlaces } from "../sources/declared-places.ts";
import { historyTable } from "../sources/history-place.ts";
import type { Project } from "../sources/project.ts";
import { definedContext } from "../sources/roles-context.ts";
import type { Source } from "../sources/source.ts";
import type { Target } from "../sources/target.ts";
import { declaredBeside, withoutRefused } from "./roles/beside-others.ts";
import { CLOUD_ROLES } from "./roles/cloud-roles.ts";
import { driftedEntries } from "./roles/drifted-access.ts";
import { onlyInvolved } from "./roles/involved-roles.ts";
import { newRoles } from "./roles/new-roles.ts";
import { bindContext, inWordsOf, restrictLive } from "./roles/restrict.ts";
import { sections } from "./roles/sections.ts";
import { templateOfName } from "./roles/template-names.ts";
import { writeRoles } from "./roles/write-roles.ts";

/** What is new. */
interface RolesBeside {
  /** One more file; undefined where nothing of it can stand in one. */
  readonly text: string | undefined;
  /** What belongs where something is declared already. */
  readonly toChange: readonly DriftItem[];
  /** What no file can say, a sentence each. */
  readonly unsaid: readonly string[];
}

/** Lists one behind the other, what has names together. */
function joined(one: RolesFile, other: RolesFile): RolesFile {
  const both = Object.entries(other).map(([section, entries]) => {
    const there = (one as Readonly<Record<string, unknown>>)[section];
    return [section, Array.isArray(there) && Array.isArray(entries) ? [...there, ...entries] : entries];
  });
  return sections({ ...one, ...Object.fromEntries(both) });
}

/** What a database has, and what the files say. */
interface Sides {
  readonly found: LiveWarehouse;
  readonly declarations: Declarations;
  readonly declared: Warehouse;
}

/** The new roles of a database with what they have. */
function newIn(
  project: Project,
  target: Target,
  { found, declarations, declared }: Sides,
  external: readonly string[],
) {
  const { variables } = target;
  const { major, user } = found;
  const { context } = definedContext(declarations, project.config.variables, found);
  const { schema } = historyTable(project, target);
  const { live, leftOut } = restrictLive(
    onlyInvolved(found),
    bindContext(context, variables),
    new Set([schema]),
  );
  const names = new Map([...declared.roles.keys()].map((name) => [fillVariables(name, variables), name]));
  const isOf = (patterns: readonly string[], role: string) =>
    patterns.some((pattern) => matches({ segments: [pattern] }, [role]));
  const isNew = (role: string) => {
    const one = live.roles.get(role);
    if (!one || names.has(role) || one.superuser || role === user || role.startsWith("pg_")) return false;
    return templateOfName(role, variables, context.variables).whose !== "other";
  };
  const isExternal = (role: string) => isOf([...CLOUD_ROLES, ...external], role);
  const words = { live: inWordsOf(context, live, variables), major, context, variables, declared: names };
  const { content, unsaid } = newRoles({ ...words, isNew, isExternal });
  return { context, schema, content, unsaid: [...unsaid, ...leftOut] };
}

/**
 * Says who may do what in a database beyond what the role files of the project say.
 *
 * @param external patterns of roles that the project shall not manage
 * @throws {Refusal} where definitions or role files cannot be used
 */
export async function adoptRolesBeside(
  project: Project,
  target: Target,
  external: readonly string[],
): Promise<RolesBeside> {
  const { variables } = target;
  const [found, declarations] = await withConnection(target.url, (sql) =>
    Promise.all([inspect(sql), readDeclarations(project)]),
  );
  // Sequences are called as they are there.
  const named = { ...EMPTY_WAREHOUSE, relations: found.relations };
  const before = declaredBeside(project, declarations, named, {});
  refuseErrors(before.errors);
  const alike = { binding: { variables, major: found.major }, provenance: new Map(), renames: [] };
  const side = (warehouse: Warehouse): Source => ({
    ...alike,
    kind: "declared",
    label: "declared",
    // What PUBLIC has beyond belongs to no role that could be new.
    warehouse: answeringForPublic(bindWarehouse(warehouse, alike.binding)),
  });
  const live: Source = {
    ...alike,
    kind: "live",
    label: target.shown,
    warehouse: found,
    database: found.database,
  };
  const fresh = newIn(project, target, { found, declarations, declared: before.declared }, external);
  const more = driftedEntries({
    difference: compareAccess(side(before.declared), live).difference,
    live: found,
    major: found.major,
    context: fresh.context,
    roles: before.declared.roles.keys(),
    variables,
    history: fresh.schema,
  });
  let content = joined(sections(more), fresh.content);
  const unsaid = new Set(fresh.unsaid);
  let result = declaredBeside(project, declarations, named, content);
  while (result.refused.length > 0) {
    for (const { section, key, message } of result.refused)
      if (section === "roles") unsaid.add(`${displayName(key)}: ${message}`);
    content = withoutRefused(content, result.refused);
    result = declaredBeside(project, declarations, named, content);
  }
  refuseErrors(result.errors);
  const { difference } = compareAccess(side(result.declared), live);
  const toChange = accessItems(difference, await declaredPlaces(project, variables), () => false);
  const told = [...unsaid].sort();
  const isEmpty = Object.keys(sections(content)).length === 0;
  const title = `Access in ${found.database} beyond the other files`;
  return {
    text: isEmpty ? undefined : writeRoles({ content: sections(content), unsaid: told }, title),
    toChange,
    unsaid: told,
  };
}
