// The part of a live warehouse that role files can speak of, in their words.
import type { RolesContext } from "../../declarations/declared-access.ts";
import { isSystemSchema } from "../../declarations/objects/catalog.ts";
import { defaultKey } from "../../model/default-privileges.ts";
import { compareText, displayName } from "../../model/identifier.ts";
import { displayObject, type ObjectName, objectKey, ownSchema } from "../../model/object.ts";
import { isPublicSchema } from "../../model/ownership.ts";
import { relationKey } from "../../model/relation.ts";
import { tablesOfSequences } from "../../model/relation-objects.ts";
import { isSystemRoutine } from "../../model/restricted-routines.ts";
import { fillVariables, type Variables } from "../../model/variable.ts";
import type { Warehouse } from "../../model/warehouse.ts";

/** What of a live warehouse role files can speak of. */
interface Restricted {
  readonly live: Warehouse;
  /** What was left out, a sentence each. */
  readonly leftOut: readonly string[];
}

/** PostgreSQL makes it in every database; files may speak of it without knowing it. */
const PUBLIC_SCHEMA = "public";

/** What is said of an object that is left out. */
export const notDefined = (object: ObjectName): string =>
  `the ${object.kind} ${displayObject(object)}, which the definitions do not have`;

/** Whether an object is a table, column or sequence that the definitions could make, and do not. */
function isMissing(context: RolesContext): (object: ObjectName) => boolean {
  const columns = new Set(
    [...context.relations.values()].flatMap(({ schema, name, columns: list }) =>
      list.map((column) => objectKey({ kind: "column", path: [schema, name, column.name] })),
    ),
  );
  const sequences = new Set([
    ...context.objects.keys(),
    ...tablesOfSequences(context.relations.values()).keys(),
  ]);
  return (object) => {
    const [schema = "", name = ""] = object.path;
    const relation = context.relations.get(relationKey({ schema, name }));
    if (object.kind === "table") return !relation;
    if (object.kind === "column")
      return !relation || (relation.columns.length > 0 && !columns.has(objectKey(object)));
    return object.kind === "sequence" && !sequences.has(objectKey(object));
  };
}

/**
 * Leaves out what the definitions do not have: other schemas and what is in them, and in their own schemas
 * relations and sequences that they do not make.
 *
 * @param context as the definitions are for one target, its variables filled in
 * @param silent schemas of which not even that is said: the history's
 */
export function restrictLive(
  live: Warehouse,
  context: RolesContext,
  silent: ReadonlySet<string>,
): Restricted {
  const known = new Set([...context.schemas, PUBLIC_SCHEMA]);
  const missing = isMissing(context);
  const leftOut = new Set<string>();
  const isKnown = (object: ObjectName): boolean => {
    const schema = ownSchema(object);
    if (schema === undefined || isSystemRoutine(object)) return true;
    if (isSystemSchema(schema) || silent.has(schema)) return false;
    if (!known.has(schema)) {
      leftOut.add(`the schema ${displayName(schema)}, which the definitions do not have`);
      return false;
    }
    // What PostgreSQL says of its own schema counts only where the definitions use it.
    if (schema === PUBLIC_SCHEMA && !context.schemas.has(schema)) return false;
    const lacks = missing(object);
    if (lacks) leftOut.add(notDefined(object));
    return !lacks;
  };
  const privileges = new Map([...live.privileges].filter(([, { object }]) => isKnown(object)));
  const defaults = new Map(
    [...live.defaults].filter(([, entry]) => {
      const { schema } = entry;
      if (schema === undefined || context.schemas.has(schema)) return true;
      if (!isSystemSchema(schema) && !silent.has(schema))
        leftOut.add(`default privileges: ${defaultKey(entry)}`);
      return false;
    }),
  );
  const owners = new Map(
    [...live.owners].filter(([, { object }]) => {
      const schema = ownSchema(object);
      return schema === undefined || context.schemas.has(schema) || isPublicSchema(object);
    }),
  );
  return { live: { ...live, privileges, defaults, owners }, leftOut: [...leftOut].sort(compareText) };
}

/** The context of one target: its schemas may have variables in their names. */
export function bindContext(context: RolesContext, variables: Variables): RolesContext {
  const fill = (name: string) => fillVariables(name, variables);
  if ([...context.schemas].every((schema) => fill(schema) === schema)) return context;
  const relations = [...context.relations.values()].map((relation) => ({
    ...relation,
    schema: fill(relation.schema),
  }));
  const objects = [...context.objects.values()].map(({ kind, path }) => ({ kind, path: path.map(fill) }));
  return {
    ...context,
    schemas: new Set([...context.schemas].map(fill)),
    relations: new Map(relations.map((relation) => [relationKey(relation), relation])),
    objects: new Map(objects.map((object) => [objectKey(object), object])),
  };
}

/** The live warehouse with schemas called as the definitions call them, variables and all. */
export function inWordsOf(context: RolesContext, live: Warehouse, variables: Variables): Warehouse {
  const words = new Map([...context.schemas].map((schema) => [fillVariables(schema, variables), schema]));
  if ([...words].every(([filled, schema]) => filled === schema)) return live;
  const word = (schema: string) => words.get(schema) ?? schema;
  const move = (object: ObjectName): ObjectName => {
    const schema = ownSchema(object);
    return schema === undefined ? object : { ...object, path: [word(schema), ...object.path.slice(1)] };
  };
  const privileges = [...live.privileges.values()].map((entry) => ({ ...entry, object: move(entry.object) }));
  const owners = [...live.owners.values()].map((entry) => ({ ...entry, object: move(entry.object) }));
  const defaults = [...live.defaults.values()].map((entry) =>
    entry.schema === undefined ? entry : { ...entry, schema: word(entry.schema) },
  );
  return {
    ...live,
    privileges: new Map(privileges.map((entry) => [objectKey(entry.object), entry])),
    owners: new Map(owners.map((entry) => [objectKey(entry.object), entry])),
    defaults: new Map(defaults.map((entry) => [defaultKey(entry), entry])),
  };
}
