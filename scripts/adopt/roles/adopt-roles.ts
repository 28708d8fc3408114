// A live warehouse → a file of roles that the resolver takes, and what that could not say.
import type { DeclaredAccess, RolesContext } from "../../declarations/declared-access.ts";
import type { RolesFile } from "../../declarations/language/roles-schema.ts";
import type { Grant } from "../../declarations/language/schema-of-grants.ts";
import { groupBy } from "../../model/group.ts";
import { compareText } from "../../model/identifier.ts";
import { displayObject } from "../../model/object.ts";
import { fillVariables } from "../../model/variable.ts";
import { findAccessTemplates, levelBodies } from "./access-templates.ts";
import { withCreators } from "./adopted-creators.ts";
import { defaultEntries } from "./adopted-defaults.ts";
import { grantsByPrivileges } from "./adopted-grants.ts";
import { sayMemberships } from "./adopted-memberships.ts";
import { adoptedOwners } from "./adopted-owners.ts";
import { publicEntries } from "./adopted-public.ts";
import { markedTables } from "./adopted-sensitivity.ts";
import { type GrantTo, grantsTo, splitCommon } from "./common-grants.ts";
import { oneOrList } from "./compress.ts";
import { type Facts, readFacts, without } from "./facts.ts";
import { grantsByLevel, levelEffects } from "./level-grants.ts";
import { nameBook } from "./name-book.ts";
import { tryContent } from "./probe.ts";
import { addRecurringLevels } from "./recurring-levels.ts";
import { withoutRefused } from "./refused-entries.ts";
import type { Body } from "./role-bodies.ts";
import type { Adoption, Scene } from "./scene.ts";
import { sections, withoutUnusedLevels } from "./sections.ts";
import { type TemplateName, templateOfName } from "./template-names.ts";

/** A file of roles and what it could not say. */
export interface Adopted {
  readonly content: RolesFile;
  /** What the file declares. */
  readonly access: DeclaredAccess;
  readonly unsaid: readonly string[];
}

function makeScene(adoption: Adoption, say: (unsaid: string) => void): Scene {
  const { live, variables, context } = adoption;
  const { facts, unsaid } = readFacts(live);
  for (const { object, entry } of unsaid) {
    const { privilege, grantee, grantor } = entry;
    say(`${privilege} on ${object.kind} ${displayObject(object)} of ${grantee}, given by ${grantor}`);
  }
  const names = [...live.roles.keys()]
    .map((name) => [name, templateOfName(name, variables, context.variables)] as const)
    .filter(([, { whose }]) => whose !== "other");
  return { ...adoption, facts, names: new Map(names), say };
}

/** Templates of access roles first, then levels in whole schemas, then single objects. */
function adoptOnce(adoption: Adoption): Omit<Adopted, "access"> & { readonly context: RolesContext } {
  const unsaid = new Set<string>();
  const bare = makeScene(adoption, (sentence) => unsaid.add(sentence));
  const { live, major, facts, explicit, unexcepted, isIgnored } = bare;
  const templates = findAccessTemplates(bare);
  const { levels, made, context } = templates;
  const madeNames = [...made].map(([role, { name }]): [string, TemplateName] => [
    role,
    { template: name, whose: "own" },
  ]);
  const scene: Scene = { ...bare, context, names: new Map([...bare.names, ...madeNames]) };
  const book = nameBook(scene);
  const plainRoles = [...live.roles.values()].filter(({ name }) => !made.has(name) && book.isManaged(name));
  for (const role of plainRoles) book.declare(role);

  addRecurringLevels(facts.keys(), scene, levels);
  const withOption = [...facts.values()].some((held) =>
    [...held.values()].some(({ grantable }) => grantable),
  );
  const effects = levelEffects(levels, context, major, withOption);
  const grantsOf = (name: string, held: Facts): Grant[] => {
    const byLevel = grantsByLevel(held, explicit.has(name) ? [] : effects, context, !unexcepted.has(name));
    return [...byLevel.grants, ...grantsByPrivileges(byLevel.rest, context, major)];
  };
  const extra: GrantTo[] = [];
  for (const [name, held] of [...facts].sort(([a], [b]) => compareText(a, b))) {
    // Superusers need no privilege, and who applies the revisions has them as the owner.
    if (isIgnored(name)) continue;
    const template = book.nameOf(name);
    if (template === undefined) continue;
    const own = made.get(name);
    const grants = grantsOf(name, own ? without(held, own.facts) : held);
    const body = book.bodies.get(name);
    if (own) extra.push(...grants.map((grant) => ({ to: template, grant })));
    else if (body && grants.length > 0) book.bodies.set(name, { ...body, grants });
  }
  const relevant = [...live.memberships.values()].filter(
    ({ role, member }) => book.isManaged(role) || book.isManaged(member),
  );
  for (const [member, list] of groupBy(relevant, (membership) => membership.member)) {
    if (book.nameOf(member) === undefined) continue;
    const { access, memberOf } = sayMemberships(list, templates, book.nameOf, !unexcepted.has(member));
    const { grants, ...body } = book.bodies.get(member) ?? ({} as Body);
    book.bodies.set(member, {
      ...body,
      ...(access.length > 0 && { access: oneOrList(access) }),
      ...(memberOf.length > 0 && { member_of: memberOf }),
      ...(grants && { grants }),
    });
  }
  const owned = adoptedOwners(scene, book.nameOf);
  const defaults = defaultEntries(scene, book.nameOf);
  const named = [...book.bodies].map(([name, body]) => [book.nameOf(name) ?? name, body] as const);
  const { bodies, common } = splitCommon(named.sort(([a], [b]) => compareText(a, b)));
  const content: RolesFile = {
    levels: levelBodies(levels, major),
    access_roles: { ...templates.bodies },
    sensitive: markedTables(templates.marked, context),
    ...owned,
    public: publicEntries(live, context, major),
    roles: Object.fromEntries(bodies),
    grants: grantsTo([...common, ...extra]),
    default_privileges: defaults,
  };
  const complete = withCreators(withoutUnusedLevels(sections(content)), scene);
  return { content: sections(complete), unsaid: [...unsaid].sort(compareText), context };
}

/** How often what the resolver objects to is said in another way. */
const ROUNDS = 5;

/**
 * Makes a file of roles out of what a database has. What the resolver would refuse is said in more words: first
 * without exceptions, then object by object. What it refuses then is left out, and told.
 */
export function adoptRoles(adoption: Adoption): Adopted {
  const unexcepted = new Set(adoption.unexcepted);
  const explicit = new Set(adoption.explicit);
  for (let round = 1; ; round++) {
    const { context: found, ...adopted } = adoptOnce({ ...adoption, unexcepted, explicit });
    // The file marks what is sensitive itself.
    const context = { ...found, sensitive: adoption.context.sensitive };
    const { access, objections } = tryContent(adopted.content, context);
    if (objections.length === 0) return { ...adopted, access };
    const size = unexcepted.size + explicit.size;
    for (const { code, roles } of objections) {
      for (const role of roles.map((name) => fillVariables(name, adoption.variables))) {
        if (code === "except-undone" && !unexcepted.has(role)) unexcepted.add(role);
        else explicit.add(role);
      }
    }
    if (unexcepted.size + explicit.size > size && round < ROUNDS) continue;
    const unsaid = new Set(adopted.unsaid);
    const left = withoutRefused(adopted.content, objections, context, (sentence) => unsaid.add(sentence));
    return { ...left, unsaid: [...unsaid].sort(compareText) };
  }
}
