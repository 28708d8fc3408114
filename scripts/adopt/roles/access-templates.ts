// The templates of access roles: which roles they make, and which schemas and levels these stand for.
import type { RolesContext } from "../../declarations/declared-access.ts";
import type { AccessRoleBody, RolesFile } from "../../declarations/language/roles-schema.ts";
import type { SensitiveMode } from "../../declarations/language/schema-of-grants.ts";
import { groupBy } from "../../model/group.ts";
import { compareText, splitPath } from "../../model/identifier.ts";
import { fillVariables, variablesIn } from "../../model/variable.ts";
import { findSensitive } from "./adopted-sensitivity.ts";
import { compressNames, oneOrList } from "./compress.ts";
import { type Facts, isWithin, NO_FACTS } from "./facts.ts";
import { findFrames } from "./frames.ts";
import { factsByRole, resolveContent } from "./probe.ts";
import { privilegesText, type Scene } from "./scene.ts";
import { type LevelSets, makeTemplates, type Template } from "./templates.ts";

/** A role that a template makes. */
export interface MadeRole {
  /** As the template makes it: `${env}_dwh_stg_auth_read`. */
  readonly name: string;
  readonly level: string;
  readonly schema: string;
  readonly mode: SensitiveMode;
  /** What its template gives it. */
  readonly facts: Facts;
}

/** The access roles, and what they tell of the warehouse. */
export interface AccessTemplates {
  readonly levels: LevelSets;
  readonly bodies: Readonly<Record<string, AccessRoleBody>>;
  /** By live name. */
  readonly made: ReadonlyMap<string, MadeRole>;
  /** The context with what is sensitive as far as the access roles tell. */
  readonly context: RolesContext;
  /** The relations that the definitions do not mark. */
  readonly marked: ReadonlySet<string>;
}

const MODES: readonly SensitiveMode[] = [undefined, "only", "include"];

/** Levels as a file says them, the smaller first. */
export function levelBodies(levels: LevelSets, major: number): NonNullable<RolesFile["levels"]> {
  const sorted = [...levels].sort(([a, x], [b, y]) => x.size - y.size || compareText(a, b));
  return Object.fromEntries(
    sorted.map(([name, privileges]) => [name, { tables: privilegesText("table", privileges, major) }]),
  );
}

/** The schemas that have something sensitive. */
export function sensitiveSchemas({ sensitive }: RolesContext): ReadonlySet<string> {
  return new Set([...sensitive].flatMap((key) => splitPath(key)?.[0] ?? []));
}

interface Key {
  readonly name: string;
  readonly levels: readonly string[];
  readonly schemas: readonly string[];
  /** Live names by level and schema. */
  readonly roles: ReadonlyMap<string, ReadonlyMap<string, string>>;
}

/** One key for the levels that are for the same schemas; each other level gets a key of its own. */
function keysOf({ name, frames }: Template): Key[] {
  const all = [...frames].sort(([, a], [, b]) => a.privileges.size - b.privileges.size);
  const groups = [
    ...groupBy(all, ([, { roles }]) => [...roles.keys()].sort(compareText).join("\n")).values(),
  ];
  const [main, ...others] = groups.sort((a, b) => b.length - a.length);
  const key = (keyName: string, group: typeof all): Key => ({
    name: keyName,
    levels: group.map(([level]) => level),
    schemas: [...(group[0]?.[1].roles.keys() ?? [])].sort(compareText),
    roles: new Map(group.map(([level, { roles }]) => [level, roles])),
  });
  return [...(main ? [key(name, main)] : []), ...others.flat().map((one) => key(one[1].name, [one]))];
}

interface Tried {
  readonly body: AccessRoleBody;
  readonly made: ReadonlyMap<string, MadeRole>;
  /** Live names of roles that are not as the template would make them. */
  readonly wrong: readonly string[];
  readonly cost: number;
}

/** Compares what a template of this mode would make with what there is. */
function tryMode(
  key: Key,
  mode: SensitiveMode,
  scene: Scene,
  context: RolesContext,
  levels: LevelSets,
): Tried {
  const { facts, major, variables } = scene;
  const withSensitive = sensitiveSchemas(context);
  const universe = [...context.schemas].sort(compareText);
  const may = (schema: string) => mode === "only" && !withSensitive.has(schema);
  const isShared = !variablesIn(key.name).some((variable) => Object.hasOwn(context.variables, variable));
  const body = (some: readonly string[]): AccessRoleBody => ({
    levels: oneOrList(some),
    in: oneOrList(compressNames(key.schemas, universe, { may, open: true }).patterns),
    ...(mode && { sensitive: mode }),
    ...(isShared && { shared: true }),
  });
  const made = new Map<string, MadeRole>();
  let extra = 0;
  for (const level of key.levels) {
    const content: RolesFile = {
      levels: levelBodies(levels, scene.major),
      // The name keeps its `${level}`, which the others fill too.
      access_roles: { [key.name]: body([level]) },
    };
    const access = resolveContent(content, context);
    const given = access && factsByRole(access, major);
    for (const role of access?.roles.values() ?? []) {
      const name = fillVariables(role.name, variables);
      const own = given?.get(role.name) ?? NO_FACTS;
      const schema = role.schema ?? "";
      made.set(name, { name: role.name, level, schema, mode, facts: own });
      extra += (facts.get(name) ?? NO_FACTS).size - own.size;
    }
  }
  const expected = key.levels.flatMap((level) => [...(key.roles.get(level)?.values() ?? [])]);
  const wrong = expected.filter((name) => {
    const role = made.get(name);
    return !role || !isWithin(role.facts, facts.get(name) ?? NO_FACTS);
  });
  const unknown = [...made.keys()].filter((name) => !expected.includes(name)).length;
  return { body: body(key.levels), made, wrong, cost: (wrong.length + unknown) * 1e6 + extra };
}

/** Live names of roles in templates that make too little to be worth it. */
function lonely(templates: readonly Template[]): string[] {
  const roles = ({ frames }: Template) => [...frames.values()].flatMap((frame) => [...frame.roles.values()]);
  const large = templates.filter((template) => roles(template).length > 1);
  const known = new Set(large.flatMap(({ frames }) => [...frames.keys()]));
  return templates
    .filter(
      (template) =>
        !large.includes(template) && [...template.frames.keys()].some((level) => !known.has(level)),
    )
    .flatMap(roles);
}

/** Finds the templates of access roles. Roles that would get more than they have are left to be said on their own. */
export function findAccessTemplates(scene: Scene): AccessTemplates {
  const leftOut = new Set<string>();
  for (;;) {
    const frames = findFrames(scene, leftOut);
    const levels: LevelSets = new Map();
    const templates = makeTemplates(frames, levels);
    const alone = lonely(templates);
    if (alone.length > 0) {
      for (const name of alone) leftOut.add(name);
      continue;
    }
    const { sensitive: known, withViews = (all) => all } = scene.context;
    const marked = new Set([...findSensitive(frames, scene)].filter((key) => !known.has(key)));
    const context = { ...scene.context, sensitive: withViews(new Set([...known, ...marked]), new Set()) };
    const tried = templates.flatMap(keysOf).map((key) => {
      const results = MODES.map((mode) => tryMode(key, mode, scene, context, levels));
      const best = results.reduce((found, next) => (next.cost < found.cost ? next : found));
      return { name: key.name, ...best };
    });
    const wrong = tried.flatMap((one) => one.wrong);
    if (wrong.length > 0) {
      for (const name of wrong) leftOut.add(name);
      continue;
    }
    return {
      levels,
      bodies: Object.fromEntries(tried.map(({ name, body }) => [name, body])),
      made: new Map(tried.flatMap(({ made }) => [...made])),
      context,
      marked,
    };
  }
}
