// New keys for encrypted columns: each batch of keys with the rows that they are of, in a transaction of its own.
import { readHistory } from "../database/apply/history-table.ts";
import { lockTransaction } from "../database/apply/lock.ts";
import { readHalfDone } from "../database/apply/step-record.ts";
import { majorOf, type Queryable, type Sql } from "../database/connect/connect.ts";
import { transaction } from "../database/connect/transaction.ts";
import { loadRevisions } from "../migrations/folder.ts";
import { bindWarehouse } from "../model/bind.ts";
import { problem, Refusal, refuseErrors } from "../model/diagnostic.ts";
import { type Encryption, encryptionsOf, keyFunctions } from "../model/encryption.ts";
import { groupBy } from "../model/group.ts";
import { displayPath, quoteIdentifier, quotePath } from "../model/identifier.ts";
import { compareHistory } from "../move/compare-history.ts";
import { halfDone } from "../move/half-done.ts";
import { lacks } from "../plan/needs/executor-lacks.ts";
import type { Need } from "../plan/needs/need.ts";
import { borrowing, readStanding } from "../sources/executor-rights.ts";
import { historyTable } from "../sources/history-place.ts";
import type { Project } from "../sources/project.ts";
import { readRecorded } from "../sources/recorded.ts";
import type { Target } from "../sources/target.ts";

/** What is rotated, and where. */
export interface RotateRequest {
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
}

/** How far the keys of one table are. */
export interface RotatedKeys {
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

/** The type of the ids of keys. */
async function idType(tx: Queryable, { keys, keyId }: Encryption): Promise<string> {
  const [row] = await tx.unsafe<{ type: string }[]>(
    `SELECT format_type(atttypid, atttypmod) AS type FROM pg_catalog.pg_attribute
     WHERE attrelid = $1::text::regclass AND attname = $2`,
    [quotePath(keys), keyId],
  );
  return row?.type ?? "text";
}

/**
 * One statement that makes new keys and encrypts what the former ones did: neither keys nor values leave the server.
 *
 *     WITH former AS (…), made AS (UPDATE keys …), t1 AS (UPDATE table … FROM made …) SELECT …
 */
function rotationSql(all: readonly Encryption[], type: string): string {
  const [{ keys, keyId, key, pgcrypto }] = all as [Encryption];
  const [id, secret] = [quoteIdentifier(keyId), quoteIdentifier(key)];
  const { encrypt, decrypt } = keyFunctions(keys);
  const updates = all.map(({ table, id: own, columns }, index) => {
    const set = [...columns.keys()].map((column) => {
      const name = quoteIdentifier(column);
      const plain = `${quotePath(decrypt)}(t.${name}, made.former)`;
      return `${name} = CASE WHEN t.${name} IS NOT NULL THEN ${quotePath(encrypt)}(${plain}, made.key) END`;
    });
    return `t${index} AS (UPDATE ${quotePath(table)} AS t SET ${set.join(", ")} FROM made WHERE t.${quoteIdentifier(own)} = made.id RETURNING 1)`;
  });
  const counts = updates.map((_, index) => `(SELECT count(*) FROM t${index})`).join(" + ");
  const given = `ARRAY(SELECT value::${type} FROM pg_catalog.json_array_elements_text($1::text::json))`;
  return `WITH former AS MATERIALIZED (SELECT ${id} AS id, ${secret} AS key FROM ${quotePath(keys)} WHERE ${id} = ANY (${given})),
    made AS (UPDATE ${quotePath(keys)} AS k SET ${secret} = ${quoteIdentifier(pgcrypto)}.gen_random_bytes(32)
      FROM former WHERE k.${id} = former.id RETURNING k.${id} AS id, k.${secret} AS key, former.key AS former),
    ${updates.join(",\n    ")}
    SELECT (SELECT count(*) FROM made)::text AS keys, (${counts})::text AS rows`;
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
      await tx.unsafe("SELECT set_config('lock_timeout', $1, true)", [target.lockTimeout ?? "0"]);
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
      await borrowed.end(tx);
      return row && { keys: Number(row.keys), rows: Number(row.rows), last: ids.at(-1) };
    },
    "ISOLATION LEVEL READ COMMITTED",
  );
}

/** Says where a run that failed came to. */
function stoppedAt(error: unknown, { table, last }: RotatedKeys): unknown {
  if (!(error instanceof Refusal) || last === undefined) return error;
  const message = `the keys of ${table} up to ${last} are new; go on with --after ${last} (make: after=${last})`;
  return new Refusal([...error.diagnostics, problem("rotation-stopped", message)]);
}

/**
 * Gives every row a new key, and encrypts its values by that. What is committed stays where a later batch fails.
 *
 * @throws {Refusal} where a name names no table of keys, or the rights of the owners are not to be had
 */
export async function rotateKeys(request: RotateRequest): Promise<RotatedKeys[]> {
  const results: RotatedKeys[] = [];
  for (const [table, all] of chosen(await encryptedThere(request), request)) {
    let done: RotatedKeys = { table, keys: 0, rows: 0, last: request.after };
    for (;;) {
      const from = done;
      const next = await rotateBatch(request, all, from.last).catch((error) => {
        throw stoppedAt(error, from);
      });
      if (!next) break;
      done = { table, keys: done.keys + next.keys, rows: done.rows + next.rows, last: next.last };
      request.onBatch?.(done);
    }
    results.push(done);
  }
  return results;
}
