// What a correction works on: both states of a way, and which of their entities are the same thing.

import { displayPath } from "../../model/identifier.ts";
import type { GoneObjects } from "../../model/leaving-objects.ts";
import { rememberingObjects } from "../../model/remembering.ts";
import type { Rename } from "../../model/rename.ts";
import type { SqlObject } from "../../model/sql-object.ts";
import type { Statement } from "../../sql/statement.ts";
import { type EntityPath, pathOf } from "../kit/entities.ts";
import type { KitRename } from "../kit/kit-renames.ts";
import { type KitColumn, type KitEntity, type KitState, lineOf } from "../kit/kit-state.ts";

/** What drizzle-kit's states do not say of sequences and tables. Paths are those of displayPath. */
export interface Surroundings {
  /** The sequence of a serial column, where it has another name than PostgreSQL would give it. */
  readonly sequenceOf: (column: string) => string | undefined;
  /** Who owns a table, where that is declared. */
  readonly ownerOf: (table: string) => string | undefined;
}

/** The SQL objects of both sides of a way, under their own names. */
export interface EncryptionSides {
  readonly from: ReadonlyMap<string, SqlObject>;
  readonly to: ReadonlyMap<string, SqlObject>;
}

/** What is known of both sides beside the states. */
export interface Around {
  readonly before: Surroundings;
  readonly after: Surroundings;
  /** Paths of columns, as displayPath writes them, whose values may be cut. */
  readonly mayCut: ReadonlySet<string>;
  /** What says which columns are encrypted. */
  readonly encryptions?: EncryptionSides;
  readonly online?: boolean | undefined;
  /** SQL of objects afterwards that PostgreSQL reads when they are made. */
  readonly objectTexts?: readonly string[];
  /** Which SQL objects go for a while where drizzle-kit's statements are these. */
  readonly goneObjects?: (statements: readonly Statement[], renames: readonly Rename[]) => GoneObjects;
}

const NOTHING: Surroundings = { sequenceOf: () => undefined, ownerOf: () => undefined };

/** Where nothing is known. */
export const NOTHING_AROUND: Around = { before: NOTHING, after: NOTHING, mayCut: new Set() };

/** One way from a state to another. */
export interface StatesOnly {
  readonly from: KitState;
  readonly to: KitState;
  /** Those of the way, in the order in which they apply: containers have their new names. */
  readonly renames: readonly KitRename[];
  /** What says which columns are encrypted. */
  readonly encryptions?: EncryptionSides;
  /** Whether values are encrypted later, in batches. */
  readonly online?: boolean | undefined;
}

/** The same with all that is known. */
export interface Change extends StatesOnly, Around {}

/** The same thing on both sides. */
export interface Pair<Entity extends KitEntity = KitEntity> {
  readonly from: Entity;
  readonly to: Entity;
}

/** Where a path is found after the renames. */
export function moved(path: EntityPath, renames: readonly KitRename[]): EntityPath {
  return renames.reduce((current, { kind, from, to }) => {
    const container = kind === "schema" || kind === "table";
    const fits = container ? current.length >= from.length : current.length === from.length;
    const inside = fits && from.every((segment, index) => current[index] === segment);
    return inside ? [...to, ...current.slice(from.length)] : current;
  }, path);
}

/** Renames of what an entity of this type is, or lies in. */
const RENAMED_BY: Readonly<Record<string, ReadonlySet<string>>> = {
  columns: new Set(["schema", "table", "column"]),
  enums: new Set(["schema", "enum"]),
  tables: new Set(["schema", "table"]),
  sequences: new Set(["schema", "sequence"]),
};

/** The pairs of two states by their type and the renames: much asks for them, and a warehouse has many columns. */
const known = rememberingObjects((_from: KitState["ddl"]) =>
  rememberingObjects((_to: KitState["ddl"]) => new Map<string, readonly Pair[]>()),
);

function findPairs(change: StatesOnly, entityType: string): Pair[] {
  const renames = change.renames.filter(({ kind }) => RENAMED_BY[entityType]?.has(kind));
  const ofType = ({ ddl }: KitState) => ddl.filter((entity) => entity.entityType === entityType);
  const [before, after] = [ofType(change.from), ofType(change.to)];
  const stays = new Set(renames.length === 0 ? after : []);
  const earlier = new Set(renames.length === 0 ? before : []);
  const others = after.filter((entity) => !earlier.has(entity));
  const later = new Map(others.map((entity) => [displayPath(pathOf(entity)), entity]));
  return before.flatMap((from) => {
    const to = stays.has(from) ? from : later.get(displayPath(moved(pathOf(from), renames)));
    return to ? [{ from, to }] : [];
  });
}

/** The entities of a type that are on both sides, whatever they are called. */
export function pairs(change: StatesOnly, entityType: string): readonly Pair[] {
  const ofStates = known(change.from.ddl)(change.to.ddl);
  const key = JSON.stringify([entityType, change.renames]);
  const found = ofStates.get(key) ?? findPairs(change, entityType);
  ofStates.set(key, found);
  return found;
}

/** All of an entity, with the names that say nothing to drizzle-kit. */
const wordsOf = (entity: KitEntity): string =>
  entity.nameExplicit === false ? `${entity.name}\n${lineOf(entity)}` : lineOf(entity);

const apart = rememberingObjects((from: KitState["ddl"]) =>
  rememberingObjects((to: KitState["ddl"]): Readonly<Record<"from" | "to", readonly KitEntity[]>> => {
    const [before, after] = [new Set(from), new Set(to)];
    const went = from.filter((entity) => !after.has(entity));
    const came = to.filter((entity) => !before.has(entity));
    const [old, now] = [new Set(went.map(wordsOf)), new Set(came.map(wordsOf))];
    return {
      from: went.filter((entity) => !now.has(wordsOf(entity))),
      to: came.filter((entity) => !old.has(wordsOf(entity))),
    };
  }),
);

/** What of one side may be otherwise on the other: where nothing gets another name, not what both have in the same words. */
export const mayDiffer = ({ from, to, renames }: StatesOnly, side: "from" | "to"): readonly KitEntity[] =>
  renames.length > 0 ? { from, to }[side].ddl : apart(from.ddl)(to.ddl)[side];

/** The columns that are on both sides. */
export const columnPairs = (change: StatesOnly): readonly Pair<KitColumn>[] =>
  pairs(change, "columns") as readonly Pair<KitColumn>[];

/** Of these, those that may be another on the other side: of two that are one object nothing changes. */
export const changedColumns = (change: StatesOnly): readonly Pair<KitColumn>[] =>
  columnPairs(change).filter(({ from, to }) => from !== to);
