import { createServer, Socket } from "node:net";
import { afterAll, beforeAll, describe, expect, inject, test, vi } from "vitest";
import { connect, onNotice, serverVersion } from "../../scripts/database/connect/connect.ts";
import { connectionProblem } from "../../scripts/database/connect/connection-problem.ts";
import { maskUrl, readAddress } from "../../scripts/database/connect/connection-url.ts";
import { transaction } from "../../scripts/database/connect/transaction.ts";
import { freePort } from "../../scripts/database/servers/cluster.ts";
import { Refusal } from "../../scripts/model/diagnostic.ts";
import { freshDatabase } from "../support/cluster.ts";

const SECRET = "s3cr3t-p%40ss";

let database: Awaited<ReturnType<typeof freshDatabase>>;
beforeAll(async () => {
  database = await freshDatabase(inject("adminUrl"));
});
afterAll(() => database.drop());

function withUrl(change: (url: URL) => void): string {
  const url = new URL(database.url);
  change(url);
  return url.href;
}

async function refusalOf(url: string): Promise<Refusal> {
  const error = await connect(url).then(
    (sql) => sql.end(),
    (error: unknown) => error,
  );
  expect(error).toBeInstanceOf(Refusal);
  const refusal = error as Refusal;
  expect(JSON.stringify(refusal.diagnostics) + refusal.message).not.toMatch(/s3cr3t|p(@|%40)ss/);
  expect(refusal.diagnostics.every(({ help }) => help)).toBe(true);
  return refusal;
}

const codeOf = async (url: string) => (await refusalOf(url)).diagnostics[0]?.code;

describe("a connection", () => {
  test("has an empty search path and UTC in its transactions, and a name of its own", async () => {
    const sql = await connect(database.url);
    const [row] = await transaction(sql, (tx) =>
      tx.unsafe(
        "SELECT current_setting('search_path') AS path, current_setting('TimeZone') AS zone, current_setting('application_name') AS name",
      ),
    );
    expect(row).toEqual({ path: "", zone: "UTC", name: "dwh-definitions" });
    await sql.end();
  });

  test("knows its server and its database", async () => {
    const sql = await connect(database.url);
    const { major, text, database: name } = await serverVersion(sql);
    const [row] = await sql.unsafe("SELECT current_setting('server_version_num')::int / 10000 AS major");
    expect(major).toBe(row?.major);
    expect(text).toMatch(new RegExp(`^${major}(\\.|\\D)`));
    expect(name).toBe(new URL(database.url).pathname.slice(1));
    await sql.end();
  });

  test("passes notices on while somebody listens", async () => {
    const sql = await connect(database.url);
    const heard: string[] = [];
    const stop = onNotice(sql, ({ message }) => heard.push(message ?? ""));
    await sql.unsafe("DO $$ BEGIN RAISE WARNING 'one'; END $$");
    stop();
    await sql.unsafe("DO $$ BEGIN RAISE WARNING 'two'; END $$");
    expect(heard).toEqual(["one"]);
    await sql.end();
  });

  test("that is lost does not come back", async () => {
    const [sql, other] = await Promise.all([connect(database.url), connect(database.url)]);
    const [row] = await sql.unsafe("SELECT pg_backend_pid() AS pid");
    const waiting = sql.unsafe("SELECT pg_sleep(60)").then(
      () => undefined,
      (error: unknown) => error,
    );
    await other.unsafe(`SELECT pg_terminate_backend(${row?.pid})`);
    expect(connectionProblem(await waiting, "x")?.code).toBe("connection-lost");
    const error = await sql.unsafe("SELECT 1").catch((error: unknown) => error);
    expect(connectionProblem(error, "x")?.code).toBe("connection-lost");
    await other.end();
  });

  test("that is lost with statements waiting does not run them over another one, and leaves none open", async () => {
    const [sql, other] = await Promise.all([connect(database.url), connect(database.url)]);
    await other.unsafe("CREATE SEQUENCE ran");
    const [row] = await sql.unsafe("SELECT pg_backend_pid() AS pid");
    const opened = vi.spyOn(Socket.prototype, "connect");
    // More than the driver sends at once: the others wait until it has answers.
    const waiting = Array.from({ length: 300 }, (_, at) =>
      sql.unsafe(at === 0 ? "SELECT pg_sleep(60)" : "SELECT nextval('ran')"),
    );
    const results = Promise.allSettled(waiting);
    await other.unsafe(`SELECT pg_terminate_backend(${row?.pid})`);
    const codes = (await results).map((result) =>
      result.status === "rejected" ? connectionProblem(result.reason, "x")?.code : "ran",
    );
    // The driver connects anew a turn later.
    for (let turn = 0; turn < 5; turn++) await new Promise((resolve) => setTimeout(resolve));
    expect(new Set(codes)).toEqual(new Set(["connection-lost"]));
    expect(opened).not.toHaveBeenCalled();
    opened.mockRestore();
    expect(await other.unsafe("SELECT is_called FROM ran")).toEqual([{ is_called: false }]);
    await other.end();
  });
});

describe("what is wrong with a connection", () => {
  test.each([
    ["not a URL", SECRET],
    ["another scheme", `mysql://u:${SECRET}@h/d`],
    ["a port that is none", `postgres://u:${SECRET}@h:port/d`],
    ["a slash in the password", "postgres://u:s3cr3t/p@ss@h/d"],
    ["a hash in the password", "postgres://u:12#s3cr3t@h/d"],
    ["a lone percent sign", "postgres://u:s3cr3t%@h/d"],
    ["an sslmode that does not exist", `postgres://u:${SECRET}@h/d?sslmode=strict`],
    [
      "authorities of the system that are not asked",
      `postgres://u:${SECRET}@h/d?sslmode=require&sslrootcert=system`,
    ],
    ["a certificate that is not there", `postgres://u:${SECRET}@h/d?sslrootcert=/nowhere`],
  ])("%s", async (_, url) => {
    expect(await codeOf(url)).toBe("malformed-url");
  });

  test("nothing listens there", async () => {
    const port = await freePort();
    const url = withUrl((url) => {
      url.port = String(port);
      url.password = SECRET;
    });
    const { diagnostics } = await refusalOf(url);
    expect(diagnostics[0]).toMatchObject({ code: "server-down" });
    expect(diagnostics[0]?.message).toContain(`:***@${new URL(url).host}/`);
  });

  test("the host is unknown", async () => {
    expect(await codeOf(`postgres://u:${SECRET}@no-such-host.invalid/d`)).toBe("unknown-host");
  });

  test("the password is wrong", async ({ skip }) => {
    skip(new URL(database.url).password === "", "this server trusts everybody");
    const url = withUrl((url) => {
      url.password = SECRET;
    });
    expect(await codeOf(url)).toBe("wrong-password");
  });

  test("the database is missing", async () => {
    const url = withUrl((url) => {
      url.pathname = "/no_such_database";
    });
    expect(await codeOf(url)).toBe("unknown-database");
  });

  test("the server has no TLS", async () => {
    const url = withUrl((url) => url.searchParams.set("sslmode", "require"));
    expect(await codeOf(url)).toBe("tls-failed");
  });

  test("the server is silent", async () => {
    const silent = createServer((socket) => socket.on("error", () => {}).resume());
    await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve));
    const address = silent.address();
    const port = typeof address === "object" ? address?.port : 0;
    expect(await codeOf(`postgres://u:${SECRET}@127.0.0.1:${port}/d?connect_timeout=1`)).toBe(
      "connect-timeout",
    );
    silent.close();
  });
});

test.each([
  ["postgres://u:secret@h:5433/d", "postgres://u:***@h:5433/d"],
  ["postgresql://u@h/d?sslmode=require", "postgresql://u@h/d?sslmode=require"],
  ["postgres://h/d?password=secret&sslpassword=secret", "postgres://h/d?password=***&sslpassword=***"],
  ["postgres://u:se@cret@h/d", "postgres://u:***@h/d"],
  ["postgres://u:se/cret@h/d", "a malformed URL"],
  ["secret", "a malformed URL"],
])("%s is shown as %s", (url, shown) => {
  expect(maskUrl(url)).toBe(shown);
});

test.each([
  [
    "postgres://u:p%40%2F@h:5433/d%20b",
    { host: "h", port: 5433, user: "u", password: "p@/", database: "d b", ssl: "prefer" },
  ],
  ["postgres://u@[::1]/d", { host: "::1", port: 5432, user: "u", database: "d", ssl: false }],
  [
    "postgres:///d?host=/run/pg",
    { host: "/run/pg", port: 5432, path: "/run/pg/.s.PGSQL.5432", database: "d", ssl: false },
  ],
  [
    "postgres://h?sslmode=require&pgbouncer=true",
    { host: "h", port: 5432, ssl: { rejectUnauthorized: false } },
  ],
  [
    "postgres://h?sslrootcert=system",
    { host: "h", port: 5432, ssl: { rejectUnauthorized: true, checkServerIdentity: expect.any(Function) } },
  ],
])("%s is read", (url, address) => {
  expect(readAddress(url)).toEqual(address);
});
