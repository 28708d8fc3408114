// In what the structure of a database differs from what the definitions make from nothing, and what of it may be.
import type { StructureRow } from "../database/inspect/shape.ts";
import { entityText, type KitEntity, type KitState } from "../migrations/kit/kit-state.ts";
import { serverIdentifier } from "../model/server-identifier.ts";

/** One object, or what is said of it, that differs. */
export interface StructureDifference {
  readonly object: string;
  readonly relation: string | undefined;
  readonly kind: "missing" | "extra" | "differs";
  /** True where definitions have no words for it: storage, partitions. */
  readonly beyond: boolean;
  /** As the definitions make it; empty where they do not. */
  readonly fresh: string;
  readonly actual: string;
}

/** `SELECT *` shows columns in the order in which they came, which says nothing. */
function sameText(one: string, other: string): boolean {
  const words = (text: string) =>
    text
      .split(/(?:\\n|[\s,;])+/)
      .sort()
      .join(" ");
  const hasQuery = /^kind [vm] |\\n(?:BEGIN ATOMIC|RETURN)\b/.test(one);
  return one === other || (hasQuery && words(one) === words(other));
}

/** What of the actual structure is not as the fresh one, in the order of the objects. */
export function compareStructures(
  fresh: readonly StructureRow[],
  actual: readonly StructureRow[],
): StructureDifference[] {
  const [wanted, found] = [fresh, actual].map((rows) => new Map(rows.map((row) => [row.object, row])));
  const objects = [...new Set([...fresh, ...actual].map(({ object }) => object))].sort();
  return objects.flatMap((object): StructureDifference[] => {
    const [one, other] = [wanted?.get(object), found?.get(object)];
    const { relation } = one ?? other ?? {};
    const kind = !other ? "missing" : !one ? "extra" : "differs";
    const parts = (["line", "beyond"] as const).map((part) => ({
      object,
      relation,
      kind: kind as StructureDifference["kind"],
      beyond: part === "beyond",
      fresh: one?.[part] ?? "",
      actual: other?.[part] ?? "",
    }));
    return kind === "differs"
      ? parts.filter((part) => !sameText(part.fresh, part.actual))
      : parts.filter(({ beyond }) => !beyond);
  });
}

/** The differences that were not there before, and those that were: the same, or about what is made by hand all the same. */
export function withoutFormer(
  differences: readonly StructureDifference[],
  former: readonly StructureDifference[],
): { left: StructureDifference[]; kept: StructureDifference[] } {
  const texts = ({ object, kind, beyond, fresh, actual }: StructureDifference) =>
    kind === "differs" ? JSON.stringify([object, beyond, fresh, actual]) : `${kind} ${object}`;
  const known = new Set(former.map(texts));
  const wasThere = (difference: StructureDifference) =>
    known.has(texts(difference)) ||
    (difference.kind === "extra" && known.has(`extra relation ${difference.relation}`));
  return {
    left: differences.filter((difference) => !wasThere(difference)),
    kept: differences.filter(wasThere),
  };
}

/** Which objects of the catalogs the definitions speak of. */
type IsDeclared = (object: Pick<StructureDifference, "object" | "relation">) => boolean;

/** What entity types are called in the catalogs, with their names there. */
const CATALOG_NAMES: Readonly<Record<string, (entity: KitEntity, path: string, table: string) => string>> = {
  schemas: ({ name }) => `schema ${serverIdentifier(name)}`,
  tables: (_entity, path) => `relation ${path}`,
  views: (_entity, path) => `relation ${path}`,
  sequences: (_entity, path) => `relation ${path}`,
  enums: (_entity, path) => `type ${path}`,
  indexes: (_entity, path) => `index ${path}`,
  pks: ({ name }, _path, table) => `constraint ${table} ${serverIdentifier(name)}`,
  uniques: ({ name }, _path, table) => `constraint ${table} ${serverIdentifier(name)}`,
  fks: ({ name }, _path, table) => `constraint ${table} ${serverIdentifier(name)}`,
  checks: ({ name }, _path, table) => `constraint ${table} ${serverIdentifier(name)}`,
  policies: ({ name }, _path, table) => `policy ${serverIdentifier(name)} on ${table}`,
};

/** What an entity is called in the catalogs, as far as its type is known there; names are as they are. */
export function catalogName(entity: KitEntity): string | undefined {
  const path = (schema: string, name: string) => [schema, name].map(serverIdentifier).join(".");
  const { entityType, schema = "public", table = "", name } = entity;
  if (entityType === "columns") return `column ${path(schema, table)}.${serverIdentifier(name)}`;
  return CATALOG_NAMES[entityType]?.(entity, path(schema, name), path(schema, table));
}

/** What is said of each object that an entity stands for, by its name in the catalogs; names are as they are. */
export function entityTexts({ ddl }: KitState): Map<string, string> {
  return new Map(
    ddl.flatMap((entity): [string, string][] => {
      const name = catalogName(entity);
      return name === undefined ? [] : [[name, entityText(entity)]];
    }),
  );
}

/** A relation's columns and sequences are declared with it. */
const PARTS = /^(?:relation|column|identity sequence of) /;

/** @param fill the deploy variables in a name */
export function declaredBy({ ddl }: KitState, fill: (name: string) => string): IsDeclared {
  const path = (schema: string, name: string) =>
    [schema, name].map((part) => serverIdentifier(fill(part))).join(".");
  const names = new Set(
    ddl.flatMap((entity) => {
      const { entityType, schema = "public", table = "", name } = entity;
      const say = CATALOG_NAMES[entityType];
      return say ? [say({ ...entity, name: fill(name) }, path(schema, name), path(schema, table))] : [];
    }),
  );
  return ({ object, relation }) =>
    names.has(object) || (PARTS.test(object) && names.has(`relation ${relation}`));
}

/** Objects by name; the parts of what is missing or too much as a whole are not named again. */
export function wholeObjects(differences: readonly StructureDifference[]): StructureDifference[] {
  const wholes = new Set(
    differences.flatMap(({ kind, object }) => (kind === "differs" ? [] : [`${kind} ${object}`])),
  );
  return differences.filter(
    ({ kind, object, relation }) =>
      object === `relation ${relation}` || !wholes.has(`${kind} relation ${relation}`),
  );
}

/** One difference in words. */
export function differenceText({ object, kind, fresh, actual }: StructureDifference): string {
  if (kind === "missing") return `${object} is missing: ${fresh}`;
  if (kind === "extra") return `${object} is too much: ${actual}`;
  return `${object} is\n    ${actual || "(nothing)"}\n  where the definitions make\n    ${fresh || "(nothing)"}`;
}
