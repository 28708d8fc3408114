// The section "Locks" of a review: who waits for whom, for how long, and what makes that shorter.
import { groupBy } from "../../model/group.ts";
import type { Path } from "../../sql/sql-target.ts";
import { code } from "../markdown.ts";
import { type LockRow, lockRows, relationName } from "./lock-rows.ts";
import { HOW_LONG, keepsWaiting, type LockFacts, WHO_WAITS } from "./table-lock.ts";

/** A way of a revision, and what was there before it. */
export interface LockedWay {
  readonly file: string;
  readonly script: string;
  readonly isNew: (relation: Path) => boolean;
  readonly facts: LockFacts;
}

interface PlacedRow extends LockRow {
  readonly file: string;
}

/** Of what is left of an online revision. */
const BY_HAND =
  "it stays as it was said; of a table with partitions make the index ON ONLY it, concurrently on each partition, and ATTACH those, in a draft (`edit=1`)";

const INTRODUCTION = [
  "A lock is held until its transaction ends. One for an instant also waits for whoever uses the table, and keeps those",
  "waiting who come meanwhile: `lockTimeout` of the target ends that, and it is tried again.",
];

/** A statement in a cell of a table. */
function shortly(sql: string): string {
  const line = sql.replaceAll(/\s+/g, " ");
  return code((line.length > 90 ? `${line.slice(0, 90)}…` : line).replaceAll("|", "\\|"));
}

function howLong(row: PlacedRow): string {
  const { work, heldFor, mode } = row;
  const own = HOW_LONG[work];
  // Nobody waits for a weak one, however long it is held.
  if (!heldFor || !keepsWaiting(mode)) return own;
  const name = relationName(heldFor.lock);
  const other = name === relationName(row) ? "" : ` (${code(name)})`;
  return `${own}; held for line ${heldFor.line} too, ${HOW_LONG[heldFor.lock.work]}${other}`;
}

/** What is the same in several rows but for the statement. */
const cellsOf = (row: PlacedRow): readonly string[] => [
  code(relationName(row)),
  row.mode,
  WHO_WAITS[row.mode],
  howLong(row),
];

function tableRows(rows: readonly PlacedRow[]): string[] {
  const alike = groupBy(rows, (row) => [row.file, ...cellsOf(row)].join("\0"));
  return [...alike].flatMap(([, [first, ...more]]) => {
    if (!first) return [];
    const others = more.length > 0 ? ` and ${more.length} more` : "";
    const statement = `${first.file}:${first.line} ${shortly(first.sql)}${others}`;
    return [`| ${[statement, ...cellsOf(first)].join(" | ")} |`];
  });
}

/** Whether somebody waits while something takes long. */
const takesLong = ({ work, mode }: LockRow): boolean => work !== "instant" && keepsWaiting(mode);

/** What could be made otherwise. */
function advice(rows: readonly PlacedRow[], online: boolean): string[] {
  const long = rows.filter(takesLong);
  const possible = online ? [] : long.filter(({ instead }) => instead === "online");
  const others = long.filter(({ instead }) => instead !== undefined && (online || instead !== "online"));
  const tables = [...new Set(possible.map((row) => code(relationName(row))))];
  return [
    ...(tables.length > 0
      ? [
          `- \`make revision online=1\` would write it so that nobody waits while ${tables.join(", ")} ${tables.length > 1 ? "are" : "is"} read.`,
        ]
      : []),
    ...new Set(
      others.map(
        (row) =>
          `- ${row.file}:${row.line} ${online ? "cannot be made online" : "takes its time in any case"}: ${row.instead === "online" ? BY_HAND : row.instead}.`,
      ),
    ),
  ];
}

/** The lines of the section, its title too; none where nothing that is there is locked. */
export function lockLines(ways: readonly LockedWay[], online: boolean): string[] {
  const rows = ways.flatMap(({ file, script, isNew, facts }) =>
    lockRows(script, isNew, facts).map((row): PlacedRow => ({ ...row, file })),
  );
  if (rows.length === 0) return [];
  const hints = advice(rows, online);
  return [
    "## Locks",
    "",
    ...INTRODUCTION,
    "",
    "| Statement | On | Lock | Who waits | How long |",
    "|---|---|---|---|---|",
    ...tableRows(rows),
    "",
    ...(hints.length > 0 ? [...hints, ""] : []),
  ];
}
