// Live owners → `owner` and `objects_owner` of schemas, and `owners` of single things.
import type { RolesFile } from "../../declarations/language/roles-schema.ts";
import type { OwnerEntry } from "../../declarations/language/schema-of-owners.ts";
import type { SchemaBody } from "../../declarations/language/schema-of-roles.ts";
import { groupBy } from "../../model/group.ts";
import { compareText } from "../../model/identifier.ts";
import { type ObjectName, objectKey, schemaOf } from "../../model/object.ts";
import { ALL_KINDS, kindFacts, type ObjectKind } from "../../model/object-kinds.ts";
import { isPublicSchema } from "../../model/ownership.ts";
import { objectEntries } from "./adopted-grants.ts";
import { compressNames } from "./compress.ts";
import type { Scene } from "./scene.ts";

/** What of a schema has an owner of its own; serial sequences follow their tables. */
function objectsBySchema({ context }: Scene): ReadonlyMap<string, ObjectName[]> {
  const relations = [...context.relations.values()].map(
    ({ schema, name }): ObjectName => ({ kind: "table", path: [schema, name] }),
  );
  return groupBy([...relations, ...context.objects.values()], ({ path }) => path[0] ?? "");
}

/** How the language writes the owner of an object; undefined where it is not said: see {@link adoptedOwners}. */
type OwnerOf = (object: ObjectName) => string | undefined;

function ownerOf({ live, isIgnored }: Scene, nameOf: (role: string) => string | undefined): OwnerOf {
  return (object) => {
    const owner = live.owners.get(objectKey(object))?.owner;
    return owner === undefined || isIgnored(owner) || owner.startsWith("pg_") ? undefined : nameOf(owner);
  };
}

/** Whom most of them belong to, the schema's owner where others have as many; undefined where one must not be said. */
function mostOften(owners: readonly (string | undefined)[], own: string | undefined): string | undefined {
  if (owners.includes(undefined)) return undefined;
  const counts = [...groupBy(owners, (owner) => owner ?? "")].map(
    ([owner, list]) => [owner, list.length] as const,
  );
  const [first] = counts.sort(
    ([a, many], [b, more]) => more - many || Number(b === own) - Number(a === own) || compareText(a, b),
  );
  return first?.[0];
}

/** What stands under `schemas`: who owns each, and what is in it. */
function bodies({ context }: Scene, owner: OwnerOf, bySchema: ReadonlyMap<string, ObjectName[]>) {
  const objectsIn = (schema: string) => bySchema.get(schema) ?? [];
  const universe = [...context.schemas].sort(compareText);
  const said = universe
    .map((schema) => {
      const own = owner({ kind: "schema", path: [schema] });
      const ofObjects = mostOften(objectsIn(schema).map(owner), own);
      const body: SchemaBody = {
        ...(own !== undefined && { owner: own }),
        ...(ofObjects !== undefined && { objects_owner: ofObjects }),
      };
      return { schema, body };
    })
    .filter(({ body }) => Object.keys(body).length > 0);
  // In a schema without objects it is open whose they would be: what goes together stays together.
  return said.map(({ schema, body }) => {
    const alike = said.find(
      (other) => other.body.owner === body.owner && other.body.objects_owner !== undefined,
    );
    const isOpen = body.owner !== undefined && objectsIn(schema).length === 0;
    return { schema, body: isOpen && alike ? alike.body : body };
  });
}

/** Schemas of which the same is said, by patterns. */
function schemaEntries(
  said: readonly { readonly schema: string; readonly body: SchemaBody }[],
  { context }: Scene,
): RolesFile["schemas"] {
  const universe = [...context.schemas].sort(compareText);
  const entries = [...groupBy(said, ({ body }) => JSON.stringify(body)).values()].flatMap((group) => {
    const names = group.map(({ schema }) => schema);
    const { patterns } = compressNames(names, universe, { disjoint: true });
    return patterns.map((pattern) => [pattern, group[0]?.body ?? {}] as const);
  });
  return entries.length === 0 ? undefined : Object.fromEntries(entries.sort(([a], [b]) => compareText(a, b)));
}

/** Kinds whose owners are said one by one. Large objects are rows of applications: theirs are not looked at. */
const isSaidAlone = (kind: ObjectKind): boolean =>
  kind !== "schema" && kind !== "large object" && kindFacts(kind).owner === undefined;

/**
 * Who owns what. What belongs to whom the project ignores belongs to whoever applies the revisions, and is not said;
 * nor is what PostgreSQL's own roles have.
 *
 * @param nameOf how the language writes a live role's name; undefined where it cannot
 */
export function adoptedOwners(
  scene: Scene,
  nameOf: (role: string) => string | undefined,
): Pick<RolesFile, "schemas" | "owners"> {
  const { live, context } = scene;
  const owner = ownerOf(scene, nameOf);
  const bySchema = objectsBySchema(scene);
  const said = bodies(scene, owner, bySchema);
  const ofObjects = new Map(said.map(({ schema, body }) => [schema, body.objects_owner]));
  const declared = new Set([...bySchema.values()].flat().map(objectKey));
  // What definitions do not make has no other place, and of relations only what they make can be named.
  const others = [...live.owners.values()]
    .map(({ object }) => object)
    .filter((object) => {
      if (isPublicSchema(object)) return !context.schemas.has("public");
      return isSaidAlone(object.kind) && !["table", "sequence"].includes(object.kind);
    })
    .filter((object) => !declared.has(objectKey(object)));
  const single = [...[...bySchema.values()].flat(), ...others].flatMap((object) => {
    const whose = owner(object);
    const usual = declared.has(objectKey(object)) ? ofObjects.get(schemaOf(object) ?? "") : undefined;
    return whose === undefined || whose === usual ? [] : [{ object, owner: whose }];
  });
  const groups = groupBy(single, ({ object, owner: whose }) => JSON.stringify([object.kind, whose]));
  // Who owns something is not shown it: what is sensitive is named like all else.
  const plain = { ...context, sensitive: new Set<string>() };
  const owners = [...groups.values()]
    .sort(([a], [b]) => {
      const [x, y] = [a?.object.kind ?? "table", b?.object.kind ?? "table"];
      return ALL_KINDS.indexOf(x) - ALL_KINDS.indexOf(y) || compareText(a?.owner ?? "", b?.owner ?? "");
    })
    .flatMap((group) => {
      const [first] = group;
      if (!first) return [];
      const objects = group
        .map(({ object }) => object)
        .sort((a, b) => compareText(objectKey(a), objectKey(b)));
      return objectEntries(first.object.kind, objects, plain).map(
        (named): OwnerEntry => ({ owner: first.owner, ...named }),
      );
    });
  const schemas = schemaEntries(said, scene);
  return { ...(schemas && { schemas }), ...(owners.length > 0 && { owners }) };
}
