// What applications import from "dwh-definitions/runtime": is my database at the revision that I was written for?
// They ask with the connection that they have; nothing is loaded but Node.js's own modules.
import { readdirSync } from "node:fs";
import { quotePath } from "./model/identifier.ts";

/** A query with its rows, as the drivers give them. */
type Rows = readonly Readonly<Record<string, unknown>>[];

/** A connection of the package postgres. */
interface PostgresSql {
  unsafe(query: string, parameters?: never[]): PromiseLike<Rows>;
}

/** A client or pool of the package pg, or of what has its interface (PGlite, Neon). */
interface PgClient {
  query(query: string): PromiseLike<{ readonly rows: Rows }>;
}

/** A database of drizzle-orm: it is asked through the connection that it was made with. */
interface DrizzleDatabase {
  readonly $client: PostgresSql | PgClient;
}

/** A connection of the application. */
export type RuntimeConnection = PostgresSql | PgClient | DrizzleDatabase;

/** Where the history is kept; as drizzle.config.ts says under `migrations`, or drizzle's own names. */
export interface HistoryPlace {
  readonly schema?: string;
  readonly table?: string;
}

/** Which revision is expected. */
export type ExpectedRevision = HistoryPlace & {
  /** Whether revisions that came later do no harm: where old and new instances run beside one another. */
  readonly orLater?: boolean;
} & (
    | { /** Its name: `20261121173928_init`. */ readonly revision: string }
    | {
        /** The folder of revisions that the application has with it: its last one. */ readonly folder: string;
      }
  );

/** The database is not at the expected revision. */
export class RevisionMismatch extends Error {
  override readonly name = "RevisionMismatch";

  constructor(
    readonly expected: string,
    /** The last applied one; undefined where none is. */
    readonly actual: string | undefined,
    message: string,
  ) {
    super(message);
  }
}

const SCHEMA = "drizzle";
const TABLE = "__drizzle_migrations";

/** `20261121173928_init`, as drizzle-kit names folders. */
const REVISION = /^\d{14}_/;

async function rowsOf(connection: RuntimeConnection, query: string): Promise<Rows> {
  const client = "$client" in connection ? connection.$client : connection;
  if ("unsafe" in client) return client.unsafe(query);
  return (await client.query(query)).rows;
}

/** Names of the applied revisions, in the order of their names, which begin with the time. */
async function appliedTo(
  connection: RuntimeConnection,
  { schema = SCHEMA, table = TABLE }: HistoryPlace,
): Promise<string[]> {
  try {
    const rows = await rowsOf(
      connection,
      `SELECT name FROM ${quotePath([schema, table])} WHERE name IS NOT NULL`,
    );
    return rows.map(({ name }) => String(name)).sort();
  } catch (error) {
    const { code, message } = error as { code?: string; message: string };
    // No such schema or table: no revision was ever applied.
    if (code === "3F000" || code === "42P01") return [];
    if (code !== "42501") throw error;
    throw new Error(
      `This application may not read the history ${schema}.${table}: ${message}. Let its role have USAGE on the schema ` +
        "and SELECT on the table, by `schemas` and `grants` of a role file.",
      { cause: error },
    );
  }
}

/**
 * The last revision that a database has applied; undefined where it has none.
 *
 * @throws {Error} where the connection's role may not read the history, or the driver's own error
 */
export async function revisionOf(
  connection: RuntimeConnection,
  place: HistoryPlace = {},
): Promise<string | undefined> {
  return (await appliedTo(connection, place)).at(-1);
}

/** The last revision of a folder. @throws {Error} where it has none */
function lastOf(folder: string): string {
  const names = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && REVISION.test(entry.name))
    .map(({ name }) => name)
    .sort();
  const last = names.at(-1);
  if (last === undefined) throw new Error(`There is no revision in ${folder}.`);
  return last;
}

/**
 * Lets an application start only where its database is at the revision that it was written for.
 *
 *     await assertRevision(sql, { folder: new URL("../generated", import.meta.url).pathname });
 *
 * @throws {RevisionMismatch} saying what the database has and what to do; {@link revisionOf}'s errors
 */
export async function assertRevision(
  connection: RuntimeConnection,
  expected: ExpectedRevision,
): Promise<void> {
  const revision = "revision" in expected ? expected.revision : lastOf(expected.folder);
  const applied = await appliedTo(connection, expected);
  const actual = applied.at(-1);
  const has = applied.includes(revision);
  if (has && (actual === revision || expected.orLater)) return;
  const stands = actual === undefined ? "has no revision applied" : `is at ${actual}`;
  const help = has
    ? "A newer version of this application was deployed: start that one, or allow later revisions with orLater."
    : "Bring it there with `dwh upgrade`.";
  throw new RevisionMismatch(
    revision,
    actual,
    `The database ${stands}, and this application is for ${revision}. ${help}`,
  );
}
