// What is sensitive, as far as the names of roles and what they have tell it.
import type { RolesContext } from "../../declarations/declared-access.ts";
import type { SensitiveTables } from "../../declarations/language/schema-of-grants.ts";
import { groupBy } from "../../model/group.ts";
import { compareText, displayPath, splitPath } from "../../model/identifier.ts";
import { objectKey } from "../../model/object.ts";
import type { Privilege } from "../../model/privilege.ts";
import { type Relation, relationKey } from "../../model/relation.ts";
import { oneOrList, patternText } from "./compress.ts";
import { type Facts, NO_FACTS } from "./facts.ts";
import type { Frame } from "./frames.ts";
import { onTable, type Scene, tableKey } from "./scene.ts";

/** The relations of one schema that a frame's role has all privileges on, by key. */
function covered({ roles, privileges }: Frame, relations: readonly Relation[], { facts }: Scene): string[] {
  const held = facts.get(roles.get(relations[0]?.schema ?? "") ?? "") ?? NO_FACTS;
  return relations
    .filter((relation) => {
      const own = onTable(held, tableKey(relation));
      return [...privileges].every((privilege) => own.has(privilege));
    })
    .map(relationKey);
}

const sameSet = (a: ReadonlySet<Privilege>, b: ReadonlySet<Privilege>): boolean =>
  a.size === b.size && [...a].every((privilege) => b.has(privilege));

/**
 * What of a relation a role lacks: where it has privileges on some of the columns, the paths of the others, else the
 * whole.
 */
function lackingIn(relation: Relation, held: Facts, privileges: ReadonlySet<Privilege>): string[] {
  const { schema, name, columns } = relation;
  const has = ({ name: column }: { readonly name: string }) => {
    const key = objectKey({ kind: "column", path: [schema, name, column] });
    return [...privileges].some((privilege) => held.has(`${key}\t${privilege}`));
  };
  if (!columns.some(has)) return [relationKey(relation)];
  return columns.filter((column) => !has(column)).map((column) => displayPath([schema, name, column.name]));
}

/**
 * What is sensitive as far as access roles tell: where of two roles of one level for one schema the one for fewer
 * schemas and tables has what the other lacks, and nothing else.
 *
 * @returns relation keys and paths of columns
 */
export function findSensitive(frames: readonly Frame[], scene: Scene): Set<string> {
  const { context, facts } = scene;
  const found = new Set<string>();
  const bySchema = groupBy(context.relations.values(), ({ schema }) => schema);
  const reach = new Map(
    frames.map((frame) => [
      frame,
      [...frame.roles.keys()].flatMap((schema) => covered(frame, bySchema.get(schema) ?? [], scene)),
    ]),
  );
  for (const few of frames) {
    for (const many of frames) {
      const schemas = [...few.roles.keys()];
      const isPair =
        few !== many &&
        sameSet(few.privileges, many.privileges) &&
        schemas.every((schema) => many.roles.has(schema));
      if (!isPair) continue;
      const [small, large] = [reach.get(few), reach.get(many)];
      if (!small || !large || small.length === 0 || small.length >= large.length) continue;
      const others = new Set(large);
      if (small.some((key) => others.has(key))) continue;
      for (const relation of small.flatMap((key) => context.relations.get(key) ?? [])) {
        const held = facts.get(many.roles.get(relation.schema) ?? "") ?? NO_FACTS;
        for (const key of lackingIn(relation, held, many.privileges)) found.add(key);
      }
    }
  }
  return found;
}

/** Relations and columns as `sensitive` marks them, by name: a wildcard would mark those that come later. */
export function markedTables(marked: ReadonlySet<string>, { relations }: RolesContext): SensitiveTables[] {
  const whole = [...marked].filter((key) => relations.has(key)).sort(compareText);
  const paths = [...marked].filter((key) => !relations.has(key)).map((key) => splitPath(key) ?? []);
  const byTable = groupBy(paths, (path) => displayPath(path.slice(0, 2)));
  const parts = [...byTable]
    .sort(([a], [b]) => compareText(a, b))
    .map(([tables, list]) => ({
      tables,
      columns: oneOrList(list.map((path) => patternText(path[2] ?? ""))),
    }));
  return [...(whole.length > 0 ? [{ tables: oneOrList(whole) }] : []), ...parts];
}
