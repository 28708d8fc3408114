// The kinds of entity that drizzle-kit can rename, and their paths.

import { displayPath } from "../../model/identifier.ts";
import { rememberingObjects } from "../../model/remembering.ts";
import type { KitEntity } from "./kit-state.ts";

/**
 * The kinds of entity that drizzle-kit can rename: what it calls them in snapshots, and of how many names a path
 * has. In the order in which it asks for them.
 */
export const ENTITY_KINDS = {
  schema: { type: "schemas", pathLength: 1 },
  enum: { type: "enums", pathLength: 2 },
  sequence: { type: "sequences", pathLength: 2 },
  table: { type: "tables", pathLength: 2 },
  column: { type: "columns", pathLength: 3 },
  unique: { type: "uniques", pathLength: 3 },
  check: { type: "checks", pathLength: 3 },
  index: { type: "indexes", pathLength: 3 },
  primary_key: { type: "pks", pathLength: 3 },
  "foreign key": { type: "fks", pathLength: 3 },
  policy: { type: "policies", pathLength: 3 },
  view: { type: "views", pathLength: 2 },
} as const;

/** A kind of entity as drizzle-kit's hints and questions name it. */
export type EntityKind = keyof typeof ENTITY_KINDS;

/** Names from the schema down: `["STG_AUTH", "user", "name"]`. */
export type EntityPath = readonly string[];

/** Every kind, in the order in which drizzle-kit asks about them. */
export const KINDS = Object.keys(ENTITY_KINDS) as readonly EntityKind[];

const KIND_OF_TYPE = new Map<string, EntityKind>(KINDS.map((kind) => [ENTITY_KINDS[kind].type, kind]));

/** The kind of a snapshot's entity type; undefined for what has no name of its own, such as a privilege. */
export function kindOfType(entityType: string): EntityKind | undefined {
  return KIND_OF_TYPE.get(entityType);
}

/** The path of an entity. */
export function pathOf({ schema, table, name }: KitEntity): EntityPath {
  return [schema, table, name].filter((segment) => segment !== undefined);
}

/** Paths of one state by kind, which follow renames. */
export class EntityPaths {
  readonly #paths = new Map<EntityKind, Map<string, EntityPath>>();

  constructor(entities: Iterable<{ readonly kind: EntityKind; readonly path: EntityPath }>) {
    for (const { kind, path } of entities) this.#of(kind).set(displayPath(path), path);
  }

  static readonly ofState = rememberingObjects(
    ({ ddl }: { readonly ddl: readonly KitEntity[] }) =>
      new EntityPaths(
        ddl.flatMap((entity) => {
          const kind = kindOfType(entity.entityType);
          return kind ? [{ kind, path: pathOf(entity) }] : [];
        }),
      ),
  );

  #of(kind: EntityKind): Map<string, EntityPath> {
    const known = this.#paths.get(kind) ?? new Map<string, EntityPath>();
    this.#paths.set(kind, known);
    return known;
  }

  has(kind: EntityKind, path: EntityPath): boolean {
    return this.#of(kind).has(displayPath(path));
  }

  /** All of a kind, in the order of the state. */
  list(kind: EntityKind): EntityPath[] {
    return [...this.#of(kind).values()];
  }

  /** Those of a kind that others do not have. */
  beyond(others: EntityPaths, kind: EntityKind): EntityPath[] {
    const theirs = others.#of(kind);
    return [...this.#of(kind)].flatMap(([text, path]) => (theirs.has(text) ? [] : [path]));
  }

  /** The same after a rename; what lies in the renamed thing moves along. */
  renamed(kind: EntityKind, from: EntityPath, to: EntityPath): EntityPaths {
    const container = kind === "schema" || kind === "table";
    const moves = (other: EntityKind, path: EntityPath) =>
      (other === kind ? path.length === from.length : container && path.length > from.length) &&
      from.every((segment, index) => path[index] === segment);
    return new EntityPaths(
      KINDS.flatMap((other) =>
        this.list(other).map((path) => ({
          kind: other,
          path: moves(other, path) ? [...to, ...path.slice(from.length)] : path,
        })),
      ),
    );
  }
}
