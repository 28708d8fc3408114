// New keys for encrypted columns: each batch of keys with the rows that they are of, in a transaction of its own.
import { readHistory } from "../database/apply/history-table.ts";
import { lockTransaction } from "../database/apply/lock.ts";
import { readHalfDone } from "../database/apply/step-record.ts";
import { majorOf, type Sql } from "../database/connect/connect.ts";
import { errorCode, isLost } from "../database/connect/connection-problem.ts";
import { transaction } from "../database/connect/transaction.ts";
import { loadRevisions } from "../migrations/folder.ts";
import { bindWarehouse } from "../model/bind.ts";
import { type Diagnostic, problem, Refusal, refuseErrors } from "../model/diagnostic.ts";
import { type Encryption, encryptionsOf } from "../model/encryption.ts";
import { groupBy } from "../model/group.ts";
import { displayPath, quoteIdentifier, quotePath } from "../model/identifier.ts";
import { compareHistory } from "../move/compare-history.ts";
import { halfDone } from "../move/half-done.ts";
import { logWork } from "../move/log-run.ts";
import { lacks } from "../plan/needs/executor-lacks.ts";
import type { Need } from "../plan/needs/need.ts";
import { borrowing, readStanding } from "../sources/executor-rights.ts";
import { historyTable } from "../sources/history-place.ts";
import type { Project } from "../sources/project.ts";
import { readRecorded } from "../sources/recorded.ts";
import type { Target } from "../sources/target.ts";
import { idType, refuseHeldBack, rotationSql } from "./rotation-batch.ts";

/** What is rotated, and where. */
interface RotateRequest {
  readonly project: Project;
  readonly target: Target;
  readonly sql: Sql;
  /** Tables of keys by their names; all unless said. */
  readonly tables: readonly string[];
  /** Keys behind this one only: where a run stopped. */
  readonly after?: string | undefined;
  /** So many keys in one transaction. */
  readonly batch?: number;
  readonly onBatch?: (done: RotatedKeys) => void;
  /** Why it stands in no log. */
  readonly onNotLogged?: (why: string) => void;
}

/** How far the keys of one table are. */
interface RotatedKeys {
  readonly table: string;
  readonly keys: number;
  readonly rows: number;
  /** The id of the last one. */
  readonly last: string | undefined;
}

/** So many keys are changed at once: their rows are locked meanwhile. Each time the tables are gone through for theirs. */
const BATCH = 10_000;

/** The memberships come out as they were. */
const AS_BEFORE = { memberships: { added: [], removed: [] } } as const;

/** What is encrypted by the revisions that a target has, by the table of keys. */
async function encryptedThere({ project, target, sql }: RotateRequest) {
  const revisions = await loadRevisions(project.config.out);
  const rows = await transaction(sql, (tx) => readHistory(tx, historyTable(project, target)), "READ ONLY");
  const { applied, problems } = compareHistory(revisions, rows);
  refuseErrors(problems);
  const { recorded } = await readRecorded(project.root, applied);
  const bound = bindWarehouse(recorded, { variables: target.variables, major: majorOf(sql) });
  return groupBy([...encryptionsOf(bound.sqlObjects.values()).values()], ({ keys }) => displayPath(keys));
}

/** The tables of keys that are named. @throws {Refusal} where one is none, or `after` is said of several */
function chosen(
  there: ReadonlyMap<string, readonly Encryption[]>,
  { tables, after, target }: RotateRequest,
): [string, readonly Encryption[]][] {
  const unknown = tables.filter((name) => !there.has(name));
  const known = [...there.keys()].join(", ");
  if (unknown.length > 0 || there.size === 0)
    throw new Refusal([
      problem(
        "no-such-table",
        `${unknown.join(", ") || "nothing"} has keys of encrypted columns in ${target.shown}`,
        {
          help: known
            ? `Tables of keys are: ${known}.`
            : "None of its revisions encrypts a column: see docs/encryption.md.",
        },
      ),
    ]);
  const picked = [...there].filter(([key]) => tables.length === 0 || tables.includes(key));
  if (after !== undefined && picked.length > 1)
    throw new Refusal([
      problem("option-value", "--after is said of several tables of keys", { help: `Name one: ${known}.` }),
    ]);
  return picked;
}

/** The next batch, with the rights of the owners. @returns undefined where no key is left */
async function rotateBatch(
  { project, sql, target, batch = BATCH }: RotateRequest,
  all: readonly Encryption[],
  after: string | undefined,
): Promise<Omit<RotatedKeys, "table"> | undefined> {
  const [{ keys, keyId }] = all as [Encryption];
  const owned = [keys, ...all.map(({ table }) => table)];
  const needs = owned.map((path): Need => {
    return { kind: "own", object: { kind: "table", path }, why: `rotate the keys in ${displayPath(keys)}` };
  });
  return transaction(
    sql,
    async (tx) => {
      // A revision that is on its way may encrypt by these keys what is not known here.
      const history = historyTable(project, target);
      await lockTransaction(tx, history);
      const half = await readHalfDone(tx, history);
      if (half) throw halfDone(half);
      // Where a policy would hide rows, whose values were lost then, it is an error.
      await tx.unsafe(
        "SELECT set_config('lock_timeout', $1, true), set_config('row_security', 'off', true)",
        [target.lockTimeout ?? "0"],
      );
      refuseErrors(lacks(needs, await readStanding(tx, needs)));
      const borrowed = borrowing({ difference: AS_BEFORE }, needs);
      await borrowed.begin(tx);
      const type = await idType(tx, all[0] as Encryption);
      const id = quoteIdentifier(keyId);
      // Who writes by a key holds it: what waited for that is seen by the next statement only.
      const behind = after === undefined ? "" : ` WHERE ${id} > $1::text::${type}`;
      const locked = await tx.unsafe<{ id: string }[]>(
        `SELECT ${id}::text AS id FROM ${quotePath(keys)}${behind} ORDER BY ${quotePath(keys)}.${id} LIMIT ${batch} FOR UPDATE`,
        after === undefined ? [] : [after],
      );
      const ids = locked.map((row) => row.id);
      const [row] =
        ids.length === 0
          ? []
          : await tx.unsafe<{ keys: string; rows: string }[]>(rotationSql(all, type), [JSON.stringify(ids)]);
      const done = row && { ids, keys: Number(row.keys), rows: Number(row.rows) };
      if (done) await refuseHeldBack(tx, all, type, done);
      await borrowed.end(tx);
      return done && { keys: done.keys, rows: done.rows, last: ids.at(-1) };
    },
    "ISOLATION LEVEL READ COMMITTED",
  );
}

/** What PostgreSQL says, as a problem; where a run that failed came to. */
function stoppedAt(error: unknown, { table, last }: RotatedKeys): unknown {
  const code = errorCode(error);
  if (!(error instanceof Refusal) && (isLost(error) || !/^[0-9A-Z]{5}$/.test(code))) return error;
  const words = () => `${table}: PostgreSQL says ERROR ${code}: ${(error as Error).message}`;
  const said = error instanceof Refusal ? error.diagnostics : [problem("statement-failed", words())];
  const message = `the keys of ${table} up to ${last} are new; go on with --after ${last} (make: after=${last})`;
  return new Refusal([...said, ...(last === undefined ? [] : [problem("rotation-stopped", message)])]);
}

/** Batch behind batch. @throws {Refusal} saying how far the keys are */
async function rotateTable(
  request: RotateRequest,
  table: string,
  all: readonly Encryption[],
): Promise<RotatedKeys> {
  let done: RotatedKeys = { table, keys: 0, rows: 0, last: request.after };
  for (;;) {
    const from = done;
    const next = await rotateBatch(request, all, from.last).catch((error) => {
      throw stoppedAt(error, from);
    });
    if (!next) return done;
    done = { table, keys: done.keys + next.keys, rows: done.rows + next.rows, last: next.last };
    request.onBatch?.(done);
  }
}

/**
 * Gives every row a new key, and encrypts its values by that, which stands in the log then. What is committed stays
 * where a later batch fails.
 *
 * @throws {Refusal} where a name names no table of keys, or the rights of the owners are not to be had
 */
export async function rotateKeys(request: RotateRequest): Promise<RotatedKeys[]> {
  const { project, target } = request;
  const began = performance.now();
  const results: RotatedKeys[] = [];
  const log = (names: readonly string[], problems: readonly Diagnostic[]) =>
    logWork(target, historyTable(project, target), { action: "rotate", names, began, problems });
  for (const [table, all] of chosen(await encryptedThere(request), request))
    try {
      results.push(await rotateTable(request, table, all));
    } catch (error) {
      const problems =
        error instanceof Refusal ? error.diagnostics : [problem("statement-failed", String(error))];
      // The failure itself is what is told.
      await log([...results.map((one) => one.table), table], problems).catch(() => {});
      throw error;
    }
  const names = results.flatMap((one) => (one.keys > 0 ? [one.table] : []));
  const why = names.length > 0 ? await log(names, []) : undefined;
  if (why !== undefined) request.onNotLogged?.(why);
  return results;
}
