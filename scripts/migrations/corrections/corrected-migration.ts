// drizzle-kit's statements for one way, with what it writes wrong put right around them.

import { readStatement } from "../../sql/read-statement.ts";
import type { Statement } from "../../sql/statement.ts";
import { kitMigration } from "../kit/drizzle-kit.ts";
import type { KitHint } from "../kit/drizzle-kit-hints.ts";
import type { KitState } from "../kit/kit-state.ts";
import type { Change } from "./change.ts";
import type { Edits } from "./correction.ts";
import { Corrections } from "./correction.ts";
import { correctNames, correctUniques } from "./derived-names.ts";
import { correctEnums } from "./enum-values.ts";
import { correctGenerated } from "./generated-columns.ts";
import { correctIdentities } from "./identity-options.ts";
import { correctKeys, correctPolicies } from "./keys-and-policies.ts";
import { correctSequenceOptions } from "./sequence-options.ts";
import { correctSequences } from "./sequences-of-columns.ts";
import { correctTypes } from "./type-changes.ts";

/** In the order in which they look at what the others took down. */
const CORRECTIONS: readonly ((change: Change, corrections: Corrections) => void)[] = [
  correctSequences,
  correctEnums,
  correctTypes,
  correctGenerated,
  correctKeys,
  correctPolicies,
  correctSequenceOptions,
  correctIdentities,
  correctUniques,
  correctNames,
];

const edited = (state: KitState, edits: Edits): KitState =>
  edits.size === 0 ? state : { ...state, ddl: state.ddl.flatMap((entity) => edits.of(entity)) };

/** Views look at what all else changes: they come last. */
export const isView = (statement: Statement): boolean =>
  statement.kind === "make" && (statement.object === "VIEW" || statement.object === "MATERIALIZED VIEW");

/** The statements of one way, in their order. */
export interface CorrectedMigration {
  readonly statements: readonly Statement[];
  /** For those that fail on values which do not fit, the ones that cut them. */
  readonly cutting: ReadonlyMap<Statement, Statement>;
}

/**
 * Puts right what drizzle-kit writes wrong.
 *
 * @param hints of the renames, and of what is new, under the names after them
 * @returns undefined where drizzle-kit's own will do
 */
export async function correctedMigration(
  change: Change,
  hints: readonly KitHint[],
): Promise<CorrectedMigration | undefined> {
  const corrections = new Corrections();
  for (const correct of CORRECTIONS) correct(change, corrections);
  if (corrections.isEmpty) return undefined;
  const { takenDown, unsaid, first, behind, last, cutting } = corrections;
  const [low, high] = [edited(change.from, takenDown.from), edited(change.to, takenDown.to)];
  const made = async (from: KitState, to: KitState, given: readonly KitHint[] = []) =>
    (await kitMigration(from, to, given)).map(readStatement);
  const down = await made(change.from, low);
  const main = await made(
    edited(change.from, takenDown.from.and(unsaid.from)),
    edited(change.to, takenDown.to.and(unsaid.to)),
    hints,
  );
  const up = await made(high, change.to);
  const said = new Map(behind.map((text) => [text, readStatement(text)]));
  const statements = [
    ...down,
    ...first.map(readStatement),
    ...main.filter((statement) => !isView(statement)),
    ...said.values(),
    ...up,
    ...last.map(readStatement),
    ...main.filter(isView),
  ];
  const pairs = [...cutting].flatMap(([careful, cut]): [Statement, Statement][] => {
    const statement = said.get(careful);
    return statement ? [[statement, readStatement(cut)]] : [];
  });
  return { statements, cutting: new Map(pairs) };
}
