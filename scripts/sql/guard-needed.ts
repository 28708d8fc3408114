// Whether a revision begins with a guard against other runners: what of it only our runner can do.
import { BREAKPOINT } from "../model/breakpoint.ts";
import { elevatedIn } from "./elevated-statements.ts";
import { guarded, isGuard } from "./guard.ts";
import { isInPhases } from "./outside-transaction.ts";
import { parseScript } from "./script.ts";

/** What is looked at. */
interface Guardable {
  readonly migration: string;
  /** Whether a migration.ts stands beside it. */
  readonly code: boolean;
}

/** Each as the end of a sentence: `this revision …`. */
const REASONS: readonly (readonly [reason: string, applies: (of: Guardable) => boolean])[] = [
  ["runs its migration.ts", ({ code }) => code],
  [
    "has statements that run outside its transaction",
    ({ migration }) => isInPhases(parseScript(migration).statements),
  ],
  ["has statements of an elevated role", ({ migration }) => elevatedIn(migration).length > 0],
];

const GUARD = new RegExp(`^-- under any other runner\\n(DO [^\\n]*);\\n${BREAKPOINT}\\n`);

/** A script without its guard. */
export const withoutGuard = (script: string): string =>
  script.replace(GUARD, (text, statement: string) => (isGuard(statement) ? "" : text));

/** The text of migration.sql with the guard that it needs, or none. */
export function withGuard(of: Guardable): string {
  const migration = withoutGuard(of.migration);
  const reasons = REASONS.flatMap(([reason, applies]) => (applies({ ...of, migration }) ? [reason] : []));
  return reasons.length === 0 ? migration : guarded(migration, reasons.join(" and "));
}
