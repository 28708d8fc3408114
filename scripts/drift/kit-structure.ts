// Two states of drizzle-kit's, compared as structures are: no server is asked.
import type { StructureRow } from "../database/inspect/shape.ts";
import { entitiesApart, type KitColumn, type KitEntity, type KitState } from "../migrations/kit/kit-state.ts";
import { serverIdentifier } from "../model/server-identifier.ts";
import { type AllowedVariables, escapeTemplate, fillVariables, type Variables } from "../model/variable.ts";
import { catalogName, compareStructures, type StructureDifference } from "../prove/structure-differences.ts";
import { mapTexts } from "../sql/statement.ts";

/** What a name says, and how an index is to be made: nothing of what is there then. */
const UNTOLD: ReadonlySet<string> = new Set([
  "entityType",
  "schema",
  "table",
  "name",
  "nameExplicit",
  "concurrently",
]);

const NOTHING: ReadonlySet<string> = new Set();

/** `columns (value id, asc)`; what is not so goes without words. */
function fieldsText(fields: Readonly<Record<string, unknown>>, untold: ReadonlySet<string> = UNTOLD): string {
  return Object.entries(fields)
    .filter(
      ([field, value]) =>
        !untold.has(field) && value !== null && value !== undefined && value !== false && value !== "",
    )
    .map(([field, value]) => (value === true ? field : `${field} ${valueText(value)}`))
    .sort()
    .join(", ");
}

function valueText(value: unknown): string {
  if (Array.isArray(value)) return `(${value.map(valueText).join("; ")})`;
  return typeof value === "object" && value !== null
    ? fieldsText(value as Record<string, unknown>, NOTHING)
    : String(value);
}

/** As the catalogs say it: `character varying(20)[] not null default 'x'`. */
function columnText(column: KitColumn): string {
  const { type, typeSchema, dimensions, notNull, default: value, generated, identity, ...rest } = column;
  const path = typeSchema === null ? type : [typeSchema, type].map(serverIdentifier).join(".");
  const made = generated ? `generated (${valueText(generated)})` : "";
  // The name of its sequence is nobody's choice.
  const drawn = identity ? `identity (${fieldsText(identity as Record<string, unknown>)})` : "";
  const given = value === null || value === undefined ? "" : `default ${valueText(value)}`;
  return [
    `${path}${"[]".repeat(dimensions)}`,
    notNull ? "not null" : "",
    given,
    made,
    drawn,
    fieldsText(rest),
  ]
    .filter((part) => part !== "")
    .join(" ");
}

/** How each type of entity is told where its fields alone do not say what it is. */
const TEXTS: Readonly<Record<string, (entity: KitEntity) => string>> = {
  columns: (entity) => columnText(entity as KitColumn),
  tables: (entity) => `kind r ${fieldsText(entity)}`,
  sequences: (entity) => `kind S ${fieldsText(entity)}`,
  // With a colon: unlike what a server prints of a view, its words are compared in their order.
  views: ({ definition, materialized, ...rest }) =>
    `kind ${materialized ? "m" : "v"}: ${`${fieldsText(rest)} as ${definition}`.trimStart()}`,
};

/** The relation that an entity is or belongs to. */
function relationOf({ entityType, schema = "public", table, name }: KitEntity): string | undefined {
  const isRelation = entityType === "tables" || entityType === "views" || entityType === "sequences";
  const own = table ?? (isRelation ? name : undefined);
  return own === undefined ? undefined : [schema, own].map(serverIdentifier).join(".");
}

const rowOf = (entity: KitEntity): StructureRow => ({
  object: catalogName(entity) ?? `${entity.entityType} ${serverIdentifier(entity.name)}`,
  relation: relationOf(entity),
  line: (TEXTS[entity.entityType] ?? ((one: KitEntity) => fieldsText(one)))(entity)
    .trim()
    .replaceAll("\n", "\\n"),
  beyond: "",
});

/**
 * In what two states differ, as the second is beside the first. A name that a rename left as it was is no difference.
 *
 * @param allowed the deploy variables: any other `${` is meant as it is
 * @param values those of each side
 */
export function compareStates(
  first: KitState,
  second: KitState,
  allowed: AllowedVariables,
  values: { readonly first: Variables; readonly second: Variables },
): StructureDifference[] {
  const filled = (state: KitState, variables: Variables) =>
    mapTexts(state, (text) => fillVariables(escapeTemplate(text, allowed), variables));
  const [one, other] = entitiesApart(filled(first, values.first), filled(second, values.second));
  return compareStructures(one.map(rowOf), other.map(rowOf));
}
