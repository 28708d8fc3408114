// What comes, changes and goes among schemas and relations, in words.
import type { Difference } from "../model/delta.ts";
import { groupBy } from "../model/group.ts";
import { displayName, displayPath } from "../model/identifier.ts";
import { type Column, type Relation, relationKey } from "../model/relation.ts";
import { code } from "./markdown.ts";
import type { TableDefinitions } from "./table-definitions.ts";

const count = (n: number, word: string): string => `${n} ${word}${n === 1 ? "" : "s"}`;

function columnChange(was: Column, is: Column): string[] {
  const serial = is.serialSequence !== undefined;
  return [
    ...(was.type === is.type ? [] : [`${was.type} → ${is.type}`]),
    ...((was.serialSequence !== undefined) === serial ? [] : [serial ? "serial" : "no longer serial"]),
    ...(was.notNull === is.notNull ? [] : [is.notNull ? "not null" : "null allowed"]),
  ];
}

function columnChanges(before: Relation, after: Relation, { columns }: TableDefinitions): string {
  const old = new Map(before.columns.map((column) => [column.name, column]));
  const now = new Map(after.columns.map((column) => [column.name, column]));
  const parts = [
    ...(before.kind === after.kind ? [] : [`${before.kind} → ${after.kind}`]),
    ...after.columns
      .filter(({ name }) => !old.has(name))
      .map(({ name, type }) => {
        const definition = columns.get(displayPath([after.schema, after.name, name])) ?? type;
        return `+ ${code(name)} ${definition}`;
      }),
    ...before.columns.filter(({ name }) => !now.has(name)).map(({ name }) => `− ${code(name)}`),
    ...after.columns.flatMap((column) => {
      const was = old.get(column.name);
      const changes = was ? columnChange(was, column) : [];
      return changes.length === 0 ? [] : [`${code(column.name)} ${changes.join(", ")}`];
    }),
  ];
  return parts.join("; ");
}

/** Many tables of one schema that all come or go are told by the schema. */
function relationLines(verb: string, relations: readonly Relation[], whole: ReadonlySet<string>): string[] {
  return [...groupBy(relations, ({ schema, kind }) => JSON.stringify([schema, kind])).values()].map(
    (group) => {
      const [{ schema, kind } = { schema: "", kind: "table" }] = group;
      const names = group.map((relation) => code(displayName(relation.name))).join(", ");
      return `${verb} ${count(group.length, kind)} in ${whole.has(schema) ? "the new schema " : ""}${code(displayName(schema))}: ${names}`;
    },
  );
}

/** More new tables than these are told by name only: who reads on reads migration.sql. */
const TOLD_WHOLE = 10;

function newTables(added: readonly Relation[], { tables }: TableDefinitions): string[] {
  const told = added.flatMap((relation) => {
    const parts = tables.get(relationKey(relation)) ?? [];
    return parts.length === 0 ? [] : [`${code(relationKey(relation))}: ${parts.join("; ")}`];
  });
  return told.length > TOLD_WHOLE ? [] : told;
}

/** What the difference and the statements say of schemas and relations. */
export function tableLines(
  { schemas, relations, renames }: Difference,
  definitions: TableDefinitions,
): string[] {
  const before = new Map(relations.removed.map((relation) => [relationKey(relation), relation]));
  const after = new Map(relations.added.map((relation) => [relationKey(relation), relation]));
  const filled = new Set(relations.added.map(({ schema }) => schema));
  const emptySchemas = schemas.added.filter((schema) => !filled.has(schema));
  const changed = relations.added.flatMap((relation) => {
    const was = before.get(relationKey(relation));
    const changes = was ? columnChanges(was, relation, definitions) : "";
    return changes === "" ? [] : [`changes ${code(relationKey(relation))}: ${changes}`];
  });
  const added = relations.added.filter((relation) => !before.has(relationKey(relation)));
  return [
    ...renames
      .filter(({ kind }) => kind !== "role")
      .map(
        ({ kind, from, to }) => `renames the ${kind} ${code(displayPath(from))} to ${code(displayPath(to))}`,
      ),
    ...emptySchemas.map((schema) => `adds the schema ${code(displayName(schema))}`),
    ...relationLines("adds", added, new Set(schemas.added)),
    ...newTables(added, definitions),
    ...changed,
    ...relationLines(
      "drops",
      relations.removed.filter((relation) => !after.has(relationKey(relation))),
      new Set(),
    ),
    ...schemas.removed.map((schema) => `drops the schema ${code(displayName(schema))}`),
  ];
}
