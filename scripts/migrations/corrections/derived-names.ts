// Names that are derived from those of a table or column, and follow where it gets another one.
import { displayPath, quoteIdentifier, quotePath } from "../../model/identifier.ts";
import { ENTITY_KINDS, type EntityKind, pathOf } from "../kit/entities.ts";
import type { KitRename } from "../kit/kit-renames.ts";
import { entityText, type KitDelta, type KitEntity, type KitState } from "../kit/kit-state.ts";
import { type Change, mayDiffer, pairs } from "./change.ts";
import { sequenceStatements } from "./column-sequence-names.ts";
import type { Corrections } from "./correction.ts";
import { listedColumns } from "./dependents.ts";

/** The kinds that have a name of their own where nobody gave them one, and what renames one of them. */
const RENAMES: Partial<Record<EntityKind, (table: readonly string[], from: string, to: string) => string>> = {
  unique: renameConstraint,
  primary_key: renameConstraint,
  "foreign key": renameConstraint,
  // ALTER INDEX "S"."t_a_idx" RENAME TO "u_a_idx"
  index: ([schema = "public"], from, to) =>
    `ALTER INDEX ${quotePath([schema, from])} RENAME TO ${quoteIdentifier(to)};`,
};

/** `ALTER TABLE "S"."u" RENAME CONSTRAINT "t_pkey" TO "u_pkey"` */
function renameConstraint(table: readonly string[], from: string, to: string): string {
  return `ALTER TABLE ${quotePath(table)} RENAME CONSTRAINT ${quoteIdentifier(from)} TO ${quoteIdentifier(to)};`;
}

const KIND_OF = new Map(
  (Object.keys(RENAMES) as EntityKind[]).map((kind) => [ENTITY_KINDS[kind].type as string, kind]),
);

/** The kinds by whose names others are called, or in which they lie. */
const CONTAINERS: ReadonlySet<EntityKind> = new Set(["schema", "table", "column"]);

/** What makes an entity the same but for its name. */
const textWithoutName = ({ name: _, ...rest }: KitEntity): string => entityText(rest);

/** The tables and columns by which an entity is called. */
function calledBy(entity: KitEntity): string[] {
  const { schema = "public", table = "", schemaTo, tableTo, columnsTo } = entity;
  const of = (path: readonly string[], columns: readonly string[]) =>
    [path, ...columns.map((column) => [...path, column])].map(displayPath);
  const target = entity.entityType === "fks" ? [schemaTo as string, tableTo as string] : undefined;
  return [
    ...of([schema, table], listedColumns(entity)),
    ...(target ? of(target, columnsTo as readonly string[]) : []),
  ];
}

/**
 * The keys and indexes whose derived names follow the renames, under the names of tables and columns after them:
 * drizzle-kit lets them keep their old ones.
 *
 * @param state after drizzle-kit's renames
 * @param declared that state as the definitions have it
 */
export function followingRenames(
  state: KitState,
  declared: KitState,
  renames: readonly KitRename[],
): KitRename[] {
  const touched = new Set(
    renames.filter(({ kind }) => CONTAINERS.has(kind)).map(({ to }) => displayPath(to)),
  );
  const isTouched = (entity: KitEntity) =>
    touched.has(displayPath([entity.schema ?? "public"])) ||
    calledBy(entity).some((path) => touched.has(path));
  const isDerived = ({ entityType, nameExplicit }: KitEntity) =>
    nameExplicit === false && KIND_OF.has(entityType);
  const later = new Map(declared.ddl.filter(isDerived).map((entity) => [textWithoutName(entity), entity]));
  return state.ddl.flatMap((entity): KitRename[] => {
    const kind = KIND_OF.get(entity.entityType);
    if (!kind || !isDerived(entity) || !isTouched(entity)) return [];
    const name = later.get(textWithoutName(entity))?.name;
    if (name === undefined || name === entity.name) return [];
    const path = [entity.schema ?? "public", entity.table ?? ""];
    return [{ kind, from: [...path, entity.name], to: [...path, name] }];
  });
}

/** The renames as a snapshot keeps them, behind all else that it has. */
export function renameDeltas(renames: readonly KitRename[]): KitDelta[] {
  return renames.map(({ kind, from, to }) => {
    // An index is kept without its table.
    const path = kind === "index" ? [from[0], from[2]] : from;
    return {
      op: "rename",
      key: `${ENTITY_KINDS[kind].type}\0${JSON.stringify(path)}`,
      set: { name: to[2] },
    };
  });
}

/** A unique key of one column that drizzle-kit writes behind that column, where PostgreSQL names it otherwise. */
const isNamedOtherwise = (entity: KitEntity): boolean => {
  const [column, ...more] = listedColumns(entity);
  const given = `${entity.table}_${column}_key`;
  return (
    entity.entityType === "uniques" &&
    entity.nameExplicit === false &&
    more.length === 0 &&
    entity.name !== given
  );
};

/** `unique().on(t.a)` of a table that comes: its snapshot says "t_a_unique", and the CREATE TABLE `"a" text UNIQUE`. */
export function correctUniques(change: Change, { unsaid }: Corrections): void {
  const stays = new Set(pairs(change, "tables").map(({ to }) => displayPath(pathOf(to))));
  for (const entity of mayDiffer(change, "to")) {
    if (!isNamedOtherwise(entity)) continue;
    const table = displayPath([entity.schema ?? "public", entity.table ?? ""]);
    if (!stays.has(table)) unsaid.to.set(entity, { nameExplicit: true });
  }
}

/** drizzle-kit leaves derived names as they were, and says nothing of an identity's. */
export function correctNames(change: Change, { takenDown, behind }: Corrections): void {
  const renamed = change.renames.some(({ kind }) => RENAMES[kind]);
  const later = new Map(
    (renamed ? change.to.ddl : [])
      .filter(({ nameExplicit }) => nameExplicit === false)
      .map((entity) => [JSON.stringify([KIND_OF.get(entity.entityType), pathOf(entity)]), entity]),
  );
  for (const { kind, from, to } of change.renames) {
    const entity = later.get(JSON.stringify([kind, to]));
    const rename = RENAMES[kind];
    // What is made again has its new name by that.
    if (!entity || !rename || takenDown.to.isLeftOut(entity)) continue;
    behind.push(rename(to.slice(0, 2), from[2] ?? "", to[2] ?? ""));
  }
  behind.push(...sequenceStatements(change));
}
