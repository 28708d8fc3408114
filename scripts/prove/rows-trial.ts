// Both ways of a revision on rows: what they may refuse, and what comes back.

import type { Sql } from "../database/connect/connect.ts";
import { errorCode } from "../database/connect/connection-problem.ts";
import { type FillableTable, readFillable } from "../database/inspect/fillable-tables.ts";
import { type Diagnostic, problem, Refusal } from "../model/diagnostic.ts";
import { renamedPath } from "../model/fold.ts";
import { displayPath, quoteIdentifier, quoteLiteral, quotePath } from "../model/identifier.ts";
import { relationKey } from "../model/relation.ts";
import type { Rename } from "../model/rename.ts";
import { CORRECT_BY_HAND } from "./ground.ts";
import { comesBack, encryptSamples, type SampleEncryption, withKeyTables } from "./sample-ciphers.ts";
import { clearRows, fillTables, rowTexts, type SampleRows } from "./sample-rows.ts";

/**
 * SQLSTATE of data that does not fit: out of range, a violated constraint, no cast for it.
 * Source: PostgreSQL manual, "PostgreSQL Error Codes".
 */
const ROWS_REFUSE = /^(?:22|23|42804|42846)/;

const DECRYPTS = /_decrypt"\(/;
const HELP = { help: CORRECT_BY_HAND };

/** What must be known of the revision. */
interface TrialOptions {
  /** Of the revision, variables filled in. */
  readonly renames: readonly Rename[];
  /** True where its SQL was written by hand: it may change values. */
  readonly draft: boolean;
  readonly encryption: SampleEncryption;
}

/** A table with what it held before the way up: rows of texts, of the columns that are not generated. */
interface HeldTable {
  readonly table: FillableTable;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | null)[])[];
}

async function read(sql: Sql, table: FillableTable): Promise<HeldTable> {
  const columns = table.columns.filter(({ generated }) => !generated).map(({ name }) => name);
  return { table, columns, rows: await rowTexts(sql, table, columns) };
}

/** The rows on which one revision is tried. */
export class RowsTrial {
  /** Lines for the review. */
  readonly notes: string[] = [];
  /** Columns, by their path before the way up, that it leaves with their type. */
  #kept: ReadonlySet<string> = new Set();
  /** Partitioned tables, by relationKey before, of which rows went with partitions. */
  readonly #partsGone = new Set<string>();

  private constructor(
    private readonly sql: Sql,
    private readonly rows: SampleRows,
    private readonly held: readonly HeldTable[],
    private readonly options: TrialOptions,
  ) {
    if (rows.notFilled.length > 0) this.notes.push(`no rows in ${rows.notFilled.join(", ")}`);
  }

  /** Fills tables that the revision touches. */
  static async begin(
    sql: Sql,
    tables: readonly { readonly schema: string; readonly name: string }[],
    options: TrialOptions,
  ): Promise<RowsTrial> {
    const { encryption } = options;
    const rows = await fillTables(sql, await withKeyTables(sql, tables, encryption));
    await encryptSamples(sql, rows.tables, encryption);
    const held: HeldTable[] = [];
    for (const table of rows.tables) held.push(await read(sql, table));
    return new RowsTrial(sql, rows, held, options);
  }

  get #tables(): readonly FillableTable[] {
    return this.held.map(({ table }) => table);
  }

  /** Where what a table or a column is called is after the way up. */
  #after(...path: readonly string[]): readonly string[] {
    return renamedPath(path, this.options.renames);
  }

  /** Those of the tables that the way up leaves, by relationKey. */
  #tablesNow(): Promise<ReadonlyMap<string, FillableTable>> {
    const paths = this.#tables.map(({ schema, name }) => this.#after(schema, name));
    return readFillable(
      this.sql,
      paths.map(([schema = "", name = ""]) => ({ schema, name })),
    );
  }

  /** Runs a way on the rows, and without them where they refuse it. */
  async #run(way: string, run: () => Promise<unknown>, clear: () => Promise<unknown>): Promise<boolean> {
    try {
      await run();
      return true;
    } catch (error) {
      if (this.held.length === 0 || !(error instanceof Refusal)) throw error;
      await clear();
      // What also fails without rows is said without them.
      await run();
      const [first] = error.diagnostics;
      const where = this.#tables.map(relationKey).join(", ");
      // What the way up encrypted must be read by the way down.
      const encrypted = way !== "the way up" && !this.options.draft && DECRYPTS.test(first?.excerpt ?? "");
      if (encrypted || !ROWS_REFUSE.test(errorCode(error.cause))) {
        const message = `${first?.message}\nIt runs where no rows are in ${where}.`;
        throw new Refusal([{ ...(first as Diagnostic), message }]);
      }
      this.notes.push(`rows may refuse ${way}, tried without: ${first?.message.split("\n")[0]}`);
      return false;
    }
  }

  /** The way up; then no sequence may give what a row has. */
  async up(run: () => Promise<unknown>): Promise<void> {
    if (!(await this.#run("the way up", run, () => clearRows(this.sql, this.rows)))) return;
    const after = await this.#tablesNow();
    // Values that are computed are not those that were there.
    const now = new Map(
      [...after.values()].flatMap(({ schema, name, columns }) =>
        columns
          .filter(({ generated }) => !generated)
          .map((column) => [displayPath([schema, name, column.name]), column.type] as const),
      ),
    );
    this.#kept = new Set(
      this.#tables.flatMap(({ schema, name, columns }) =>
        columns
          .filter((column) => {
            const comes = comesBack([schema, name, column.name], this.options.encryption);
            return comes ?? now.get(displayPath(this.#after(schema, name, column.name))) === column.type;
          })
          .map((column) => displayPath([schema, name, column.name])),
      ),
    );
    const filled = new Set(this.#tables.map(({ schema, name }) => displayPath(this.#after(schema, name))));
    for (const table of after.values()) if (filled.has(relationKey(table))) await this.#checkSequences(table);
    await this.#findPartsGone(after);
  }

  async #findPartsGone(after: ReadonlyMap<string, FillableTable>): Promise<void> {
    for (const { table, rows } of this.held) {
      const path = this.#after(table.schema, table.name);
      if (table.columns.every(({ keyPlace }) => keyPlace === null) || !after.has(displayPath(path))) continue;
      const [row] = await this.sql.unsafe<{ count: number }[]>(
        `SELECT count(*)::int AS count FROM ${quotePath(path)}`,
      );
      if (row?.count !== rows.length) this.#partsGone.add(relationKey(table));
    }
  }

  async #checkSequences(table: FillableTable): Promise<void> {
    for (const { name, sequence } of table.columns) {
      if (sequence === null) continue;
      const path = quotePath([table.schema, table.name]);
      // Nothing of the table may be called as what is compared with it.
      const [row] = await this.sql.unsafe<{ value: string }[]>(
        `WITH "dwh:next" AS MATERIALIZED (SELECT nextval(${quoteLiteral(sequence)}) AS value)
         SELECT value::text FROM "dwh:next" WHERE EXISTS (SELECT FROM ${path} t WHERE t.${quoteIdentifier(name)} = "dwh:next".value)`,
      );
      if (row) {
        const what = `the next value of ${displayPath([table.schema, table.name, name])} is ${row.value}`;
        throw new Refusal([problem("proof-sequence", `${what}, which a row has already`, HELP)]);
      }
    }
  }

  /** The way down; then what it can keep must be there. The rows are gone afterwards. */
  async down(run: () => Promise<unknown>): Promise<void> {
    const ran = await this.#run("the way down", run, async () => {
      const there = await this.#tablesNow();
      await clearRows(this.sql, this.rows, ({ schema, name }) => {
        const path = this.#after(schema, name);
        return there.has(displayPath(path)) ? quotePath(path) : undefined;
      });
    });
    if (!ran) return;
    for (const held of this.held)
      if (!this.#partsGone.has(relationKey(held.table))) await this.#checkRows(held);
    await clearRows(this.sql, this.rows);
  }

  async #checkRows({ table, columns, rows }: HeldTable): Promise<void> {
    const kept = columns.filter((column) => this.#kept.has(displayPath([table.schema, table.name, column])));
    const texts = (all: HeldTable["rows"]) =>
      all.map((row) => JSON.stringify(kept.map((column) => row[columns.indexOf(column)]))).sort();
    const before = texts(rows);
    const after = texts(await rowTexts(this.sql, table, columns));
    if (kept.length === 0 || before.join() === after.join()) return;
    const what = `the way down does not give back the rows of ${relationKey(table)} (${kept.join(", ")})`;
    const message = `${what}:\n  before: ${before.join(" ")}\n  after: ${after.join(" ") || "none"}`;
    if (this.options.draft) this.notes.push(message.replaceAll(/\s+/g, " "));
    else throw new Refusal([problem("proof-rows", message, HELP)]);
  }
}
