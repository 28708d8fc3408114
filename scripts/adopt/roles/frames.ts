// Families of roles whose names differ in the schema only: what access roles may be made of.
import { ATTRIBUTES, DEFAULT_ATTRIBUTES } from "../../model/attributes.ts";
import { groupBy } from "../../model/group.ts";
import { compareText } from "../../model/identifier.ts";
import type { Privilege } from "../../model/privilege.ts";
import type { Role } from "../../model/role.ts";
import type { Facts } from "./facts.ts";
import { NO_FACTS } from "./facts.ts";
import { onTable, type Scene, tableKey } from "./scene.ts";
import { templateOfName } from "./template-names.ts";

/** Roles whose names differ in the schema only, one a schema, and what all of them have on tables. */
export interface Frame {
  /** `${env}_dwh_${schema}_read`. */
  readonly name: string;
  /** Live names by schema. */
  readonly roles: ReadonlyMap<string, string>;
  readonly privileges: ReadonlySet<Privilege>;
}

interface Reading {
  readonly role: string;
  readonly schema: string;
  readonly frame: string;
}

const isPartOfWord = (letter: string | undefined) => letter !== undefined && /[\p{L}\p{N}]/u.test(letter);

/** Whether a role is no more than its privileges and members. */
function isBare(role: Role): boolean {
  return ATTRIBUTES.every(({ key }) => role[key] === DEFAULT_ATTRIBUTES[key]);
}

/** Every way to see a schema that the role uses in its name. */
function readingsOf({ name }: Role, schemas: readonly string[], { variables, context }: Scene): Reading[] {
  return schemas.flatMap((schema) => {
    const forms: [text: string, variable: string][] = [
      [schema.toLowerCase(), "${schema}"],
      [schema, "${SCHEMA}"],
    ];
    return forms.flatMap(([text, variable]) => {
      const readings: Reading[] = [];
      for (let at = name.indexOf(text); at >= 0; at = name.indexOf(text, at + 1)) {
        const end = at + text.length;
        if (isPartOfWord(name[at - 1]) || isPartOfWord(name[end])) continue;
        // The name around the schema alone: a schema may be called like an environment.
        const before = templateOfName(name.slice(0, at), variables, context.variables);
        const after = templateOfName(name.slice(end), variables, context.variables);
        if (before.whose === "other" || after.whose === "other") continue;
        readings.push({ role: name, schema, frame: before.template + variable + after.template });
      }
      return readings;
    });
  });
}

function privilegesOf(roles: ReadonlyMap<string, string>, { facts, context }: Scene): Set<Privilege> {
  const counts = new Map<string, { count: number; privileges: Set<Privilege> }>();
  for (const relation of context.relations.values()) {
    const role = roles.get(relation.schema);
    const held = role === undefined ? undefined : facts.get(role);
    const privileges = held && onTable(held, tableKey(relation));
    if (!privileges || privileges.size === 0) continue;
    const key = [...privileges].join();
    const entry = counts.get(key) ?? { count: 0, privileges };
    counts.set(key, { ...entry, count: entry.count + 1 });
  }
  const [most] = [...counts].sort(([a, x], [b, y]) => y.count - x.count || compareText(a, b));
  return most?.[1].privileges ?? new Set();
}

/** The schemas whose names a role may look into. */
function usedSchemas(facts: Facts, schemas: ReadonlySet<string>): string[] {
  return [...facts.values()]
    .filter(({ object, privilege }) => object.kind === "schema" && privilege === "USAGE")
    .flatMap(({ object }) => object.path)
    .filter((schema) => schemas.has(schema))
    .sort((a, b) => b.length - a.length || compareText(a, b));
}

/**
 * Finds roles whose names are made from the schema that they are for. Each is put where most others are.
 *
 * @param leftOut live names of roles that turned out to be something else
 */
export function findFrames(scene: Scene, leftOut: ReadonlySet<string>): Frame[] {
  const { live, facts, context, isExternal, isIgnored, explicit } = scene;
  const members = new Set([...live.memberships.values()].map(({ member }) => member));
  const readings = [...live.roles.values()]
    .filter(
      (role) =>
        isBare(role) &&
        ![isExternal, isIgnored].some((is) => is(role.name)) &&
        ![leftOut, explicit, members].some((set) => set.has(role.name)),
    )
    .flatMap((role) =>
      readingsOf(role, usedSchemas(facts.get(role.name) ?? NO_FACTS, context.schemas), scene),
    );
  const sizes = new Map(
    [...groupBy(readings, ({ frame }) => frame)].map(([frame, list]) => [
      frame,
      new Set(list.map(({ schema }) => schema)).size,
    ]),
  );
  const chosen = [...groupBy(readings, ({ role }) => role).values()].flatMap((list) =>
    // Sorting is stable: among equals the longest schema, in lower case, stays first.
    list.sort((a, b) => (sizes.get(b.frame) ?? 0) - (sizes.get(a.frame) ?? 0)).slice(0, 1),
  );
  return [...groupBy(chosen, ({ frame }) => frame)]
    .map(([name, list]) => {
      const roles = new Map(list.map(({ schema, role }) => [schema, role]));
      return { name, roles, privileges: privilegesOf(roles, scene) };
    })
    .filter(({ privileges }) => privileges.size > 0)
    .sort((a, b) => compareText(a.name, b.name));
}
