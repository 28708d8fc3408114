// Levels for what roles have directly in whole schemas.
import { groupBy } from "../../model/group.ts";
import { compareText } from "../../model/identifier.ts";
import { type ObjectName, objectKey } from "../../model/object.ts";
import { kindFacts } from "../../model/object-kinds.ts";
import type { Privilege } from "../../model/privilege.ts";
import type { Facts } from "./facts.ts";
import type { Scene } from "./scene.ts";
import { type LevelSets, levelFor } from "./templates.ts";

const OF_TABLES: readonly Privilege[] = kindFacts("table").privileges;

/** How often each set of privileges, as bits, is what a role has on a relation, by schema. */
function countSets(facts: Facts): Map<string, Map<number, number>> {
  const held = new Map<ObjectName, number>();
  for (const { object, privilege, grantable } of facts.values()) {
    if (object.kind !== "table" || grantable) continue;
    held.set(object, (held.get(object) ?? 0) | (1 << OF_TABLES.indexOf(privilege)));
  }
  const counts = new Map<string, Map<number, number>>();
  for (const [{ path }, bits] of held) {
    const [schema = ""] = path;
    const own = counts.get(schema) ?? new Map<number, number>();
    counts.set(schema, own.set(bits, (own.get(bits) ?? 0) + 1));
  }
  return counts;
}

/** What a role has on at least half of a schema's relations, where it may look into the schema. */
function usualSets(facts: Facts, sizes: ReadonlyMap<string, number>): Set<Privilege>[] {
  return [...countSets(facts)].flatMap(([schema, counts]) => {
    if (!facts.has(`${objectKey({ kind: "schema", path: [schema] })}\tUSAGE`)) return [];
    const [most] = [...counts].sort(([, a], [, b]) => b - a);
    const size = sizes.get(schema);
    if (!most || size === undefined || most[1] * 2 < size) return [];
    return [new Set(OF_TABLES.filter((_, index) => (most[0] >> index) & 1))];
  });
}

const WELL_KNOWN = 2;

/**
 * Adds levels for what roles have directly in whole schemas: in two of them, or where a level of that meaning is
 * usual anyway.
 */
export function addRecurringLevels(roles: Iterable<string>, scene: Scene, levels: LevelSets): void {
  const { context, facts } = scene;
  const relations = groupBy(context.relations.values(), ({ schema }) => schema);
  const sizes = new Map([...relations].map(([schema, list]) => [schema, list.length]));
  const found = [...roles].flatMap((role) => {
    const held = facts.get(role);
    return held && !scene.explicit.has(role) ? usualSets(held, sizes) : [];
  });
  const groups = [...groupBy(found, (set) => [...set].join())];
  const sorted = groups.sort(([a, x], [b, y]) => y.length - x.length || compareText(a, b));
  for (const [, [first, ...others]] of sorted) {
    if (!first) continue;
    const isUsual = !levelFor(first, new Map(levels)).startsWith("level");
    if (isUsual || others.length + 1 >= WELL_KNOWN) levelFor(first, levels);
  }
}
