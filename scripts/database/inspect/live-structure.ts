// All that the catalogs say of the structure of a database, as what is compared and as what it is made of.
import { groupBy } from "../../model/group.ts";
import type { Queryable } from "../connect/connect.ts";
import definitionsQuery from "../queries/definitions.sql";
import membersQuery from "../queries/extension-members.sql";
import storageQuery from "../queries/storage-settings.sql";
import type { LiveEntity } from "./live-entity.ts";
import { readLiveState } from "./live-state.ts";
import { catalogStructure, type StructureRow } from "./shape.ts";

/** How an object that drizzle-kit has no words for is made and dropped. */
export interface ObjectDefinition {
  /** As {@link StructureRow} names it. */
  readonly object: string;
  readonly kind:
    | "trigger"
    | "rule"
    | "routine"
    | "statistics"
    | "index"
    | "constraint"
    | "type"
    | "default"
    | "sequence"
    | "row security";
  /** Statements; none where PostgreSQL does not print them. */
  readonly make: string | null;
  readonly drop: string | null;
}

/** The structure of a database, without what belongs to extensions. */
export interface LiveStructure {
  readonly rows: readonly StructureRow[];
  /** What drizzle-kit has words for. */
  readonly entities: readonly LiveEntity[];
  readonly definitions: ReadonlyMap<string, ObjectDefinition>;
}

/** Reads the structure as an open transaction sees it. */
export async function readStructure(tx: Queryable): Promise<LiveStructure> {
  const [rows, entities, definitions, members] = await Promise.all([
    catalogStructure(tx),
    readLiveState(tx),
    tx.unsafe<ObjectDefinition[]>(definitionsQuery),
    tx.unsafe<{ object: string }[]>(membersQuery),
  ]);
  const ofExtensions = new Set(members.map(({ object }) => object));
  const definitionOf = new Map(definitions.map((definition) => [definition.object, definition]));
  // A composite type is a relation with columns, too; the index of a key is the key.
  const isTwice = ({ object, line }: StructureRow) =>
    (object.startsWith("type ") && line === "c") ||
    (object.startsWith("index ") && !definitionOf.has(object));
  const isOwn = (row: StructureRow) =>
    !isTwice(row) && !ofExtensions.has(row.object) && !ofExtensions.has(`relation ${row.relation}`);
  return {
    rows: rows.filter(isOwn),
    entities,
    definitions: definitionOf,
  };
}

/** The statements that make tables and columns be kept as they are, where that is not as usual, by {@link StructureRow}'s names. */
export async function readStorage(tx: Queryable): Promise<ReadonlyMap<string, readonly string[]>> {
  const rows = await tx.unsafe<{ object: string; statement: string }[]>(storageQuery);
  const grouped = groupBy(rows, ({ object }) => object);
  return new Map([...grouped].map(([object, list]) => [object, list.map(({ statement }) => statement)]));
}
