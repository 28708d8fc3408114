// What a run that is rolled back tells: how long each statement took, which locks were held, which sequences moved.

import { quotePath } from "../../model/identifier.ts";
import type { ScriptStatement } from "../../sql/script.ts";
import type { Queryable } from "../connect/connect.ts";
import locksQuery from "../queries/held-locks.sql";
import relationsQuery from "../queries/relation-names.sql";
import sequencesQuery from "../queries/sequence-values.sql";
import type { HistoryTable } from "./history-table.ts";

/** A statement that ran. */
interface TimedStatement {
  readonly revision: string;
  /** Where it stands in the script. */
  readonly line: number;
  readonly sql: string;
  readonly milliseconds: number;
}

/** A lock on something that was there before. */
interface HeldLock {
  readonly revision: string;
  /** Of the statement that took it. */
  readonly line: number;
  readonly relation: string;
  /** As LOCK TABLE calls it: `ACCESS EXCLUSIVE`. */
  readonly mode: string;
  /** From that statement's end to the end of its revision, when COMMIT would give it back. */
  readonly milliseconds: number;
}

/** What a dry run tells of the revisions that it ran. */
export interface DryRunReport {
  readonly statements: readonly TimedStatement[];
  readonly locks: readonly HeldLock[];
  /** Sequences that have another value than before, which no ROLLBACK takes back; others may have moved them too. */
  readonly sequences: readonly string[];
}

/** `AccessExclusiveLock` → `ACCESS EXCLUSIVE`. */
const modeWords = (mode: string): string =>
  mode
    .replace(/Lock$/, "")
    .replace(/(?<=[a-z])(?=[A-Z])/g, " ")
    .toUpperCase();

/** The values of all sequences that whoever asks may read, by name. */
async function sequenceValues(tx: Queryable): Promise<Map<string, string>> {
  const rows = await tx.unsafe<{ schema: string; name: string; value: string }[]>(sequencesQuery);
  return new Map(rows.map(({ schema, name, value }) => [quotePath([schema, name]), value]));
}

/** Watches a transaction that will be rolled back. */
export class DryRun {
  readonly #statements: TimedStatement[] = [];
  readonly #locks: HeldLock[] = [];
  #names: ReadonlyMap<string, string> = new Map();
  #sequences: ReadonlyMap<string, string> = new Map();
  /** The locks of the revision that runs, with the time since which they are held. */
  #open = new Map<string, Omit<HeldLock, "milliseconds"> & { readonly since: number }>();

  /** @param history whose own locks do not count */
  constructor(readonly history: HistoryTable) {}

  /** Looks at what is there before anything runs, in a transaction of its own: reading a sequence locks it. */
  async begin(tx: Queryable): Promise<void> {
    const { schema, table } = this.history;
    const rows = await tx.unsafe<{ oid: string; schema: string; name: string }[]>(relationsQuery, [
      schema,
      table,
    ]);
    this.#names = new Map(rows.map(({ oid, schema, name }) => [oid, quotePath([schema, name])]));
    this.#sequences = await sequenceValues(tx);
  }

  /** Notes a statement that ran, and the locks that it took. */
  async note(
    tx: Queryable,
    revision: string,
    statement: ScriptStatement,
    milliseconds: number,
  ): Promise<void> {
    const { line, sql } = statement;
    this.#statements.push({ revision, line, sql, milliseconds });
    const rows = await tx.unsafe<{ oid: string; mode: string }[]>(locksQuery);
    for (const { oid, mode } of rows) {
      const relation = this.#names.get(oid);
      const key = `${oid} ${mode}`;
      if (relation !== undefined && !this.#open.has(key) && !this.#held(relation, modeWords(mode)))
        this.#open.set(key, { revision, line, relation, mode: modeWords(mode), since: performance.now() });
    }
  }

  /** An earlier revision of the same transaction took it already, and would have given it back. */
  #held(relation: string, mode: string): boolean {
    return this.#locks.some((lock) => lock.relation === relation && lock.mode === mode);
  }

  /** A revision ends here: its COMMIT would give the locks back. */
  endRevision(): void {
    const now = performance.now();
    for (const { since, ...lock } of this.#open.values())
      this.#locks.push({ ...lock, milliseconds: now - since });
    this.#open = new Map();
  }

  /** Looks, behind the ROLLBACK, what it did not take back. */
  async report(tx: Queryable): Promise<DryRunReport> {
    const now = await sequenceValues(tx);
    const sequences = [...this.#sequences].flatMap(([name, value]) =>
      now.has(name) && now.get(name) !== value ? [name] : [],
    );
    return { statements: this.#statements, locks: this.#locks, sequences };
  }
}
