/** The statement at the top of a script that only our runner can run: it raises an error under any other. */
import { BREAKPOINT } from "../model/breakpoint.ts";
import { quoteLiteral } from "../model/identifier.ts";
import { writeDirectives } from "./directive.ts";

/** Nothing but an error: whoever reads a script may leave it out. */
const GUARD =
  /^DO \$guard\$ BEGIN RAISE EXCEPTION '(?:[^']|'')*' USING HINT = '(?:[^']|'')*'; END \$guard\$$/;

const HINT = "Apply it with `dwh upgrade`; `dwh upgrade --sql` prints what can be run by hand.";

/** `%` and `$` mean something where the text stands. */
const harmless = (text: string): string => text.replaceAll("%", "%%").replaceAll("$", "");

/** @param reason what of the revision only our runner can do, as the end of a sentence */
const guardSql = (reason: string): string =>
  `DO $guard$ BEGIN RAISE EXCEPTION ${quoteLiteral(harmless(`this revision ${reason}: no other program can apply it`))} ` +
  `USING HINT = ${quoteLiteral(HINT)}; END $guard$`;

/** Whether a statement is such a guard, and nothing else. */
export const isGuard = (sql: string): boolean => GUARD.test(sql);

/**
 * The text of a script that other runners must not run: drizzle-kit fails at its first statement, as psql does. Our
 * own leaves the guard out.
 *
 * @param reason what of it only our runner can do: `has statements outside its transaction`
 */
export const guarded = (script: string, reason: string): string =>
  `${writeDirectives({ guard: true })}${guardSql(reason)};\n${BREAKPOINT}\n${script}`;
