import { type EventEmitter, once } from "node:events";
import { createRequire } from "node:module";
import { drizzle as overPg } from "drizzle-orm/node-postgres";
import { drizzle as overPostgres } from "drizzle-orm/postgres-js";
import postgres from "postgres";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { migrate } from "../../scripts/move/migrate.ts";
import {
  assertRevision,
  RevisionMismatch,
  type RuntimeConnection,
  revisionOf,
} from "../../scripts/runtime.ts";
import type { Project } from "../../scripts/sources/project.ts";
import { freshDatabase, removeProject } from "../support/cluster.ts";
import { makeHistory } from "../support/history.ts";
import { target } from "../support/project.ts";

// It has no types of its own.
const pg = createRequire(import.meta.url)("pg") as {
  readonly Pool: new (
    options: object,
  ) => EventEmitter & {
    query(query: string): Promise<{ rows: [] }>;
    end(): Promise<void>;
    readonly totalCount: number;
  };
};

/** It ends before its connection has: then the server would end that, and pg throw what nobody catches. */
function openPool(url: string) {
  const pool = new pg.Pool({ connectionString: url, max: 1 });
  const end = async () => {
    const gone = pool.totalCount > 0 ? once(pool, "remove") : undefined;
    await pool.end();
    await gone;
  };
  return { pool, end };
}

let project: Project;
let database: Awaited<ReturnType<typeof freshDatabase>>;
let names: readonly string[];
beforeAll(async () => {
  database = await freshDatabase(inject("adminUrl"));
  project = await makeHistory(3);
  const report = await migrate(project, target(database.url, { env: "test" }), {
    direction: "up",
    to: "head",
  });
  names = report.moved.map(({ name }) => name);
  await migrate(project, target(database.url, { env: "test" }), { direction: "down", to: "-1" });
});
afterAll(async () => {
  await database.drop();
  await removeProject(project.root);
});

type Opened = readonly [RuntimeConnection, () => Promise<void>];

/** Each way to open a connection that an application may have. */
const CONNECTIONS: readonly (readonly [string, (url: string) => Opened])[] = [
  [
    "postgres",
    (url) => {
      const sql = postgres(url, { max: 1 });
      return [sql, () => sql.end()];
    },
  ],
  [
    "pg",
    (url) => {
      const { pool, end } = openPool(url);
      return [pool, end];
    },
  ],
  [
    "drizzle over postgres",
    (url) => {
      const sql = postgres(url, { max: 1 });
      return [overPostgres({ client: sql }), () => sql.end()];
    },
  ],
  [
    "drizzle over pg",
    (url) => {
      const { pool, end } = openPool(url);
      return [overPg({ client: pool as never }), end];
    },
  ],
];

describe.each(CONNECTIONS)("an application with %s", (_name, open) => {
  const asked = async <Result>(
    work: (connection: RuntimeConnection) => Promise<Result>,
    url = database.url,
  ) => {
    const [connection, close] = open(url);
    return work(connection).finally(close);
  };

  test("learns the revision", async () => {
    expect(await asked((connection) => revisionOf(connection))).toBe(names[1]);
    expect(await asked((connection) => revisionOf(connection), inject("adminUrl"))).toBeUndefined();
  });

  test("starts at its revision only", async () => {
    const [first = "", second = "", third = ""] = names;
    await asked((connection) => assertRevision(connection, { revision: second }));
    await asked((connection) => assertRevision(connection, { revision: first, orLater: true }));
    const refused = (revision: string) => asked((connection) => assertRevision(connection, { revision }));
    await expect(refused(first)).rejects.toThrow(
      `The database is at ${second}, and this application is for ${first}. A newer version`,
    );
    await expect(refused(third)).rejects.toThrow(/Bring it there with `dwh upgrade`/);
    await expect(
      asked((connection) => assertRevision(connection, { folder: project.config.out })),
    ).rejects.toEqual(expect.objectContaining({ expected: third, actual: second, name: "RevisionMismatch" }));
    await expect(
      asked(
        (connection) => assertRevision(connection, { revision: first, orLater: true }),
        inject("adminUrl"),
      ),
    ).rejects.toThrow(RevisionMismatch);
  });

  test("is told what it may not read", async () => {
    const admin = postgres(database.url, { max: 1 });
    const role = `app_${names[0]?.slice(0, 14)}_${process.pid}`;
    await admin.unsafe(`CREATE ROLE ${role} LOGIN PASSWORD 'secret'`);
    const url = new URL(database.url);
    url.username = role;
    url.password = "secret";
    try {
      await expect(asked((connection) => revisionOf(connection), url.href)).rejects.toThrow(
        /may not read the history drizzle\.__drizzle_migrations.*Let its role have USAGE/,
      );
    } finally {
      await admin.unsafe(`DROP ROLE ${role}`);
      await admin.end();
    }
  });
});
