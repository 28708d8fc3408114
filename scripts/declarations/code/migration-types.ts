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
}

/** `up` or `down` of a migration.ts: `false`, or whatever it throws, rolls the revision back. */
export type MigrationStep = (
  sql: MigrationSql,
  context: MigrationContext,
) => Promise<unknown> | boolean | undefined;
