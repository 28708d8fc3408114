// Sequences that stand beyond a bound which comes nearer: PostgreSQL refuses the bound.
import { displayPath, quotePath } from "../../model/identifier.ts";
import type { RowCheck } from "../../model/row-check.ts";
import { changedColumns, pairs, type StatesOnly } from "../corrections/change.ts";
import { isDescending, numberOption, type SequenceOptions } from "../corrections/sequence-options.ts";
import { identityOptions, ownedSequence } from "../corrections/sequences-of-columns.ts";

/** What is asked, by the bound that a sequence counts towards. */
function beyond(from: SequenceOptions, to: SequenceOptions): { word: string; condition: string } | undefined {
  if (isDescending(from) !== isDescending(to)) return undefined;
  const [name, word, sign] = isDescending(to)
    ? (["minValue", "MINVALUE", "<"] as const)
    : (["maxValue", "MAXVALUE", ">"] as const);
  const [before, after] = [numberOption(from, name), numberOption(to, name)];
  if (before === undefined || after === undefined) return undefined;
  const isNearer = isDescending(to) ? after > before : after < before;
  return isNearer ? { word: `${word} ${after}`, condition: `last_value ${sign} ${after}` } : undefined;
}

/** What a bound may refuse of sequences, and of those of identities. */
export function sequenceChecks(change: StatesOnly): RowCheck[] {
  const own = pairs(change, "sequences").flatMap(({ from, to }): RowCheck[] => {
    const found = beyond(from, to);
    if (!found) return [];
    const [before, after] = [from, to].map(({ schema = "public", name }) => [schema, name]) as [
      string[],
      string[],
    ];
    const query = `SELECT last_value FROM ${quotePath(before)} WHERE ${found.condition}`;
    const message = `${displayPath(after)} gets ${found.word}: it may have counted further`;
    return [{ message, relation: displayPath(before), query }];
  });
  const ofColumns = changedColumns(change).flatMap(({ from, to }): RowCheck[] => {
    const [options, later] = [identityOptions(from), identityOptions(to)];
    const found = options && later && beyond(options, later);
    if (!found) return [];
    const value = `SELECT pg_sequence_last_value(${ownedSequence(from)}::regclass) AS last_value`;
    const message = `the identity ${displayPath([to.schema, to.table, to.name])} gets ${found.word}: it may have counted further`;
    const query = `SELECT last_value FROM (${value}) AS sequence WHERE ${found.condition}`;
    return [{ message, relation: displayPath([from.schema, from.table]), query }];
  });
  return [...own, ...ofColumns];
}
