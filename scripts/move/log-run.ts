// What a move adds to the log of a database: with a revision's transaction where it is done, else after its rollback.
import packageFile from "../../package.json" with { type: "json" };
import { type HistoryTable, hasHistory, readHistory } from "../database/apply/history-table.ts";
import {
  addToLog,
  ensureLog,
  hasLog,
  type LogEntry,
  type LoggedAction,
  type LogRights,
  logRights,
} from "../database/apply/log-table.ts";
import { type Queryable, withConnection } from "../database/connect/connect.ts";
import { transaction } from "../database/connect/transaction.ts";
import { type Diagnostic, Refusal } from "../model/diagnostic.ts";
import { maskSecrets } from "../model/secret.ts";
import type { Target } from "../sources/target.ts";
import { whoRuns } from "./who-runs.ts";

/** What ran, and when that began, by `performance.now()`. */
interface Logged {
  readonly revision: string;
  readonly action: LoggedAction;
  readonly began: number;
}

const SHOWN = 300;

const entryOf = ({ revision, action, began }: Logged): Omit<LogEntry, "outcome"> => ({
  revision,
  action,
  milliseconds: performance.now() - began,
  person: whoRuns(),
  tool: packageFile.version,
});

/**
 * Notes that it is done, in its own transaction.
 *
 * @returns why it cannot be noted, for people
 */
export async function logDone(
  tx: Queryable,
  history: HistoryTable,
  logged: Logged,
  rights: LogRights,
): Promise<string | undefined> {
  // A way back makes no log where there was none: nothing of it would be taken back.
  if (logged.action === "downgrade" && !rights.there) return undefined;
  const why = await ensureLog(tx, history, rights);
  if (why === undefined) await addToLog(tx, history, { ...entryOf(logged), outcome: "done" });
  return why;
}

/** Errors about a value, of SQLSTATE class 22, show it in quotes, those of the server's language. */
const SHOWS_VALUE = /(\b22[0-9A-Z]{3}: [^"»«„“]*)["»«„“].*$/;

/** `statement-failed: PostgreSQL says ERROR 23505: …`: one line, in which no values of rows are, and no password. */
function problemOf(error: unknown): string {
  const [first] = error instanceof Refusal ? error.diagnostics : [];
  const code = first ? `${first.code}: ` : "";
  const [line = ""] = (first?.message ?? (error as Error)?.message ?? String(error)).split("\n");
  return maskSecrets(`${code}${line}`).replace(SHOWS_VALUE, "$1…").slice(0, SHOWN);
}

const isInterruption = (error: unknown): boolean =>
  error instanceof Refusal && /^(interrupted|terminated)$/.test(error.diagnostics[0]?.code ?? "");

/**
 * Notes that it failed, over a connection and in a transaction of its own, as far as that is possible: the failure
 * itself is what is told. A database that no revision ever ran on stays as it is.
 */
export async function logFailed(
  { url }: Pick<Target, "url">,
  history: HistoryTable,
  logged: Logged,
  error: unknown,
): Promise<void> {
  const note = async (tx: Queryable) => {
    if (!((await hasHistory(tx, history)) || (await hasLog(tx, history)))) return;
    const isApplied = (await readHistory(tx, history)).some(({ name }) => name === logged.revision);
    // A COMMIT that nobody answered may have been done, and noted itself.
    if (isApplied === (logged.action === "upgrade")) return;
    if ((await ensureLog(tx, history, await logRights(tx, history))) !== undefined) return;
    const outcome = isInterruption(error) ? "interrupted" : "failed";
    await addToLog(tx, history, { ...entryOf(logged), outcome, problem: problemOf(error) });
  };
  await withConnection(url, (sql) => transaction(sql, note)).catch(() => {});
}

const NAMES = 10;

/** `DM.a, DM.b and 3 more` */
const shownNames = (names: readonly string[]): string =>
  names.length <= NAMES
    ? names.join(", ")
    : `${names.slice(0, NAMES).join(", ")} and ${names.length - NAMES} more`;

/** What was done beside the history, all of it, and when that began, by `performance.now()`. */
interface LoggedWork {
  readonly action: "refresh" | "partitions" | "rotate";
  readonly names: readonly string[];
  readonly began: number;
  readonly problems: readonly Diagnostic[];
}

/**
 * Notes what was done beside the history, over a connection of its own. A database that no revision ever ran on stays
 * as it is.
 *
 * @returns why it cannot be noted, for people
 */
export async function logWork(
  { url }: Pick<Target, "url">,
  history: HistoryTable,
  { action, names, began, problems }: LoggedWork,
): Promise<string | undefined> {
  const failed = problems.length > 0 ? problemOf(new Refusal(problems)) : undefined;
  const outcome = failed === undefined ? "done" : "failed";
  return withConnection(url, (sql) =>
    transaction(sql, async (tx) => {
      if (!((await hasHistory(tx, history)) || (await hasLog(tx, history)))) return undefined;
      const why = await ensureLog(tx, history, await logRights(tx, history));
      if (why !== undefined) return why;
      const entry = entryOf({ revision: shownNames(names), action, began });
      await addToLog(tx, history, { ...entry, outcome, ...(failed !== undefined && { problem: failed }) });
      return undefined;
    }),
  );
}
