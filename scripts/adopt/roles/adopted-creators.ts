// Live default privileges → `creators`, where a schema is given as a whole.
import type { RolesFile } from "../../declarations/language/roles-schema.ts";
import { internAcl } from "../../model/acl.ts";
import { type DefaultPrivileges, defaultKey } from "../../model/default-privileges.ts";
import { groupBy } from "../../model/group.ts";
import { compareText } from "../../model/identifier.ts";
import { knowsPrivilege } from "../../model/privilege.ts";
import { fillVariables } from "../../model/variable.ts";
import { compressNames, oneOrList } from "./compress.ts";
import { isWithin, NO_FACTS } from "./facts.ts";
import { factsByRole, resolveContent } from "./probe.ts";
import type { Scene } from "./scene.ts";

/** The default privileges of one creator as text, by live names. */
function defaultsOf(
  creator: string,
  entries: Iterable<DefaultPrivileges>,
  { variables, major }: Scene,
): string {
  const fill = (name: string) => fillVariables(name, variables);
  const own = [...entries].filter((entry) => entry.creator === creator);
  const lines = own.flatMap((entry) => {
    const known = [...entry.acl.entries.values()].filter(({ privilege }) => knowsPrivilege(major, privilege));
    const acl = internAcl(
      known.map((one) => ({ ...one, grantee: fill(one.grantee), grantor: fill(one.grantor) })),
    );
    return [...acl.entries.keys()].map((key) => `${defaultKey(entry)}\t${key}`);
  });
  return lines.sort(compareText).join("\n");
}

/** Leaves out grants of a creator on schemas that `creators` gives it anyway. */
function withoutImplied(content: RolesFile, template: string, scene: Scene): RolesFile {
  const { context, major } = scene;
  const factsIn = (some: RolesFile) => {
    const access = resolveContent(some, context);
    return (
      access &&
      [...(factsByRole(access, major).get(template) ?? NO_FACTS).keys()].sort(compareText).join("\n")
    );
  };
  const body = content.roles?.[template];
  if (!body?.grants?.some(({ schemas }) => schemas !== undefined)) return content;
  const { grants, ...rest } = body;
  const before = factsIn(content);
  const without = (index: number | undefined): RolesFile => {
    const left = index === undefined ? grants : grants.filter((_, at) => at !== index);
    const own = { ...rest, ...(left.length > 0 && { grants: left }) };
    return { ...content, roles: { ...content.roles, [template]: own } };
  };
  const superfluous = grants.findIndex(
    ({ schemas }, index) => schemas !== undefined && factsIn(without(index)) === before,
  );
  return superfluous < 0 ? content : withoutImplied(without(superfluous), template, scene);
}

/**
 * Says a role's default privileges by the schemas where it makes tables, where whoever has a whole schema there
 * also has what comes later, and the role has what `creators` gives it.
 */
export function withCreators(content: RolesFile, scene: Scene): RolesFile {
  const { live, context, names, variables, major } = scene;
  const universe = [...context.schemas].sort(compareText);
  let result = content;
  const liveName = (template: string) => fillVariables(template, variables);
  const byCreator = groupBy(
    [...live.defaults.values()].filter(({ schema }) => schema !== undefined),
    ({ creator }) => creator,
  );
  for (const [creator, entries] of byCreator) {
    const template = names.get(creator)?.template;
    if (template === undefined || !Object.hasOwn(content.roles ?? {}, template)) continue;
    const schemas = [...new Set(entries.flatMap(({ schema }) => schema ?? []))].sort(compareText);
    const { default_privileges: said = [], creators, ...others } = result;
    const rest = said.filter((entry) => entry.for !== template || entry.public !== undefined);
    const tried: RolesFile = {
      ...others,
      creators: { ...creators, [template]: oneOrList(compressNames(schemas, universe).patterns) },
      ...(rest.length > 0 && { default_privileges: rest }),
    };
    const access = resolveContent(tried, context);
    if (!access) continue;
    const declared = [...access.defaults.values()].map((entry) => ({
      ...entry,
      creator: liveName(entry.creator),
    }));
    const isSame =
      defaultsOf(creator, declared, scene) === defaultsOf(creator, live.defaults.values(), scene);
    const given = factsByRole(access, major).get(template) ?? NO_FACTS;
    if (isSame && isWithin(given, scene.facts.get(creator) ?? NO_FACTS))
      result = withoutImplied(tried, template, scene);
  }
  return result;
}
