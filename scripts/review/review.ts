// The text of review.md.

import type { Difference } from "../model/delta.ts";
import type { Hazard } from "../model/hazard.ts";
import { displayName } from "../model/identifier.ts";
import { NO_ROW_EFFECTS, type RowEffects } from "../model/row-check.ts";
import type { Warehouse } from "../model/warehouse.ts";
import { accessChanges } from "./access-changes.ts";
import { accessTable } from "./access-table.ts";
import { commentLines } from "./comment-lines.ts";
import { conditionalLosses } from "./conditional-losses.ts";
import { code } from "./markdown.ts";
import { defaultLines, membershipLines, ownerLines } from "./review-access.ts";
import { roleSection } from "./role-lines.ts";
import { rowCheckLines, type WayBack, wayBackLines } from "./row-lines.ts";
import type { TableDefinitions } from "./table-definitions.ts";
import { tableLines } from "./table-lines.ts";

/** What review.md is made of. */
interface ReviewInput {
  readonly message: string;
  readonly difference: Difference;
  readonly from: Warehouse;
  readonly to: Warehouse;
  readonly hazards: readonly Hazard[];
  /** What the statements say of what comes. */
  readonly definitions: TableDefinitions;
  readonly rows?: RowEffects;
  /** What the way back destroys. */
  readonly wayBack?: WayBack;
  /** SQL of statements of both ways that nobody can vouch for. */
  readonly unvouched?: { readonly up: readonly string[]; readonly down: readonly string[] };
  /** How a migration.ts runs. */
  readonly code?: keyof typeof CODE_RUNS;
  /** SQL of statements of both ways that the target's elevated role runs. */
  readonly elevated?: { readonly up: readonly string[]; readonly down: readonly string[] };
  /** Statements that are committed on their own, a line each. */
  readonly phases?: readonly string[];
  /** The section on locks. */
  readonly locks?: readonly string[];
  /** What the proof showed, a line each. */
  readonly proof: readonly string[];
}

function bullets(title: string, items: readonly string[]): string[] {
  return items.length === 0 ? [] : [`## ${title}`, "", ...items.map((item) => `- ${item}`), ""];
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

/** Statements that somebody must read: nobody can say what they do to rows or access, or another role runs them. */
const statementLines = (both: ReviewInput["unvouched"]): string[] => {
  const lines = (file: string, statements: readonly string[] = []) =>
    statements.map((sql) => `${file}: ${code(sql.replaceAll(/\s+/g, " "))}`);
  return [...lines("migration.sql", both?.up), ...lines("down.sql", both?.down)];
};

const CODE_RUNS = {
  transaction: "the same transaction",
  batches: "batches, each committed on its own",
} as const;

/** The text of review.md: what a reviewer must know, what destroys data first. */
export function renderReview(input: ReviewInput): string {
  const {
    message,
    difference,
    from,
    to,
    hazards,
    definitions,
    rows = NO_ROW_EFFECTS,
    wayBack,
    phases = [],
    locks = [],
    proof,
  } = input;
  const { memberships, owners, defaults, sensitive } = difference;
  const of = (kind: Hazard["kind"]) =>
    hazards.filter((hazard) => hazard.kind === kind).map((hazard) => hazard.message);
  const access = accessChanges(difference, from, to);
  const lines = [
    `# ${message}`,
    "",
    ...bullets("Destroys data", of("destructive")),
    ...bullets("Not vouched for: may change rows and access", [
      ...statementLines(input.unvouched),
      ...(input.code ? [`${code("migration.ts")} runs in ${CODE_RUNS[input.code]}`] : []),
    ]),
    ...bullets(
      "Runs as the target's elevated role, which owns what it makes",
      statementLines(input.elevated),
    ),
    ...bullets("May fail on rows", rowCheckLines(rows.up)),
    ...bullets("Keeps others waiting", of("lock")),
    ...locks,
    ...bullets("Committed in steps, not as one transaction", phases),
    ...bullets("Breaks who uses the former name", of("rename")),
    ...bullets("Row security", of("row security")),
    ...bullets("Good to know", of("notice")),
    ...bullets("Tables", tableLines(difference, definitions)),
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
    ...accessTable([...access, ...conditionalLosses(difference, from, to, access)], to, from),
    ...bullets("Way back", wayBack ? wayBackLines(wayBack, rows.down) : []),
    ...bullets("Proof", proof),
  ];
  return `${lines.join("\n").trimEnd()}\n`;
}
