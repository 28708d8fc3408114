// Live owners → `owner` and `objects_owner` of schemas.
import type { RolesFile } from "../../declarations/language/roles-schema.ts";
import type { SchemaBody } from "../../declarations/language/schema-of-roles.ts";
import { groupBy } from "../../model/group.ts";
import { compareText, displayName } from "../../model/identifier.ts";
import { type ObjectName, objectKey } from "../../model/object.ts";
import { compressNames } from "./compress.ts";
import type { Scene } from "./scene.ts";

/** What of a schema has an owner of its own; serial sequences follow their tables. */
function objectsBySchema({ context }: Scene): ReadonlyMap<string, ObjectName[]> {
  const relations = [...context.relations.values()].map(
    ({ schema, name }): ObjectName => ({ kind: "table", path: [schema, name] }),
  );
  return groupBy([...relations, ...context.objects.values()], ({ path }) => path[0] ?? "");
}

/**
 * Who owns schemas and what is in them. What belongs to whom the project ignores belongs to whoever applies the
 * revisions, and is not said.
 *
 * @param nameOf how the language writes a live role's name; undefined where it cannot
 */
export function schemaBodies(
  scene: Scene,
  nameOf: (role: string) => string | undefined,
): RolesFile["schemas"] {
  const { live, context, isIgnored, say } = scene;
  const bySchema = objectsBySchema(scene);
  const objectsIn = (schema: string) => bySchema.get(schema) ?? [];
  const ownerOf = (object: ObjectName): string | undefined => live.owners.get(objectKey(object))?.owner;
  const counts = (owner: string | undefined): owner is string =>
    owner !== undefined && !isIgnored(owner) && !owner.startsWith("pg_");
  const bodyOf = (schema: string): SchemaBody => {
    const owner = ownerOf({ kind: "schema", path: [schema] });
    const objects = objectsIn(schema);
    const others = [...new Set(objects.map(ownerOf))];
    const [objectsOwner] = others;
    if (others.length > 1 && others.some(counts)) {
      say(
        `who owns what in ${displayName(schema)}: ${others
          .map((name) => name ?? "?")
          .sort(compareText)
          .join(", ")}`,
      );
    }
    const [own, ofObjects] = [
      counts(owner) ? nameOf(owner) : undefined,
      others.length === 1 && counts(objectsOwner) ? nameOf(objectsOwner) : undefined,
    ];
    return {
      ...(own !== undefined && { owner: own }),
      ...(ofObjects !== undefined && { objects_owner: ofObjects }),
    };
  };
  const universe = [...context.schemas].sort(compareText);
  const said = universe
    .map((schema) => ({ schema, body: bodyOf(schema) }))
    .filter(({ body }) => Object.keys(body).length > 0);
  // In a schema without objects it is open whose they would be: what goes together stays together.
  const completed = said.map(({ schema, body }) => {
    const alike = said.find(
      (other) => other.body.owner === body.owner && other.body.objects_owner !== undefined,
    );
    const isOpen = body.owner !== undefined && objectsIn(schema).length === 0;
    return { schema, body: isOpen && alike ? alike.body : body };
  });
  const entries = [...groupBy(completed, ({ body }) => JSON.stringify(body)).values()].flatMap((group) => {
    const { patterns } = compressNames(
      group.map(({ schema }) => schema),
      universe,
      { disjoint: true },
    );
    return patterns.map((pattern) => [pattern, group[0]?.body ?? {}] as const);
  });
  return entries.length === 0 ? undefined : Object.fromEntries(entries.sort(([a], [b]) => compareText(a, b)));
}
