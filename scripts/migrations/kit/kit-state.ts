// drizzle-kit's states and snapshots as it keeps them, and when two are the same.
import { rememberingObjects } from "../../model/remembering.ts";

/** What drizzle-kit calls an entity: a row of its model, such as a column. Fields beyond these differ by type. */
export interface KitEntity {
  readonly entityType: string;
  readonly name: string;
  readonly schema?: string;
  readonly table?: string;
  readonly [field: string]: unknown;
}

/** A column as drizzle-kit keeps it. */
export interface KitColumn extends KitEntity {
  readonly entityType: "columns";
  readonly schema: string;
  readonly table: string;
  /** Without the dimensions of an array; an enum's bare name. */
  readonly type: string;
  /** An enum's schema. */
  readonly typeSchema: string | null;
  readonly notNull: boolean;
  readonly dimensions: number;
}

/** The sequence of an identity column, by its name. */
export const identityName = ({ identity }: KitColumn): string | undefined =>
  (identity as { readonly name?: string } | null | undefined)?.name;

/** All that drizzle-kit knows of a database at one time. */
export interface KitState {
  readonly version: "9";
  readonly dialect: "postgres";
  readonly id: string;
  readonly prevIds: readonly string[];
  readonly ddl: readonly KitEntity[];
}

/** One step from a snapshot's parents to itself. Keys are `<entity type>\0<JSON array of names>`. */
export type KitDelta =
  | { readonly op: "create"; readonly row: KitEntity }
  | { readonly op: "drop"; readonly key: string }
  | {
      readonly op: "alter" | "rename";
      readonly key: string;
      readonly set: Readonly<Record<string, unknown>>;
    };

/** snapshot.json: the first of a history holds everything, each other one what its revision changed. */
export type KitSnapshot = {
  readonly version: "9";
  readonly dialect: "postgres";
  readonly id: string;
  /** Newest first; {@link NO_PARENT} alone for the first revision. */
  readonly prevIds: readonly string[];
  /** What each statement writes and reads, by which drizzle-kit finds conflicts of branches. */
  readonly footprints: readonly unknown[];
} & (
  | { readonly type: "base"; readonly ddl: readonly KitEntity[] }
  | { readonly type: "diff"; readonly deltas: readonly KitDelta[] }
);

/** Stands for the parent of the first snapshot. */
export const NO_PARENT = "00000000-0000-0000-0000-000000000000";

/** The state before the first revision. */
export const EMPTY_STATE: KitState = {
  version: "9",
  dialect: "postgres",
  id: NO_PARENT,
  prevIds: [NO_PARENT],
  ddl: [],
};

/** One line an entity, the same for what drizzle-kit holds to be the same. */
export const lineOf = rememberingObjects((entity: KitEntity): string => {
  if (entity.nameExplicit !== false) return entityText(entity);
  // A derived name of a constraint or index stays as it is when its table or column is renamed.
  const { name, ...rest } = entity;
  return entityText(rest);
});

/** The fields of an entity as text, in whatever order they came. */
export function entityText(fields: Readonly<Record<string, unknown>>): string {
  const keys = Object.keys(fields).filter((key) => fields[key] !== null && fields[key] !== undefined);
  return JSON.stringify(keys.sort().map((key) => [key, canonical(fields[key])]));
}

function canonical(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(canonical);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(([key, field]): [string, unknown] => [key, canonical(field)]);
  return entries.sort(([a], [b]) => (a < b ? -1 : 1));
}

/**
 * Whether two states have the same entities, in whatever order. True means that drizzle-kit finds no change;
 * false that it may.
 */
export function sameState(a: KitState, b: KitState): boolean {
  if (a.ddl.length !== b.ddl.length) return false;
  const left = new Map<string, number>();
  for (const line of b.ddl.map(lineOf)) left.set(line, (left.get(line) ?? 0) + 1);
  return a.ddl.map(lineOf).every((line) => {
    const count = left.get(line) ?? 0;
    left.set(line, count - 1);
    return count > 0;
  });
}

/** The state with the entities of another where they are the same in all: what is known of these is not found again. */
export function sharing(state: KitState, other: KitState): KitState {
  const known = new Map(other.ddl.map((entity) => [JSON.stringify(entity), entity]));
  return { ...state, ddl: state.ddl.map((entity) => known.get(JSON.stringify(entity)) ?? entity) };
}

/** The entities that only one of two states has, or has otherwise, in the order of each. */
export function entitiesApart(a: KitState, b: KitState): readonly [KitEntity[], KitEntity[]] {
  const without = ({ ddl }: KitState, other: KitState) => {
    const lines = new Set(other.ddl.map(lineOf));
    return ddl.filter((entity) => !lines.has(lineOf(entity)));
  };
  return [without(a, b), without(b, a)];
}

/** With every name said: a derived one that a rename left as it was is not what PostgreSQL would give. */
export function withExplicitNames(entity: KitEntity): KitEntity {
  return entity.nameExplicit === false ? { ...entity, nameExplicit: true } : entity;
}
