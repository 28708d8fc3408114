import { groupBy } from "../../model/group.ts";
import { compareText } from "../../model/identifier.ts";
import { objectKey } from "../../model/object.ts";
import type { Privilege } from "../../model/privilege.ts";
import type { Facts } from "./facts.ts";
import { onTable, type Scene } from "./scene.ts";
import { type LevelSets, levelFor } from "./templates.ts";

/** What a role has on at least half of a schema's relations, where it may look into the schema. */
function usualIn(facts: Facts, schema: string, names: readonly string[]): Set<Privilege> | undefined {
  if (!facts.has(`${objectKey({ kind: "schema", path: [schema] })}\tUSAGE`)) return undefined;
  const sets = names.map((name) => onTable(facts, schema, name)).filter((set) => set.size > 0);
  const groups = [...groupBy(sets, (set) => [...set].join()).values()].sort((a, b) => b.length - a.length);
  const [most] = groups;
  return most && most.length * 2 >= names.length ? most[0] : undefined;
}

const WELL_KNOWN = 2;

/**
 * Adds levels for what roles have directly in whole schemas: in two of them, or where a level of that meaning is
 * usual anyway.
 */
export function addRecurringLevels(roles: Iterable<string>, scene: Scene, levels: LevelSets): void {
  const { context, facts } = scene;
  const names = groupBy(context.relations.values(), ({ schema }) => schema);
  const found = [...roles].flatMap((role) => {
    const held = facts.get(role);
    if (!held || scene.explicit.has(role)) return [];
    return [...names].flatMap(([schema, relations]) => {
      const usual = usualIn(
        held,
        schema,
        relations.map(({ name }) => name),
      );
      return usual ? [usual] : [];
    });
  });
  const groups = [...groupBy(found, (set) => [...set].join())];
  const sorted = groups.sort(([a, x], [b, y]) => y.length - x.length || compareText(a, b));
  for (const [, [first, ...others]] of sorted) {
    if (!first) continue;
    const isUsual = !levelFor(first, new Map(levels)).startsWith("level");
    if (isUsual || others.length + 1 >= WELL_KNOWN) levelFor(first, levels);
  }
}
