// What of the differences from a fresh build is refused, and what the review tells.
import type { Diagnostic } from "../model/diagnostic.ts";
import { differs } from "./expect-server.ts";
import { type FreshRequest, filled } from "./fresh-build.ts";
import { countsOfPartitions } from "./partition-parts.ts";
import {
  declaredBy,
  differenceText,
  type StructureDifference,
  wholeObjects,
  withoutFormer,
} from "./structure-differences.ts";

/** A list of names that stays short. */
function shortList(names: readonly string[]): string {
  const shown = names.slice(0, 20);
  return [...shown, ...(names.length > 20 ? [`and ${names.length - 20} more`] : [])].join(", ");
}

const namesOf = (differences: readonly StructureDifference[]) =>
  shortList([...new Set(wholeObjects(differences).map(({ object }) => object))]);

/** `kind S as smallint from 1 by 1 …`: the type of a sequence, and the options of a serial's, have no words in definitions. */
const isSequenceType = ({ kind, fresh, actual }: StructureDifference): boolean =>
  kind === "differs" &&
  [fresh, actual].every((text) => text.startsWith("kind S as ")) &&
  (actual.includes(" of column ") || / as (\w+)/.exec(fresh)?.[1] !== / as (\w+)/.exec(actual)?.[1]);

/** What is refused of the differences, and what is told in the review. */
interface FreshJudgement {
  readonly refused: readonly Diagnostic[];
  readonly told: readonly string[];
}

/**
 * Tells what must not be from what was so before or is made by hand.
 *
 * @param differences of the upgraded database from the fresh one
 * @param former of the state before
 * @param how.failed statements of the fresh build that cannot run
 * @param how.draft true where its SQL was written by hand: it may make what the definitions have no words for
 */
export function judgeFresh(
  differences: readonly StructureDifference[],
  former: readonly StructureDifference[],
  { request, failed, draft }: { request: FreshRequest; failed: readonly string[]; draft: boolean },
): FreshJudgement {
  const fill = (name: string) => filled(request, [name])[0] ?? "";
  const isDeclared = declaredBy(request.states.after, fill);
  const counts = countsOfPartitions(request.warehouses.after, fill);
  const { left, kept } = withoutFormer(differences.filter(counts), former);
  const isUnknown = ({ kind }: StructureDifference) => kind === "extra" && failed.length > 0;
  const isByHand = (difference: StructureDifference) =>
    draft &&
    (difference.kind === "extra" ||
      difference.beyond ||
      isSequenceType(difference) ||
      !isDeclared(difference));
  const wrong = left.filter((difference) => !isUnknown(difference) && !isByHand(difference));
  const tell = (what: string, list: readonly StructureDifference[]) =>
    list.length === 0 ? [] : [`${what}: ${namesOf(list)}`];
  const lines = wholeObjects(wrong).map(differenceText);
  const what = "after the way up the server is not what the definitions make from nothing";
  return {
    refused: lines.length === 0 ? [] : [differs("proof-not-fresh", what, lines)],
    told: [
      ...failed.map((text) => `not compared with what the definitions make from nothing: ${text}`),
      ...tell("made by hand", left.filter(isByHand)),
      ...tell("not as the definitions make it, as before", kept),
    ],
  };
}
