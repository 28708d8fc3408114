// All that the catalogs say of the structure of a database, as what is compared and as what it is made of.
import { groupBy } from "../../model/group.ts";
import type { Queryable } from "../connect/connect.ts";
import othersCommentsQuery from "../queries/comments-of-others.sql";
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
    | "row security"
    | "comment";
  /** Statements; none where PostgreSQL does not print them. */
  readonly make: string | null;
  readonly drop: string | null;
}

/** What a comment is on, by the name of its row; anything else is itself. */
export const commentedObject = (object: string): string => object.replace(/^comment on /, "");

/** The structure of a database, without what belongs to extensions. */
export interface LiveStructure {
  readonly rows: readonly StructureRow[];
  /** What drizzle-kit has words for. */
  readonly entities: readonly LiveEntity[];
  readonly definitions: ReadonlyMap<string, ObjectDefinition>;
}

/** A comment on something that is neither a relation nor a column. */
interface OthersComment extends Pick<ObjectDefinition, "object" | "make" | "drop"> {
  readonly relation: string | null;
  readonly line: string;
}

const rowOf = ({ object, relation, line }: OthersComment): StructureRow => ({
  object,
  relation: relation ?? undefined,
  line: line.replaceAll("\n", "\\n"),
  beyond: "",
});

/** The rows of the structure, with comments on what the model knows none of. */
export async function structureRows(tx: Queryable): Promise<StructureRow[]> {
  const [rows, comments] = await Promise.all([
    catalogStructure(tx),
    tx.unsafe<OthersComment[]>(othersCommentsQuery),
  ]);
  return [...rows, ...comments.map(rowOf)];
}

/** Reads the structure as an open transaction sees it. */
export async function readStructure(tx: Queryable): Promise<LiveStructure> {
  const [catalog, entities, definitions, comments, members] = await Promise.all([
    catalogStructure(tx),
    readLiveState(tx),
    tx.unsafe<ObjectDefinition[]>(definitionsQuery),
    tx.unsafe<OthersComment[]>(othersCommentsQuery),
    tx.unsafe<{ object: string }[]>(membersQuery),
  ]);
  const ofExtensions = new Set(members.map(({ object }) => object));
  const said = comments.map(({ object, make, drop }) => ({ object, kind: "comment" as const, make, drop }));
  const definitionOf = new Map(
    [...definitions, ...said].map((definition) => [definition.object, definition]),
  );
  // A composite type is a relation with columns, too; the index of a key is the key.
  const isTwice = ({ object, line }: StructureRow) =>
    (object.startsWith("type ") && line === "c") ||
    (object.startsWith("index ") && !definitionOf.has(object));
  const isOwn = (row: StructureRow) =>
    !isTwice(row) &&
    !ofExtensions.has(commentedObject(row.object)) &&
    !ofExtensions.has(`relation ${row.relation}`);
  return {
    rows: [...catalog, ...comments.map(rowOf)].filter(isOwn),
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
