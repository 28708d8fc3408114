// What of a state must be made anew to see what the definitions make of it from nothing.

import { groupBy } from "../../model/group.ts";
import { displayPath } from "../../model/identifier.ts";
import { relationKey } from "../../model/relation.ts";
import { type PlainQuery, plainQuery, relationNames, speaksOf } from "../../sql/names-in-query.ts";
import { entityText, type KitEntity, type KitState } from "./kit-state.ts";

/** The entities that stand and fall together: a table with all of its parts, a view, an enum, a sequence, a schema. */
interface EntityGroup {
  readonly type: "tables" | "views" | "enums" | "sequences" | "schemas";
  /** The first is the table, view, … itself. */
  readonly entities: readonly KitEntity[];
}

/** Entity types by the group that they are in. */
const GROUP_TYPES: Readonly<Record<string, EntityGroup["type"]>> = {
  schemas: "schemas",
  enums: "enums",
  sequences: "sequences",
  tables: "tables",
  columns: "tables",
  indexes: "tables",
  fks: "tables",
  pks: "tables",
  uniques: "tables",
  checks: "tables",
  policies: "tables",
  views: "views",
};

/** Fields that hold names of their own, not SQL that speaks of others. */
const NAME_FIELDS = new Set(["entityType", "schema", "table", "name", "type", "typeSchema"]);

type Groups = ReadonlyMap<string, EntityGroup>;

function groupsOf({ ddl }: Pick<KitState, "ddl">): Groups {
  const known = ddl.flatMap((entity) => {
    const type = GROUP_TYPES[entity.entityType];
    const { schema = "public", table, name } = entity;
    const path = type === "schemas" ? [name] : [schema, table ?? name];
    return type ? [{ entity, type, key: `${type} ${displayPath(path)}` }] : [];
  });
  const isHead = ({ entity, type }: (typeof known)[number]) => entity.entityType === type;
  return new Map(
    [...groupBy(known, ({ key }) => key)].flatMap(([key, list]) => {
      const head = list.find(isHead);
      if (!head) return [];
      const rest = list.filter((row) => row !== head);
      return [[key, { type: head.type, entities: [head, ...rest].map(({ entity }) => entity) }] as const];
    }),
  );
}

const groupText = ({ entities }: EntityGroup): string => entities.map(entityText).sort().join("\n");

/** Most are the same to the letter, which is told in no time. */
const isSameGroup = (one: EntityGroup, other: EntityGroup): boolean =>
  JSON.stringify(one.entities) === JSON.stringify(other.entities) || groupText(one) === groupText(other);

function textsIn(value: unknown): string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

/** A type that drizzle-kit has no word for is SQL: `"S".email`. */
const isOtherType = (field: string, value: unknown): boolean =>
  field === "type" && typeof value === "string" && /[".]/.test(value);

/** The SQL in a group: queries, defaults, generated values, checks, policies, indexes. */
const sqlOf = ({ entities }: EntityGroup): PlainQuery =>
  entities
    .filter(({ entityType }) => entityType !== "fks")
    .flatMap((entity) =>
      Object.entries(entity).flatMap(([field, value]) =>
        NAME_FIELDS.has(field) && !isOtherType(field, value) ? [] : textsIn(value),
      ),
    )
    .map(plainQuery)
    .join("\n") as PlainQuery;

const pathKey = (schema: unknown, name: unknown): string =>
  relationKey({ schema: String(schema ?? "public"), name: String(name) });

/** What goes with a dropped relation, sequence or type. */
function dependsOn(group: EntityGroup, sql: PlainQuery, keys: ReadonlySet<string>): boolean {
  const hasType = group.entities.some(
    ({ entityType, typeSchema, type }) =>
      entityType === "columns" && typeof typeSchema === "string" && keys.has(pathKey(typeSchema, type)),
  );
  return hasType || [...keys].some((key) => speaksOf(sql, relationNames(key)));
}

/** What is to be made anew. */
interface TouchedEntities {
  /** Heads of groups that were there before and go: tables, views, enums, sequences, schemas. */
  readonly dropped: readonly KitEntity[];
  /** Whole groups that are there afterwards. */
  readonly made: readonly KitEntity[];
  /** Foreign keys of tables that stay as they are, which go with the tables that they point at. */
  readonly foreignKeys: readonly KitEntity[];
}

/** Groups that differ between the states, of both. */
function changedKeys(before: Groups, after: Groups): Set<string> {
  const keys = [...new Set([...before.keys(), ...after.keys()])];
  return new Set(
    keys.filter((key) => {
      const [earlier, later] = [before.get(key), after.get(key)];
      return !earlier || !later || !isSameGroup(earlier, later);
    }),
  );
}

/**
 * Finds what differs between two states, and what goes where that is dropped. It may find too much.
 *
 * @param hanging what goes with relations and types beside the states' own, by keys as relations have them
 */
export function touchedEntities(
  before: KitState,
  after: KitState,
  hanging: (paths: ReadonlySet<string>) => readonly string[] = () => [],
): TouchedEntities {
  const [earlier, later] = [groupsOf(before), groupsOf(after)];
  const touched = changedKeys(earlier, later);
  // A table or view, type or sequence by its path; nothing speaks of a schema alone.
  const named = (key: string): string[] => {
    const group = earlier.get(key) ?? later.get(key);
    const [head] = group?.entities ?? [];
    return head && group?.type !== "schemas" ? [pathKey(head.schema, head.name)] : [];
  };
  const paths = new Set([...touched].flatMap(named));
  const rest = new Map([...later].filter(([key]) => !touched.has(key)).map((row) => [row, sqlOf(row[1])]));
  for (const path of hanging(paths)) paths.add(path);
  for (let size = -1; size < touched.size + paths.size; ) {
    size = touched.size + paths.size;
    for (const [[key, group], sql] of rest) {
      if (touched.has(key) || !dependsOn(group, sql, paths)) continue;
      touched.add(key);
      for (const path of named(key)) paths.add(path);
    }
    for (const path of hanging(paths)) paths.add(path);
  }
  const groups = (from: Groups) => [...touched].flatMap((key) => from.get(key) ?? []);
  const foreignKeys = [...later]
    .filter(([key]) => !touched.has(key))
    .flatMap(([, { entities }]) => entities)
    .filter(
      ({ entityType, schemaTo, tableTo }) => entityType === "fks" && paths.has(pathKey(schemaTo, tableTo)),
    );
  const made = new Set(groups(later).flatMap(({ entities }) => entities));
  return {
    dropped: groups(earlier).flatMap(({ entities: [head] }) => head ?? []),
    // In the order of the state, by which drizzle-kit orders statements.
    made: after.ddl.filter((entity) => made.has(entity)),
    foreignKeys,
  };
}
