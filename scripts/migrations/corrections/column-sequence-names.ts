// The sequences of serial and identity columns, which follow their columns in name and schema.
import { displayPath, quoteIdentifier, quotePath } from "../../model/identifier.ts";
import { isSerial, serialSequenceName } from "../../model/relation.ts";
import type { Rename } from "../../model/rename.ts";
import { identityName, type KitColumn } from "../kit/kit-state.ts";
import { type Change, columnPairs, moved, type Pair, type StatesOnly } from "./change.ts";

/** The sequence of a column, before and after. */
interface SequencePair {
  readonly from: string;
  readonly to: string;
  /** The schema that the column came from, under the name that it has now, and the one that it is in. */
  readonly fromSchema: string;
  readonly schema: string;
}

/** Where the schema of before is found after the renames of schemas. */
const schemasOf = (
  { renames }: StatesOnly,
  { from, to }: Pair<KitColumn>,
): Pick<SequencePair, "fromSchema" | "schema"> => {
  const [fromSchema = from.schema] = moved(
    [from.schema],
    renames.filter(({ kind }) => kind === "schema"),
  );
  return { fromSchema, schema: to.schema };
};

/** The sequences of serial columns. */
function serialSequences(change: Change): SequencePair[] {
  const nameOf = ({ schema, table, name }: KitColumn, side: "before" | "after") =>
    change[side].sequenceOf(displayPath([schema, table, name])) ?? serialSequenceName(table, name);
  return columnPairs(change)
    .filter(({ from, to }) => isSerial(from.type) && isSerial(to.type))
    .map((pair) => ({
      from: nameOf(pair.from, "before"),
      to: nameOf(pair.to, "after"),
      ...schemasOf(change, pair),
    }));
}

/** The sequences of identity columns. */
function identitySequences(change: StatesOnly): SequencePair[] {
  return columnPairs(change).flatMap((pair) => {
    const [from, to] = [identityName(pair.from), identityName(pair.to)];
    return from === undefined || to === undefined ? [] : [{ from, to, ...schemasOf(change, pair) }];
  });
}

const isRenamed = ({ from, to }: SequencePair): boolean => from !== to;

/**
 * The sequences of columns that get another name, in the words of the warehouse: privileges are on them. One that follows
 * its table into another schema is said too, since whoever folds a history knows no tables.
 */
export const sequenceRenames = (change: Change): Rename[] =>
  [...serialSequences(change), ...identitySequences(change)].flatMap((pair): Rename[] => {
    const { from, to, fromSchema, schema } = pair;
    const rename = (one: readonly string[], other: readonly string[]): Rename => ({
      kind: "sequence",
      from: one,
      to: other,
    });
    return [
      ...(fromSchema === schema ? [] : [rename([fromSchema, from], [schema, from])]),
      ...(isRenamed(pair) ? [rename([schema, from], [schema, to])] : []),
    ];
  });

const statement = ({ from, to, schema }: SequencePair, or = ""): string =>
  `ALTER SEQUENCE ${or}${quotePath([schema, from])} RENAME TO ${quoteIdentifier(to)};`;

/** What gives them their names. */
export const sequenceStatements = (change: Change): string[] => [
  ...serialSequences(change)
    .filter(isRenamed)
    .map((pair) => statement(pair)),
  // One that an earlier rename left as it was is not called as the state has it.
  ...identitySequences(change)
    .filter(isRenamed)
    .map((pair) => statement(pair, "IF EXISTS ")),
];
