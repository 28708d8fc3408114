// What the migration.ts of a revision is written with, as types.

/** Rows that a statement gave, as the driver reads them: bigint, numeric and arrays come as text. */
export interface MigrationRows<Row> extends ReadonlyArray<Row> {
  /** How many rows it gave or changed. */
  readonly count: number;
}

/** A name in a statement: `sql.identifier("STG_CRM", "contact")`. */
export interface SqlName {
  /** `"STG_CRM"."contact"` */
  readonly quoted: string;
}

/** A value of json or jsonb in a statement. */
export interface SqlJson {
  readonly text: string;
}

/** Sends statements in the transaction of the revision, one behind the other; each is to be awaited. */
export interface MigrationSql {
  /** A statement whose values are parameters: sql`UPDATE ${sql.identifier("s", "t")} SET a = ${value}`. */
  <Row = Readonly<Record<string, unknown>>>(
    text: TemplateStringsArray,
    ...values: readonly unknown[]
  ): Promise<MigrationRows<Row>>;
  /** A statement as text, its values as `$1`, `$2`, …; several statements where there are no values. */
  unsafe<Row = Readonly<Record<string, unknown>>>(
    text: string,
    values?: readonly unknown[],
  ): Promise<MigrationRows<Row>>;
  /** A name, quoted. */
  identifier(...path: string[]): SqlName;
  /** A value of json or jsonb. */
  json(value: unknown): SqlJson;
}

/** Where and for whom a migration.ts runs. */
export interface MigrationContext {
  /** The folder of the revision. */
  readonly revision: string;
  readonly direction: "up" | "down";
  /** Of a dry run and a proof nothing stays: whatever is not in the database must be left alone then. */
  readonly run: "move" | "dry run" | "proof";
  /** The name of the target; `scratch` in a proof. */
  readonly target: string;
  /** The deploy variables. */
  readonly variables: Readonly<Record<string, string>>;
  /** The server's major version. */
  readonly serverMajor: number;
  /** Says something beside the notices of the server. */
  log(text: string): void;
  /**
   * Works without the views named, `DM.a`, and without all that stands on them: they are taken down before and put back
   * behind with all that they had, by what the database says at that moment. It is to be awaited.
   */
  withoutViews<Result>(names: readonly string[], work: () => Promise<Result>): Promise<Result>;
}

/** `up` or `down` of a migration.ts: `false`, or whatever it throws, rolls the revision back. */
export type MigrationStep = (
  sql: MigrationSql,
  context: MigrationContext,
) => Promise<unknown> | boolean | undefined;

/** What batches can go on behind: a value that JSON can hold. */
export type BatchKey =
  | string
  | number
  | boolean
  | null
  | readonly BatchKey[]
  | { readonly [name: string]: BatchKey };

/** Where and for whom a batch runs. */
export interface BatchContext<Key extends BatchKey = BatchKey> extends MigrationContext {
  /** 1 for the first of this way. */
  readonly batch: number;
  /** What the batch before said that this one goes on behind; undefined for the first. */
  readonly after: Key | undefined;
  /** How many rows those before changed. */
  readonly rows: number;
  /**
   * Where the other way stopped in the midst of its batches and this one begins there: how far those were. Undefined
   * where the other way is whole.
   */
  readonly reached: { readonly after: Key | undefined; readonly rows: number } | undefined;
}

/** What a batch did: how many rows it changed, and what the next is to go on behind. */
export interface BatchDone<Key extends BatchKey = BatchKey> {
  readonly rows: number;
  readonly after?: Key;
}

/**
 * One batch, a transaction of its own: it is called again and again until it has changed 0 rows. What it throws rolls
 * that batch back; those before it stay, and the next run goes on behind them.
 */
export type MigrationBatch<Key extends BatchKey = BatchKey> = (
  sql: MigrationSql,
  context: BatchContext<Key>,
) => Promise<number | BatchDone<Key>>;

/** The `batches` of a migration.ts: they run where migration.sql and down.sql say `-- run batches`. */
export interface MigrationBatches<Key extends BatchKey = BatchKey> {
  readonly up: MigrationBatch<Key>;
  readonly down?: MigrationBatch<Key>;
}
