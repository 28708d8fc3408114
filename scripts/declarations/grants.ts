import { type Relation, relationKey } from "../model/relation.ts";
import { type Catalog, isReached } from "./catalog.ts";
import { type Exceptions, isKept, resolveExcept } from "./except.ts";
import {
  findLevel,
  type Given,
  KIND_OF_KEY,
  type Level,
  levelInSchema,
  resolvePrivileges,
} from "./levels.ts";
import { isExact, matchRelations, matchSchemas } from "./match.ts";
import { child, items, type Placed, placeOf, problemAt, type Report } from "./placed.ts";
import type { Grant, SensitiveMode } from "./roles-schema.ts";

/** Says that an item of a list gives nothing after all, and why. */
function reportNothingLeft(
  item: Placed<string>,
  mode: SensitiveMode,
  reached: boolean,
  report: Report,
): void {
  const [code, message, help] = reached
    ? [
        "nothing-left",
        `\`except\` takes away all that ${item.value} names`,
        "Take the item out, or except less.",
      ]
    : mode === "only"
      ? [
          "nothing-sensitive",
          `nothing in ${item.value} is sensitive`,
          "Take `sensitive: only` away, or mark what is sensitive.",
        ]
      : [
          "only-sensitive",
          `all that ${item.value} names is sensitive`,
          "Say `sensitive: include` or `sensitive: only` if that is meant.",
        ];
  report(problemAt(placeOf(item), code, message, help));
}

/** `{level, in, except, sensitive}`: a schema counts while something remains in it, or nothing ever was. */
function byLevel(grant: Placed<Grant>, level: Level, catalog: Catalog, report: Report): Given[] {
  const mode = grant.value.sensitive;
  const lists = items(child(grant, "in")).map((item) => ({
    item,
    schemas: matchSchemas(item, catalog, report),
  }));
  const schemas = new Set(lists.flatMap((list) => list.schemas));
  const relations = [...schemas].flatMap(catalog.relationsOf);
  const except = items(child(grant, "except"));
  const exceptions = resolveExcept(except, { schemas, relations }, [1, 2], catalog, report);

  const given = new Map<string, Given[]>();
  for (const schema of schemas) {
    const all = catalog.relationsOf(schema);
    const left = all.filter((relation) => isReached(catalog, mode, relation) && isKept(exceptions, relation));
    const isEmpty = all.length === 0 && mode !== "only" && !exceptions.schemas.has(schema);
    if (left.length > 0 || isEmpty) given.set(schema, levelInSchema(level, schema, left));
  }
  for (const { item, schemas: named } of lists) {
    if (named.length === 0 || named.some((schema) => given.has(schema))) continue;
    const reached = named.some(
      (schema) =>
        exceptions.schemas.has(schema) ||
        catalog.relationsOf(schema).some((relation) => isReached(catalog, mode, relation)),
    );
    reportNothingLeft(item, mode, reached, report);
  }
  return [...given.values()].flat();
}

/** The relations of one pattern that the mode reaches; an exact name must say that it means a sensitive one. */
function reachedBy(
  item: Placed<string>,
  mode: SensitiveMode,
  catalog: Catalog,
  report: Report,
): { readonly named: readonly Relation[]; readonly reached: readonly Relation[] } {
  const named = matchRelations(item, catalog, report);
  const reached = named.filter((relation) => isReached(catalog, mode, relation));
  const [first] = named;
  if (first && reached.length === 0) {
    if (!isExact(item)) reportNothingLeft(item, mode, false, report);
    else if (mode === "only") {
      const help = "Take `sensitive: only` away, or mark the table as sensitive.";
      report(problemAt(placeOf(item), "nothing-sensitive", `${relationKey(first)} is not sensitive`, help));
    } else {
      const help = "Say `sensitive: only`, or `sensitive: include`, beside it if that is meant.";
      report(problemAt(placeOf(item), "sensitive-by-name", `${relationKey(first)} is sensitive`, help));
    }
  }
  return { named, reached };
}

/** `{privileges, tables, except, sensitive}`: exactly these, no USAGE on the schema. */
function byPrivileges(grant: Placed<Grant>, catalog: Catalog, report: Report): Given[] {
  const kind = KIND_OF_KEY.tables;
  const said = child(grant, "privileges");
  const privileges = said ? resolvePrivileges(said, kind, report) : [];
  const lists = items(child(grant, "tables")).map((item) => ({
    item,
    ...reachedBy(item, grant.value.sensitive, catalog, report),
  }));
  const relations = [...new Set(lists.flatMap(({ named }) => named))];
  const reach = { relations, schemas: new Set(relations.map(({ schema }) => schema)) };
  const except = items(child(grant, "except"));
  const exceptions: Exceptions = resolveExcept(except, reach, [1, 2], catalog, report);

  const given = new Set<Relation>();
  for (const { item, reached } of lists) {
    const left = reached.filter((relation) => isKept(exceptions, relation));
    if (left.length === 0 && reached.length > 0) reportNothingLeft(item, grant.value.sensitive, true, report);
    for (const relation of left) given.add(relation);
  }
  return [...given].map(({ schema, name }) => ({ object: { kind, path: [schema, name] }, privileges }));
}

/** What a grant gives on which objects. */
export function resolveGrant(
  grant: Placed<Grant>,
  levels: ReadonlyMap<string, Level>,
  catalog: Catalog,
  report: Report,
): Given[] {
  const name = child(grant, "level");
  if (!name) return byPrivileges(grant, catalog, report);
  // Without the level the rest can still be wrong, and is checked.
  return byLevel(grant, findLevel(name, levels, report) ?? new Map(), catalog, report);
}
