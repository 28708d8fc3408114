// The renames that a snapshot keeps, in the words of the warehouse and as hints of the way back.

import type { Rename } from "../../model/rename.ts";
import type { KitHint } from "./drizzle-kit-hints.ts";
import { type EntityKind, type EntityPath, KINDS, kindOfType } from "./entities.ts";
import type { KitSnapshot, KitState } from "./kit-state.ts";

/** A rename as a snapshot keeps it, in the order in which they apply: containers have their new names. */
export interface KitRename {
  readonly kind: EntityKind;
  readonly from: EntityPath;
  readonly to: EntityPath;
}

/** An index is kept without its table, which hints need. */
function tableOfIndex({ ddl }: KitState, schema: string | undefined, name: unknown): string {
  const row = ddl.find((it) => it.entityType === "indexes" && it.schema === schema && it.name === name);
  return row?.table ?? "";
}

/**
 * The renames of a revision.
 *
 * @param after the state that the snapshot leads to
 */
export function kitRenames(snapshot: KitSnapshot, after: KitState): KitRename[] {
  const deltas = snapshot.type === "diff" ? snapshot.deltas : [];
  return deltas.flatMap((delta): KitRename[] => {
    if (delta.op !== "rename") return [];
    const [type = "", names = "[]"] = delta.key.split("\0");
    const kind = kindOfType(type);
    if (!kind) return [];
    const key = JSON.parse(names) as string[];
    const [schema = "", ...rest] = key;
    const moved = { schema, name: key.at(-1) ?? "", ...(delta.set as { schema?: string; name?: string }) };
    if (kind === "schema") return [{ kind, from: key, to: [moved.name] }];
    if (kind !== "index") return [{ kind, from: key, to: [moved.schema, ...rest.slice(0, -1), moved.name] }];
    const table = tableOfIndex(after, schema, moved.name);
    return [{ kind, from: [schema, table, key.at(-1) ?? ""], to: [schema, table, moved.name] }];
  });
}

/** The kinds of entity that privileges are on, as the model calls them. */
const MODEL_KINDS: Partial<Record<EntityKind, Rename["kind"]>> = {
  schema: "schema",
  table: "relation",
  view: "relation",
  column: "column",
  sequence: "sequence",
  enum: "type",
};

/** The renames of which privileges know. */
export function modelRenames(renames: readonly KitRename[]): Rename[] {
  return renames.flatMap(({ kind, from, to }): Rename[] => {
    const known = MODEL_KINDS[kind];
    return known ? [{ kind: known, from, to }] : [];
  });
}

/** The path with the names that its containers had before the renames. */
function withOldContainers(path: EntityPath, renames: readonly KitRename[]): EntityPath {
  const [name = ""] = path.slice(-1);
  let container = path.slice(0, -1);
  for (const kind of ["table", "schema"] as const) {
    const rename = renames.find(
      (candidate) =>
        candidate.kind === kind &&
        candidate.to.length <= container.length &&
        candidate.to.every((segment, index) => segment === container[index]),
    );
    if (rename) container = [...rename.from, ...container.slice(rename.to.length)];
  }
  return [...container, name];
}

/** The hints of the way back, in the order in which drizzle-kit applies them: its containers are the old ones. */
export function invertedHints(renames: readonly KitRename[]): (KitHint & { type: "rename" })[] {
  const order = (kind: EntityKind) => KINDS.indexOf(kind);
  return renames
    .map(({ kind, from, to }) => ({
      type: "rename" as const,
      kind,
      from: withOldContainers(to, renames),
      to: withOldContainers(from, renames),
    }))
    .sort((a, b) => order(a.kind) - order(b.kind));
}
