// Columns that become serial or an identity, or stop being one: the sequence has the right name, type and value.
import { clipName, displayPath, quoteIdentifier, quoteLiteral, quotePath } from "../../model/identifier.ts";
import { isSerial, serialSequenceName } from "../../model/relation.ts";
import { columnType } from "../kit/column-type.ts";
import type { KitColumn } from "../kit/kit-state.ts";
import { type Change, changedColumns, type Pair, type Surroundings } from "./change.ts";
import type { Corrections } from "./correction.ts";
import type { SequenceOptions } from "./sequence-options.ts";

/** The type of a serial column, and of its sequence. */
const SERIAL_TYPES: Readonly<Record<string, string>> = {
  smallserial: "smallint",
  serial2: "smallint",
  serial: "integer",
  serial4: "integer",
  bigserial: "bigint",
  serial8: "bigint",
};

interface Identity {
  readonly startWith?: string;
  readonly increment?: string;
}

const identityOf = ({ identity }: KitColumn) => (identity ?? undefined) as Identity | undefined;

/** The options of a column's identity; undefined where it is none. */
export const identityOptions = ({ identity }: KitColumn) =>
  (identity ?? undefined) as SequenceOptions | undefined;

type Numbering = "none" | "serial" | "identity";

function numbering(column: KitColumn): Numbering {
  if (isSerial(column.type)) return "serial";
  return identityOf(column) ? "identity" : "none";
}

/** The type without what a serial says beside it. */
export function plainType({ type }: KitColumn): string {
  return SERIAL_TYPES[type.toLowerCase()] ?? type;
}

/** The type as `format_type` prints it, of a serial that of its values. */
export function valueType(column: KitColumn): string {
  const type = plainType(column);
  return columnType(type === column.type ? column : { ...column, type });
}

const tablePath = ({ schema, table }: KitColumn) => [schema, table];

/** The sequence of a serial column, by its path. */
function sequencePath(column: KitColumn, { sequenceOf }: Surroundings): string[] {
  const { schema, table, name } = column;
  return [schema, sequenceOf(displayPath([schema, table, name])) ?? serialSequenceName(table, name)];
}

/** `ALTER TABLE <table> ALTER COLUMN <column>`: how statements of drizzle-kit on a column begin. */
export const alterColumn = (column: KitColumn): string =>
  `ALTER TABLE ${quotePath(tablePath(column))} ALTER COLUMN ${quoteIdentifier(column.name)}`;

/** `pg_get_serial_sequence('<table>', '<column>')`: the sequence that a column owns, whatever it is called. */
export const ownedSequence = (column: KitColumn): string =>
  `pg_get_serial_sequence(${quoteLiteral(quotePath(tablePath(column)))}, ${quoteLiteral(column.name)})`;

/** Behind the largest value: the next INSERT must not collide. */
function pastRows(sequence: string, column: KitColumn, start = "1"): string {
  const value = `greatest(coalesce(max(${quoteIdentifier(column.name)}), 0) + 1, ${start})`;
  return `SELECT setval(${sequence}, ${value}, false) FROM ${quotePath(tablePath(column))};`;
}

/** A sequence becomes that of a serial column. It must have the table's owner. */
function linked(sequence: readonly string[], column: KitColumn, { ownerOf }: Surroundings): string[] {
  const name = quotePath(sequence);
  const owner = ownerOf(displayPath(tablePath(column)));
  return [
    ...(owner === undefined ? [] : [`ALTER SEQUENCE ${name} OWNER TO ${quoteIdentifier(owner)};`]),
    `${alterColumn(column)} SET DEFAULT nextval(${quoteLiteral(name)});`,
    `ALTER SEQUENCE ${name} OWNED BY ${quotePath(tablePath(column))}.${quoteIdentifier(column.name)};`,
  ];
}

/** A name for the time in which two sequences are there. */
const beside = ([schema = "", name = ""]: readonly string[]) => [schema, `${clipName(name, 54)}_besides`];

/** serial → smallserial, bigserial: drizzle-kit changes the column's type only. */
function width({ from, to }: Pair<KitColumn>, { before }: Change, corrections: Corrections): void {
  if (plainType(from) === plainType(to)) return;
  const [, name = ""] = sequencePath(from, before);
  corrections.behind.push(`ALTER SEQUENCE ${quotePath([to.schema, name])} AS ${plainType(to)};`);
}

/** drizzle-kit sees two plain columns, and puts an identity back that comes. */
function hideNumbering({ from, to }: Pair<KitColumn>, { unsaid, takenDown }: Corrections): void {
  if (isSerial(from.type)) unsaid.from.set(from, { type: plainType(from) });
  if (isSerial(to.type)) unsaid.to.set(to, { type: plainType(to) });
  if (identityOf(from)) unsaid.from.set(from, { identity: null });
  if (identityOf(to)) takenDown.to.set(to, { identity: null });
}

type Step = (pair: Pair<KitColumn>, change: Change, corrections: Corrections) => void;

/** What is said where the numbering of a column changes, by what it was and becomes. */
const STEPS: Readonly<Record<string, Step>> = {
  "none serial": ({ to }, { after }, { behind }) => {
    const sequence = sequencePath(to, after);
    behind.push(
      `CREATE SEQUENCE ${quotePath(sequence)} AS ${plainType(to)};`,
      pastRows(quoteLiteral(quotePath(sequence)), to),
      ...linked(sequence, to, after),
    );
  },
  "none identity": ({ to }, _change, { last }) => {
    const { startWith, increment = "1" } = identityOf(to) ?? {};
    if (!increment.startsWith("-")) last.push(pastRows(ownedSequence(to), to, startWith));
  },
  "serial none": ({ from }, { before }, { first }) => {
    first.push(
      `${alterColumn(from)} DROP DEFAULT;`,
      `DROP SEQUENCE ${quotePath(sequencePath(from, before))};`,
    );
  },
  "serial identity": ({ from, to }, { before }, { first, behind, last }) => {
    const sequence = sequencePath(from, before);
    const [, former = ""] = beside(sequence);
    const later = quotePath([to.schema, former]);
    first.push(
      `${alterColumn(from)} DROP DEFAULT;`,
      `ALTER SEQUENCE ${quotePath(sequence)} RENAME TO ${quoteIdentifier(former)};`,
    );
    // As long as the column owns two, one cannot ask for its sequence.
    behind.push(`ALTER SEQUENCE ${later} OWNED BY NONE;`);
    last.push(
      `SELECT setval(${ownedSequence(to)}, last_value, is_called) FROM ${later};`,
      `DROP SEQUENCE ${later};`,
    );
  },
  "identity none": ({ from }, _change, { first }) => {
    first.push(`${alterColumn(from)} DROP IDENTITY;`);
  },
  "identity serial": ({ from, to }, { after }, { behind }) => {
    const sequence = sequencePath(to, after);
    const next = beside(sequence);
    const { startWith = "1" } = identityOf(from) ?? {};
    const last = `pg_sequence_last_value(${ownedSequence(to)}::regclass)`;
    behind.push(
      `CREATE SEQUENCE ${quotePath(next)} AS ${plainType(to)};`,
      `SELECT setval(${quoteLiteral(quotePath(next))}, coalesce(${last}, ${startWith}), ${last} IS NOT NULL);`,
      `${alterColumn(to)} DROP IDENTITY;`,
      `ALTER SEQUENCE ${quotePath(next)} RENAME TO ${quoteIdentifier(sequence[1] ?? "")};`,
      ...linked(sequence, to, after),
    );
  },
};

/**
 * drizzle-kit names the sequence without quotes and by the new table, sets it one too low or to the beginning, and
 * makes one before the other of that name went.
 */
export function correctSequences(change: Change, corrections: Corrections): void {
  for (const pair of changedColumns(change)) {
    const [was, is] = [numbering(pair.from), numbering(pair.to)];
    if (was === "serial" && is === "serial") width(pair, change, corrections);
    const step = STEPS[`${was} ${is}`];
    if (!step) continue;
    hideNumbering(pair, corrections);
    step(pair, change, corrections);
  }
}
