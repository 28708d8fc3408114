// What a revision touches, made from nothing out of the definitions.
import { quotePath } from "../../model/identifier.ts";
import type { Rename } from "../../model/rename.ts";
import type { KeptSequence } from "../../model/warehouse.ts";
import { atOnce } from "../../sql/concurrent-indexes.ts";
import { readStatement } from "../../sql/read-statement.ts";
import type { Statement } from "../../sql/statement.ts";
import { kitMigration } from "./drizzle-kit.ts";
import { withKeptSequenceNames } from "./kept-sequence-names.ts";
import { type KitEntity, type KitState, withExplicitNames } from "./kit-state.ts";
import { type QueryThrough, withOrderedViews } from "./ordered-views.ts";
import { touchedEntities } from "./touched-entities.ts";

/** Templates of statements, in order. */
export interface FreshStatements {
  /** DROP … IF EXISTS … CASCADE of all that is made anew or gone. */
  readonly clear: readonly string[];
  readonly make: readonly Statement[];
  /** Roles of the policies that are made. */
  readonly roles: readonly string[];
  /** The tables before that are made anew or go, under their names of then. */
  readonly tables: readonly { readonly schema: string; readonly name: string }[];
}

/** What the entity types are called in DROP. */
const DROP_WORDS: Readonly<Record<string, string>> = {
  tables: "TABLE",
  views: "VIEW",
  sequences: "SEQUENCE",
  enums: "TYPE",
  schemas: "SCHEMA",
};

function dropStatement({ entityType, schema = "public", name, materialized }: KitEntity): string {
  const word = materialized ? "MATERIALIZED VIEW" : DROP_WORDS[entityType];
  const path = entityType === "schemas" ? [name] : [schema, name];
  return `DROP ${word} IF EXISTS ${quotePath(path)} CASCADE;`;
}

/** Fields that name a schema. */
const SCHEMA_FIELDS = ["schema", "schemaTo", "typeSchema"] as const;

/** The state after renames of schemas, which take all that is in them along. */
function inRenamedSchemas(state: KitState, renames: readonly Rename[]): KitState {
  const names = new Map(renames.map(({ from, to }) => [from[0], to[0] ?? ""]));
  if (names.size === 0) return state;
  const ddl = state.ddl.map((entity) => {
    const moved = SCHEMA_FIELDS.flatMap((field) => {
      const name = names.get(entity[field] as string);
      return name === undefined ? [] : [[field, name]];
    });
    const own = entity.entityType === "schemas" ? names.get(entity.name) : undefined;
    return { ...entity, ...Object.fromEntries(moved), ...(own !== undefined && { name: own }) };
  });
  return { ...state, ddl };
}

/**
 * The statements that make anew all in which two states differ, with what hangs on it, as it is in the later one: no
 * ALTER of drizzle-kit's is in them. They can run in the state before, once its schemas are renamed, and in the later one.
 *
 * @param states.kept sequences of the state afterwards that go by a former name
 * @param states.through what views look at by way of routines
 * @param states.hanging what goes with relations beside what the states know, by keys as relations have them
 */
export async function freshStatements(states: {
  readonly before: KitState;
  readonly after: KitState;
  readonly renames: readonly Rename[];
  readonly kept: ReadonlyMap<string, KeptSequence>;
  readonly hanging?: (paths: ReadonlySet<string>) => readonly string[];
  readonly through?: QueryThrough;
}): Promise<FreshStatements> {
  const { after, kept, hanging } = states;
  const renames = states.renames.filter(({ kind }) => kind === "schema");
  const { dropped, made, foreignKeys } = touchedEntities(
    inRenamedSchemas(states.before, renames),
    after,
    hanging,
  );
  const anew = new Set([...made, ...foreignKeys]);
  // Of the tables that stay only those are of use whose foreign keys come back.
  const tables = new Set(foreignKeys.map(({ schema, table }) => JSON.stringify([schema, table])));
  const isOfUse = ({ entityType, schema, table, name }: KitEntity) =>
    entityType !== "views" &&
    ((table === undefined && entityType !== "tables") || tables.has(JSON.stringify([schema, table ?? name])));
  const ground = after.ddl.filter((entity) => !anew.has(entity) && isOfUse(entity));
  const grounded = new Set(ground);
  const whole = after.ddl.filter((entity) => anew.has(entity) || grounded.has(entity));
  const from: KitState = { ...after, ddl: ground.map(withExplicitNames) };
  const to: KitState = { ...after, ddl: whole.map(withExplicitNames) };
  const statements = (await kitMigration(from, to, [])).map(readStatement).map(atOnce);
  const cleared = [...dropped, ...made].filter(({ entityType }) => DROP_WORDS[entityType]).map(dropStatement);
  const formerSchema = (name: string) => renames.find(({ to }) => to[0] === name)?.from[0] ?? name;
  return {
    tables: dropped
      .filter(({ entityType }) => entityType === "tables")
      .map(({ schema = "public", name }) => ({ schema: formerSchema(schema), name })),
    clear: [...new Set(cleared)],
    make: withKeptSequenceNames(
      await withOrderedViews(statements, from, to, [], states.through),
      after,
      kept,
    ),
    roles: made.flatMap(({ entityType, roles }) => (entityType === "policies" ? (roles as string[]) : [])),
  };
}
