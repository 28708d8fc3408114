// The locks of ALTER TABLE by what it does. Source: PostgreSQL manual, ALTER TABLE; held to servers by test/database/statement-locks.test.ts.

import type { Action, ColumnChange } from "../../sql/action.ts";
import {
  indexOfConstraint,
  isValidated,
  keyDefinition,
  referencedTable,
} from "../../sql/constraint-definition.ts";
import { Cursor } from "../../sql/cursor.ts";
import type { OfKind } from "../../sql/form.ts";
import { path as pathForm } from "../../sql/form-parts.ts";
import type { Path } from "../../sql/sql-target.ts";
import { columnWork } from "./column-work.ts";
import type { Lock, LockFacts, LockMode, Work } from "./table-lock.ts";

/** What is known when an action is told. */
export interface AboutTable extends LockFacts {
  readonly table: Path;
  /** Whether a valid check of the script says that a column is not null. */
  readonly isChecked: (table: Path, column: string) => boolean;
}

const IN_BATCHES = "add a column beside it, fill that in batches, and let the old one go in a later revision";
const QUIET = "nothing makes it shorter: apply it when nobody needs the table";

/** For this instant everybody waits. */
const alone = (relation: Path, work: Work = "instant", instead?: string): Lock => ({
  relation,
  mode: "ACCESS EXCLUSIVE",
  work,
  ...(instead !== undefined && { instead }),
});

type ColumnLocks = {
  readonly [Kind in ColumnChange["kind"]]: (
    change: OfKind<ColumnChange, Kind>,
    column: string,
    about: AboutTable,
  ) => readonly Lock[];
};

const atOnce = (_: unknown, __: string, { table }: AboutTable) => [alone(table)];

const COLUMNS: ColumnLocks = {
  type: (_, column, { table, keepsStorage, refersTo }) => [
    keepsStorage(table, column) ? alone(table) : alone(table, "rewrite", IN_BATCHES),
    ...refersTo(table, { column }).map((relation) => alone(relation)),
  ],
  "set default": atOnce,
  "drop default": atOnce,
  "set not null": (_, column, { table, isChecked }) => [
    isChecked(table, column) ? alone(table) : alone(table, "read", "online"),
  ],
  "drop not null": atOnce,
  "add identity": atOnce,
  "change identity": atOnce,
  "drop identity": atOnce,
  "drop expression": atOnce,
  "set expression": (_, __, { table }) => [alone(table, "rewrite", QUIET)],
  other: ({ change }, _, { table }) =>
    /^SET\s+(?:STATISTICS|\()|^RESET\s+\(/i.test(change)
      ? [{ relation: table, mode: "SHARE UPDATE EXCLUSIVE", work: "instant" }]
      : [alone(table)],
};

function addedConstraint(
  { type, definition }: OfKind<Action, "add constraint">,
  { table }: AboutTable,
): readonly Lock[] {
  const valid = isValidated(definition);
  if (type === "FOREIGN KEY") {
    const both: LockMode = "SHARE ROW EXCLUSIVE";
    const to = referencedTable(definition);
    return [
      { relation: table, mode: both, work: valid ? "read" : "instant", ...(valid && { instead: "online" }) },
      ...(to ? [{ relation: to, mode: both, work: "instant" } as const] : []),
    ];
  }
  if (type === "CHECK" || type === "NOT NULL")
    return [valid ? alone(table, "read", type === "CHECK" ? "online" : QUIET) : alone(table)];
  if (indexOfConstraint(definition) !== undefined) return [alone(table)];
  return [alone(table, "build", keyDefinition(definition) ? "online" : QUIET)];
}

/** Where a name stands behind the first words of an action. */
function pathBehind(change: string, words: string): Path | undefined {
  const cursor = new Cursor(change);
  return cursor.take(words) ? pathForm.read(cursor) : undefined;
}

type OtherRow = readonly [begins: RegExp, locks: (change: string, about: AboutTable) => readonly Lock[]];

const weak: OtherRow[1] = (_, { table }) => [
  { relation: table, mode: "SHARE UPDATE EXCLUSIVE", work: "instant" },
];
const whole: OtherRow[1] = (_, { table }) => [alone(table, "rewrite", QUIET)];

/** Of a partition that goes: which rows the default partition takes changes. */
const detached =
  (parent: LockMode): OtherRow[1] =>
  (change, { table, defaultOf }) => [
    { relation: table, mode: parent, work: "instant" },
    ...[pathBehind(change, "DETACH PARTITION"), defaultOf(table)].flatMap((one) => (one ? [alone(one)] : [])),
  ];

/** The default partition is read where a partition comes, for rows that belong to that one. */
export const readDefault = (table: Path, { defaultOf }: Pick<LockFacts, "defaultOf">): readonly Lock[] => {
  const rest = defaultOf(table);
  const advice =
    "add a check to the default partition that says that it has no row of the new one, NOT VALID, and validate it before";
  return rest ? [alone(rest, "read", advice)] : [];
};

/** What has no form of its own, by how it begins. */
const OTHERS: readonly OtherRow[] = [
  [
    /^(?:ENABLE|DISABLE)\s+(?:(?:REPLICA|ALWAYS)\s+)?TRIGGER\b/i,
    (_, { table }) => [{ relation: table, mode: "SHARE ROW EXCLUSIVE", work: "instant" }],
  ],
  [/^(?:SET|RESET)\s*\(/i, weak],
  [/^(?:CLUSTER\s+ON|SET\s+WITHOUT\s+CLUSTER)\b/i, weak],
  [
    /^ATTACH\s+PARTITION\b/i,
    (change, about) => {
      const partition = pathBehind(change, "ATTACH PARTITION");
      const advice = "add a check that says the bounds, NOT VALID, and validate it before";
      return [
        ...weak(change, about),
        ...(partition ? [alone(partition, "read", advice)] : []),
        ...readDefault(about.table, about),
      ];
    },
  ],
  [/^DETACH\s+PARTITION\b.*\b(?:CONCURRENTLY|FINALIZE)$/is, detached("SHARE UPDATE EXCLUSIVE")],
  [/^DETACH\s+PARTITION\b/i, detached("ACCESS EXCLUSIVE")],
  [/^SET\s+(?:TABLESPACE|LOGGED|UNLOGGED|ACCESS\s+METHOD)\b/i, whole],
];

type ActionLocks = {
  readonly [Kind in Action["kind"]]: (action: OfKind<Action, Kind>, about: AboutTable) => readonly Lock[];
};

const tableAlone = (_: unknown, { table }: AboutTable) => [alone(table)];

const ACTIONS: ActionLocks = {
  rename: tableAlone,
  "rename constraint": tableAlone,
  "rename column": tableAlone,
  "set schema": tableAlone,
  owner: tableAlone,
  "row security": tableAlone,
  "validate constraint": (_, { table }) => [
    { relation: table, mode: "SHARE UPDATE EXCLUSIVE", work: "read" },
  ],
  "add constraint": addedConstraint,
  "drop constraint": ({ constraint }, { table, refersTo }) => [
    alone(table),
    ...refersTo(table, { constraint }).map((relation) => alone(relation)),
  ],
  "add value": () => [],
  attribute: () => [],
  "add column": ({ definition }, { table }) => {
    const to = referencedTable(definition);
    const { work, instead } = columnWork(definition);
    return [
      alone(table, work, instead),
      ...(to ? [{ relation: to, mode: "SHARE ROW EXCLUSIVE", work: "instant" } as const] : []),
    ];
  },
  "drop column": ({ column }, { table, refersTo }) => [
    alone(table),
    ...refersTo(table, { column }).map((relation) => alone(relation)),
  ],
  "alter column": ({ column, change }, about) =>
    (COLUMNS[change.kind] as (change: ColumnChange, column: string, about: AboutTable) => readonly Lock[])(
      change,
      column,
      about,
    ),
  other: ({ change }, about) => {
    const [, locks] = OTHERS.find(([begins]) => begins.test(change)) ?? [];
    return locks ? locks(change, about) : [alone(about.table)];
  },
};

/** The locks of one action of ALTER TABLE. */
export const actionLocks = (action: Action, about: AboutTable): readonly Lock[] =>
  (ACTIONS[action.kind] as (action: Action, about: AboutTable) => readonly Lock[])(action, about);
