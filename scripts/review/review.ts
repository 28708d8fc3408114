// The text of review.md.

import type { Difference } from "../model/delta.ts";
import { groupBy } from "../model/group.ts";
import type { Hazard } from "../model/hazard.ts";
import { displayName, displayPath } from "../model/identifier.ts";
import { type Column, type Relation, relationKey } from "../model/relation.ts";
import { NO_ROW_EFFECTS, type RowEffects } from "../model/row-check.ts";
import type { Warehouse } from "../model/warehouse.ts";
import { accessChanges } from "./access-changes.ts";
import { accessTable } from "./access-table.ts";
import { commentLines } from "./comment-lines.ts";
import { code } from "./markdown.ts";
import { defaultLines, membershipLines, ownerLines } from "./review-access.ts";
import { roleSection } from "./role-lines.ts";
import { type BackReview, rowCheckLines, wayBackLines } from "./row-lines.ts";

/** What review.md is made of. */
export interface ReviewInput {
  readonly message: string;
  readonly difference: Difference;
  readonly from: Warehouse;
  readonly to: Warehouse;
  readonly hazards: readonly Hazard[];
  readonly rows?: RowEffects;
  /** What the way back destroys. */
  readonly wayBack?: BackReview;
  /** SQL of statements of both ways that nobody can vouch for. */
  readonly unvouched?: { readonly up: readonly string[]; readonly down: readonly string[] };
  /** What the proof showed, a line each. */
  readonly proof: readonly string[];
}

function bullets(title: string, items: readonly string[]): string[] {
  return items.length === 0 ? [] : [`## ${title}`, "", ...items.map((item) => `- ${item}`), ""];
}

const count = (n: number, word: string): string => `${n} ${word}${n === 1 ? "" : "s"}`;

function columnChange(was: Column, is: Column): string[] {
  const serial = is.serialSequence !== undefined;
  return [
    ...(was.type === is.type ? [] : [`${was.type} → ${is.type}`]),
    ...((was.serialSequence !== undefined) === serial ? [] : [serial ? "serial" : "no longer serial"]),
    ...(was.notNull === is.notNull ? [] : [is.notNull ? "not null" : "null allowed"]),
  ];
}

function columnChanges(before: Relation, after: Relation): string {
  const old = new Map(before.columns.map((column) => [column.name, column]));
  const now = new Map(after.columns.map((column) => [column.name, column]));
  const parts = [
    ...(before.kind === after.kind ? [] : [`${before.kind} → ${after.kind}`]),
    ...after.columns.filter(({ name }) => !old.has(name)).map(({ name, type }) => `+ ${code(name)} ${type}`),
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

function tableLines({ schemas, relations, renames }: Difference): string[] {
  const before = new Map(relations.removed.map((relation) => [relationKey(relation), relation]));
  const after = new Map(relations.added.map((relation) => [relationKey(relation), relation]));
  const filled = new Set(relations.added.map(({ schema }) => schema));
  const emptySchemas = schemas.added.filter((schema) => !filled.has(schema));
  const changed = relations.added.flatMap((relation) => {
    const was = before.get(relationKey(relation));
    const changes = was ? columnChanges(was, relation) : "";
    return changes === "" ? [] : [`changes ${code(relationKey(relation))}: ${changes}`];
  });
  return [
    ...renames
      .filter(({ kind }) => kind !== "role")
      .map(
        ({ kind, from, to }) => `renames the ${kind} ${code(displayPath(from))} to ${code(displayPath(to))}`,
      ),
    ...emptySchemas.map((schema) => `adds the schema ${code(displayName(schema))}`),
    ...relationLines(
      "adds",
      relations.added.filter((relation) => !before.has(relationKey(relation))),
      new Set(schemas.added),
    ),
    ...changed,
    ...relationLines(
      "drops",
      relations.removed.filter((relation) => !after.has(relationKey(relation))),
      new Set(),
    ),
    ...schemas.removed.map((schema) => `drops the schema ${code(displayName(schema))}`),
  ];
}

/** What the role files say of whole schemas beside owners. */
function schemaLines({ externalSchemas, revokingSchemas }: Difference): string[] {
  const each = (schemas: readonly string[], text: string) =>
    schemas.map((schema) => `${code(displayName(schema))}${text}`);
  return [
    ...each(externalSchemas.added, " is made by others"),
    ...each(externalSchemas.removed, " is no longer spoken of as made by others"),
    ...each(revokingSchemas.added, ": from now on each upgrade takes away what unmanaged roles have there"),
    ...each(revokingSchemas.removed, ": what unmanaged roles have there is left to them"),
  ];
}

/** Nobody can say what these do to rows or access, so that somebody must read them. */
function unvouchedLines({ unvouched }: ReviewInput): string[] {
  const lines = (file: string, statements: readonly string[] = []) =>
    statements.map((sql) => `${file}: ${code(sql.replaceAll(/\s+/g, " "))}`);
  return [...lines("migration.sql", unvouched?.up), ...lines("down.sql", unvouched?.down)];
}

/** The text of review.md: what a reviewer must know, what destroys data first. */
export function renderReview(input: ReviewInput): string {
  const { message, difference, from, to, hazards, rows = NO_ROW_EFFECTS, wayBack, proof } = input;
  const { memberships, owners, defaults, sensitive } = difference;
  const of = (kind: Hazard["kind"]) =>
    hazards.filter((hazard) => hazard.kind === kind).map((hazard) => hazard.message);
  const lines = [
    `# ${message}`,
    "",
    ...bullets("Destroys data", of("destructive")),
    ...bullets("Not vouched for: may change rows and access", unvouchedLines(input)),
    ...bullets("May fail on rows", rowCheckLines(rows.up)),
    ...bullets("Keeps others waiting", of("lock")),
    ...bullets("Row security", of("row security")),
    ...bullets("Good to know", of("notice")),
    ...bullets("Tables", tableLines(difference)),
    ...bullets("Keys, indexes, defaults, views, types and sequences", of("change")),
    ...bullets("Comments", commentLines(difference)),
    ...bullets("Sensitive", [
      ...sensitive.added.map((key) => `${code(key)} becomes sensitive`),
      ...sensitive.removed.map((key) => `${code(key)} is no longer sensitive`),
    ]),
    ...bullets("Roles", roleSection(difference, from, to)),
    ...bullets("Memberships", membershipLines(memberships)),
    ...bullets("Schemas", schemaLines(difference)),
    ...bullets("Owners", ownerLines(owners)),
    ...bullets("Default privileges", defaultLines(defaults)),
    ...accessTable(accessChanges(difference, from, to), to, from),
    ...bullets("Way back", wayBack ? wayBackLines(wayBack, rows.down) : []),
    ...bullets("Proof", proof),
  ];
  return `${lines.join("\n").trimEnd()}\n`;
}
