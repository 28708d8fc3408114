import { randomBytes } from "node:crypto";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, test } from "vitest";
import { type ApplyRequest, applyRevision } from "../../scripts/database/apply/apply.ts";
import { blockersOf } from "../../scripts/database/apply/lock-wait.ts";
import { ensureHistory } from "../../scripts/database/apply/make-history.ts";
import { takenOverRoles } from "../../scripts/database/apply/taken-over-record.ts";
import { connect, type Sql } from "../../scripts/database/connect/connect.ts";
import { type Diagnostic, Refusal } from "../../scripts/model/diagnostic.ts";
import { quoteIdentifier } from "../../scripts/model/identifier.ts";
import { parseScript } from "../../scripts/sql/script.ts";
import { selectStatements } from "../../scripts/sql/select-statements.ts";
import { freshDatabase } from "../support/cluster.ts";

const suffix = randomBytes(4).toString("hex");
const history = { schema: "drizzle", table: "history" };
const [reader, writer, owner] = ["reader", 'wri"ter', "owner"].map((name) => `${name}_${suffix}`);
const [r, w, o] = [reader, writer, owner].map((name) => quoteIdentifier(name ?? ""));

let database: Awaited<ReturnType<typeof freshDatabase>>;
let sql: Sql;
let admin: Sql;
beforeAll(async () => {
  admin = await connect(inject("adminUrl"));
});
beforeEach(async () => {
  database = await freshDatabase(inject("adminUrl"));
  sql = await connect(database.url);
});
afterEach(async () => {
  await sql.end();
  await database.drop();
  await admin.unsafe(`DROP ROLE IF EXISTS ${r}, ${w}, ${o}`);
});
afterAll(() => admin.end());

function request(text: string, more: Partial<ApplyRequest> = {}): ApplyRequest {
  const { statements, diagnostics } = parseScript(text, "migration.sql");
  expect(diagnostics).toEqual([]);
  const variables = { env: "test_of_the_long_kind" };
  return {
    file: "migration.sql",
    statements: selectStatements(statements, { variables, major: 18 }),
    ...more,
  };
}

const apply = (text: string, more?: Partial<ApplyRequest>) => applyRevision(sql, request(text, more));

async function problems(text: string, more?: Partial<ApplyRequest>): Promise<readonly Diagnostic[]> {
  const error = await apply(text, more).catch((error: unknown) => error);
  expect(error).toBeInstanceOf(Refusal);
  return (error as Refusal).diagnostics;
}

async function value(query: string): Promise<unknown> {
  const [row] = await sql.unsafe(`SELECT (${query}) AS value`);
  return row?.value;
}

const tables = () => value("SELECT count(*)::int FROM pg_tables WHERE schemaname = 'public'");

describe("one transaction", () => {
  test("all statements, more than go at once", async () => {
    const text = Array.from({ length: 350 }, (_, index) => `CREATE TABLE public.t${index} (id int);`).join(
      "\n",
    );
    const done: number[] = [];
    const report = await apply(text, { onStatement: (index) => done.push(index) });
    expect(report).toEqual({
      takenOver: [],
      found: [],
      unspoken: [],
      kept: [],
      keptMemberships: [],
      renamed: [],
      notices: [],
    });
    expect(await tables()).toBe(350);
    expect(done).toEqual([...Array(350).keys()]);
  });

  test("nothing where one fails, wherever it stands", async () => {
    const text = Array.from({ length: 250 }, (_, index) => `CREATE TABLE public.t${index} (id int);`).join(
      "\n",
    );
    const [problem, ...others] = await problems(`${text}\nCREATE TABLE nowhere.t (id int);\nSELECT 1;`);
    expect(others).toEqual([]);
    expect(problem).toMatchObject({ code: "statement-failed", at: { line: 251 } });
    expect(await tables()).toBe(0);
  });

  test("nothing where what comes before or after fails", async () => {
    const fail = async () => {
      throw new Error("not so");
    };
    const text = "CREATE TABLE public.t (id int)";
    await expect(apply(text, { after: fail })).rejects.toThrow("not so");
    await expect(apply(text, { before: fail })).rejects.toThrow("not so");
    expect(await tables()).toBe(0);
  });

  test("what comes after sees what was done, and runs as who began", async () => {
    await sql.unsafe(`CREATE ROLE ${r}`);
    const [user] = await sql.unsafe("SELECT current_user AS name");
    const seen: unknown[] = [];
    await apply(`CREATE TABLE public.t (id int); SET ROLE ${r}; SET search_path = public;`, {
      after: async (tx) => {
        seen.push(
          ...(await tx.unsafe(
            "SELECT current_user AS name, to_regclass('t') AS hidden, to_regclass('public.t')::text AS found",
          )),
        );
      },
    });
    expect(seen).toEqual([{ name: user?.name, hidden: null, found: "public.t" }]);
    expect(await value("current_user")).toBe(user?.name);
  });

  test("a constraint that is checked at the end", async () => {
    const text =
      "CREATE TABLE public.t (id int UNIQUE DEFERRABLE INITIALLY DEFERRED); INSERT INTO public.t VALUES (1), (1)";
    expect(await problems(text)).toMatchObject([{ code: "revision-failed", at: { file: "migration.sql" } }]);
    expect(await tables()).toBe(0);
  });

  test("a connection that is lost", async () => {
    const text = "CREATE TABLE public.t (id int); SELECT pg_terminate_backend(pg_backend_pid()); SELECT 1";
    expect(await problems(text)).toMatchObject([{ code: "connection-lost" }]);
  });
});

describe("a statement that fails", () => {
  test.each([
    ["ALTER TABLE public.made ALTER COLUMN id SET DATA TYPE text", "view public.by_hand depends on column"],
    ["ALTER TABLE public.made DROP COLUMN id", "view by_hand depends on column id"],
    ["DROP TABLE public.made", "view by_hand depends on table made"],
  ])("where something made by hand depends on it, says so: %s", async (text, detail) => {
    await sql.unsafe(
      "CREATE TABLE public.made (id int); CREATE VIEW public.by_hand AS SELECT id FROM public.made",
    );
    const [problem] = await problems(text);
    expect(problem).toMatchObject({ code: "dependents-in-the-way" });
    expect(problem?.message.replaceAll("public.", "")).toContain(detail.replaceAll("public.", ""));
    expect(problem?.help).not.toContain("CASCADE");
  });

  test("is shown with its place and PostgreSQL's words", async () => {
    const [problem] = await problems("SELECT 1;\n\n  SELECT 'ä',\n    nothing FROM pg_class;");
    expect(problem).toMatchObject({
      code: "statement-failed",
      at: { file: "migration.sql", line: 4, column: 5 },
    });
    expect(problem?.message).toContain('ERROR 42703: column "nothing" does not exist');
    expect(problem?.excerpt).toContain("SELECT 'ä'");
  });

  test("has detail and hint", async () => {
    const text = `CREATE TABLE public.t (id int PRIMARY KEY); CREATE TABLE public.u (id int REFERENCES public.t);
DROP TABLE public.t;`;
    const [problem] = await problems(text);
    expect(problem?.message).toMatch(/constraint u_id_fkey on table (public\.)?u depends on/);
    expect((await problems("SELECT lenght('a')"))[0]?.help).toMatch(/^No function matches/);
    expect(problem?.at).toMatchObject({ line: 2, column: 1 });
  });

  test("is found in the file where variables were filled in", async () => {
    const before = await problems('SELECT nothing, "${env}" FROM pg_class');
    expect(before[0]?.at).toMatchObject({ line: 1, column: 8 });
    const behind = await problems(`SELECT 1;\nSELECT '\${env}',\n '\${env}', nothing FROM pg_class`);
    expect(behind[0]?.at).toMatchObject({ line: 3, column: 12 });
    const between = await problems(`SELECT '\${env}', nothing, '\${env}' FROM pg_class`);
    expect(between[0]?.at).toEqual({ file: "migration.sql", line: 1 });
    expect(between[0]?.excerpt).toContain("${env}");
  });

  test("is shortened, and shows no password", async () => {
    const [problem] = await problems(
      `ALTER ROLE "no_${suffix}" PASSWORD 'very secret' -- ${"x".repeat(1000)}\n LOGIN`,
    );
    expect(problem?.excerpt).toContain("PASSWORD '***'");
    expect(JSON.stringify(problem)).not.toContain("secret");
    expect(JSON.stringify(problem).length).toBeLessThan(600);
  });

  test("waits no longer than it may", async () => {
    await sql.unsafe("CREATE TABLE public.t (id int)");
    const other = await connect(database.url);
    await other.begin(async (tx) => {
      await tx.unsafe("LOCK TABLE public.t");
      const [problem] = await problems("ALTER TABLE public.t ADD name text", { lockTimeout: "1ms" });
      expect(problem).toMatchObject({ code: "lock-timeout", at: { line: 1 } });
    });
    await other.end();
    const [problem] = await problems("SELECT pg_sleep(60)", { statementTimeout: "1ms" });
    expect(problem).toMatchObject({ code: "statement-timeout" });
    expect(await value("current_setting('statement_timeout')")).toBe("0");
  });

  test("is tried again as a whole where a lock is not had in time; who kept it is told", async () => {
    await sql.unsafe("CREATE TABLE public.t (id int)");
    const other = await connect(database.url);
    const watcher = await connect(database.url);
    const told: string[] = [];
    let release = () => {};
    const released = new Promise<void>((resolve) => {
      release = resolve;
    });
    let held: Promise<unknown> = Promise.resolve();
    await new Promise<void>((taken) => {
      held = other.begin(async (tx) => {
        await tx.unsafe("LOCK TABLE public.t");
        taken();
        await released;
      });
    });
    const text = "CREATE TABLE public.u (id int);\nALTER TABLE public.t ADD name text";
    const patience = (retries: number, onRetry: (text: string) => void) => ({
      retries,
      onRetry,
      blockersOf: (pid: number) => blockersOf(watcher, pid),
    });
    const lockTimeout = "400ms";
    const [failed] = await problems(text, { lockTimeout, patience: patience(1, (line) => told.push(line)) });
    expect(told).toEqual([
      expect.stringMatching(
        /^a lock was not had in time at migration\.sql:2:1, which \w+ \(process \d+, dwh-definitions, idle in transaction since \d+ s\) kept: try 2 of 2 in 0\.4 s$/,
      ),
    ]);
    expect(failed?.code).toBe("lock-timeout");
    expect(failed?.message).toMatch(/kept in each of 2 tries$/);
    expect(await tables()).toBe(1);
    await apply(text, { lockTimeout, patience: patience(20, release) });
    expect(await tables()).toBe(2);
    await held;
    await Promise.all([other.end(), watcher.end()]);
  });

  test("is tried again where another session was in the way, three times at most", async () => {
    // What PostgreSQL says when two sessions change one row of a catalog.
    const inTheWay = "DO $$ BEGIN RAISE 'tuple concurrently updated' USING ERRCODE = 'XX000'; END $$";
    let tries = 0;
    const before = (failures: number) => async (tx: { unsafe(text: string): Promise<unknown> }) => {
      if (++tries <= failures) await tx.unsafe(inTheWay);
    };
    await apply("CREATE TABLE public.t (id int)", { before: before(2) });
    expect([tries, await tables()]).toEqual([3, 1]);
    tries = 0;
    const [problem] = await problems("CREATE TABLE public.u (id int)", { before: before(3) });
    expect([tries, problem?.code, await tables()]).toEqual([3, "revision-failed", 1]);
  });

  test.each([
    ["a role that another session made first", `CREATE ROLE ${r}`, 3],
    [
      "its name, seen by the index",
      "$$ RAISE 'doppelt' USING ERRCODE = '23505', SCHEMA = 'pg_catalog', TABLE = 'pg_authid'",
      3,
    ],
    ["a table that is there", "CREATE TABLE public.t (id int)", 1],
    ["a row that is there", "$$ RAISE 'doppelt' USING ERRCODE = '23505', SCHEMA = 'public', TABLE = 't'", 1],
  ])("whatever the server's language: %s", async (_, statement, expected) => {
    await sql.unsafe(`CREATE ROLE ${r}; CREATE TABLE public.t (id int)`);
    const text = statement.startsWith("$$") ? `DO $$ BEGIN ${statement.slice(2)}; END $$` : statement;
    let tries = 0;
    const before = async (tx: { unsafe(text: string): Promise<unknown> }) => {
      tries++;
      await tx.unsafe(text);
    };
    await problems("SELECT 1", { before });
    expect(tries).toBe(expected);
  });
});

describe("a grant that does nothing", () => {
  test("is an error, each with its place", async () => {
    await sql.unsafe(`
      CREATE ROLE ${r}; CREATE ROLE ${w}; CREATE TABLE public.t (id int);
      GRANT USAGE ON SCHEMA public TO ${r}; GRANT SELECT ON public.t TO ${r}; SET ROLE ${r}`);
    const text = `SELECT 1;\nGRANT SELECT ON public.t TO ${w};\nSELECT 2;\nREVOKE SELECT ON public.t FROM ${w};`;
    const found = await problems(text);
    expect(found.map(({ code, at }) => [code, at?.line])).toEqual([
      ["grant-without-effect", 2],
      ["grant-without-effect", 4],
    ]);
    await sql.unsafe("RESET ROLE");
    expect(
      await value(`SELECT has_table_privilege('${writer?.replaceAll("'", "''")}', 'public.t', 'SELECT')`),
    ).toBe(false);
  });

  test("other notices are told", async () => {
    const { notices } = await apply("DO $$ BEGIN RAISE NOTICE 'one'; RAISE WARNING 'two'; END $$");
    expect(notices).toEqual(["NOTICE: one", "WARNING: two"]);
  });
});

const attributes = (role = "") =>
  value(
    `SELECT rolcanlogin || ' ' || rolconnlimit || ' ' || rolinherit FROM pg_roles WHERE rolname = '${role}'`,
  );

describe("RESET ROLE", () => {
  test("returns to where the transaction began, whatever the role is set to", async () => {
    await sql.unsafe(`CREATE ROLE ${r}; CREATE ROLE ${w}; GRANT CREATE ON SCHEMA public TO ${r}, ${w}`);
    const text = `SET LOCAL ROLE ${r};\nCREATE TABLE public.t (id int);\nRESET ROLE;\nCREATE TABLE public.u (id int)`;
    const login = await value("session_user");
    await apply(text);
    const owners =
      "SELECT string_agg(tableowner, ' ' ORDER BY tablename) FROM pg_tables WHERE schemaname = 'public'";
    expect(await value(owners)).toBe(`${reader} ${login}`);
    await sql.unsafe("DROP TABLE public.t, public.u");
    await admin.unsafe(`ALTER ROLE ${w} LOGIN SUPERUSER PASSWORD 'p'`);
    await admin.unsafe(`ALTER ROLE ${w} SET role = ${r}`);
    const url = new URL(database.url);
    url.username = encodeURIComponent(writer ?? "");
    url.password = "p";
    const other = await connect(url.href);
    await other.unsafe("SET ROLE NONE");
    await applyRevision(other, request(text));
    await other.end();
    expect(await value(owners)).toBe(`${reader} ${writer}`);
    await sql.unsafe(`DROP OWNED BY ${r}, ${w}`);
  });
});

describe("a role that is there already", () => {
  test("gets what differs and nothing else", async () => {
    const powerful = "SUPERUSER CREATEDB CREATEROLE NOINHERIT LOGIN REPLICATION BYPASSRLS CONNECTION LIMIT 3";
    await admin.unsafe(`CREATE ROLE ${r} ${powerful} VALID UNTIL '2027-01-01T00:00:00Z'; CREATE ROLE ${w}`);
    const before = await value(`SELECT xmin FROM pg_authid WHERE rolname = '${reader}'`);
    await apply(
      `CREATE ROLE ${r} ${powerful} VALID UNTIL '2027-01-01T00:00:00Z'; CREATE ROLE ${w} ${powerful}`,
    );
    expect(await value(`SELECT xmin FROM pg_authid WHERE rolname = '${reader}'`)).toBe(before);
    const all = `SELECT count(*)::int FROM pg_roles WHERE rolname LIKE '%${suffix}' AND rolsuper AND rolcreatedb
      AND rolcreaterole AND NOT rolinherit AND rolcanlogin AND rolreplication AND rolbypassrls AND rolconnlimit = 3`;
    expect(await value(all)).toBe(2);
  });

  test("becomes what CREATE ROLE says, and is reported", async () => {
    await admin.unsafe(`CREATE ROLE ${r} LOGIN NOINHERIT CONNECTION LIMIT 5; CREATE ROLE ${w}`);
    const text = `CREATE ROLE ${r};\nCREATE ROLE ${w} LOGIN CONNECTION LIMIT 7;\nCREATE ROLE ${o} LOGIN;\nCOMMENT ON ROLE ${r} IS 'x'`;
    expect(await apply(text)).toMatchObject({ takenOver: [reader, writer], kept: [] });
    expect(await attributes(reader)).toBe("false -1 true");
    expect(await attributes(writer)).toBe("true 7 true");
    expect(await attributes(owner)).toBe("true -1 true");
  });

  test("is found however the statement is written", async () => {
    await admin.unsafe(`CREATE ROLE ${reader} NOINHERIT; CREATE ROLE ${owner} CREATEDB`);
    expect(await apply(`create role ${String(reader).toUpperCase()} with login -- by hand`)).toMatchObject({
      takenOver: [reader],
    });
    expect(await attributes(reader)).toBe("true -1 true");
    const [problem] = await problems(`CREATE USER ${owner}`);
    expect(problem).toMatchObject({ code: "role-too-powerful" });
    await ensureHistory(sql, history);
    await apply(`create role ${reader}`, { history });
    const { kept } = await apply(`drop role if exists ${owner}, ${reader}`, { history });
    expect(kept.map(({ role }) => role)).toEqual([reader]);
    expect(await value(`SELECT count(*)::int FROM pg_roles WHERE rolname IN ('${reader}', '${owner}')`)).toBe(
      1,
    );
  });

  test("expires when the statement says", async () => {
    await admin.unsafe(`CREATE ROLE ${r} LOGIN VALID UNTIL '2030-01-01'; CREATE ROLE ${w} LOGIN`);
    await apply(`CREATE ROLE ${r} LOGIN; CREATE ROLE ${w} NOINHERIT VALID UNTIL '2031-01-01'`);
    const until = `SELECT string_agg(rolvaliduntil::date::text, ' ' ORDER BY 1) FROM pg_roles WHERE rolname LIKE '%${suffix}'`;
    expect(await value(until.replace("ORDER BY 1", "ORDER BY rolvaliduntil"))).toBe("2031-01-01 infinity");
    expect(await attributes(writer)).toBe("false -1 false");
  });

  test("is refused where it may do what none of ours may", async () => {
    await admin.unsafe(`CREATE ROLE ${r} CREATEROLE CREATEDB`);
    const [problem, ...others] = await problems(`CREATE ROLE ${w};\n  CREATE ROLE ${r} LOGIN`);
    expect(problem).toMatchObject({ code: "role-too-powerful", at: { line: 2, column: 3 } });
    expect(problem?.message).toContain("CREATEDB, CREATEROLE");
    expect(others).toEqual([]);
    expect(await attributes(reader)).toBe("false -1 true");
  });

  test("is created where a rename before made room", async () => {
    await admin.unsafe(`CREATE ROLE ${r}`);
    expect(await apply(`ALTER ROLE ${r} RENAME TO ${o}; CREATE ROLE ${r} LOGIN`)).toMatchObject({
      takenOver: [],
    });
    expect(await attributes(reader)).toBe("true -1 true");
  });

  test("is taken over where another session makes it at the same moment", async () => {
    let tries = 0;
    const { takenOver } = await apply(`DO $$ BEGIN NULL; END $$; CREATE ROLE ${r} LOGIN`, {
      before: async () => {
        tries++;
      },
      // Between our look at the roles and our CREATE ROLE no other session can be placed: its words stand in.
      after: async (tx) => {
        if (tries > 1) return;
        await admin.unsafe(`CREATE ROLE ${w}`);
        await tx.unsafe(`CREATE ROLE ${w}`);
      },
    });
    expect([tries, takenOver]).toEqual([2, []]);
  });

  test("is remembered, and stays when the revision goes", async () => {
    await ensureHistory(sql, history);
    await admin.unsafe(`CREATE ROLE ${r}`);
    await apply(`CREATE ROLE ${r}; CREATE ROLE ${w}`, { history });
    expect(await takenOverRoles(sql, history)).toEqual(new Set([reader]));
    expect(await apply(`DROP ROLE ${w}; DROP ROLE ${r}`, { history })).toMatchObject({
      kept: [{ role: reader, reason: "it was there before this history" }],
    });
    expect(await attributes(reader)).toBe("false -1 true");
    expect(await attributes(writer)).toBeNull();
  });
});

describe("a role that is still needed is kept", () => {
  const kept = async (text: string) => (await apply(text)).kept;

  test("by what another database contains", async () => {
    const other = await freshDatabase(inject("adminUrl"));
    const there = await connect(other.url);
    await sql.unsafe(`CREATE ROLE ${r}; CREATE ROLE ${w}; CREATE ROLE ${o}`);
    await there.unsafe(`CREATE SCHEMA s AUTHORIZATION ${r}`);
    await admin.unsafe(
      `ALTER ROLE ${w} IN DATABASE ${new URL(other.url).pathname.slice(1)} SET work_mem = '5MB'`,
    );
    const reason = `the database ${new URL(other.url).pathname.slice(1)} still needs it`;
    expect(await kept(`DROP ROLE ${r}; DROP ROLE ${w}; DROP ROLE ${o}`)).toEqual([
      { role: reader, reason },
      { role: writer, reason },
    ]);
    expect(await attributes(owner)).toBeNull();
    await there.end();
    await other.drop();
    expect(await kept(`DROP ROLE ${r}; DROP ROLE ${w}`)).toEqual([]);
  });

  test("by memberships with roles that stay", async () => {
    await sql.unsafe(
      `CREATE ROLE ${r}; CREATE ROLE ${w}; CREATE ROLE ${o}; GRANT ${r} TO ${w}; GRANT ${o} TO ${w}`,
    );
    expect(await kept(`DROP ROLE ${r}`)).toEqual([
      { role: reader, reason: `${writer} is still a member of it` },
    ]);
    expect(await kept(`REVOKE ${o} FROM ${w}; DROP ROLE ${o}`)).toEqual([]);
    expect(await kept(`DROP ROLE ${w}`)).toEqual([
      { role: writer, reason: `it is still a member of ${reader}` },
    ]);
    // Memberships among roles that all go are of no use to anybody.
    expect(await kept(`DROP ROLE ${r}; DROP ROLE ${w}`)).toEqual([]);
  });

  test("by a role that is kept itself", async () => {
    await ensureHistory(sql, history);
    await sql.unsafe(`CREATE ROLE ${r}`);
    await apply(
      `CREATE ROLE ${r}; CREATE ROLE ${w}; CREATE ROLE ${o}; GRANT ${r} TO ${w}; GRANT ${w} TO ${o}`,
      { history },
    );
    const { kept } = await apply(`DROP ROLE ${o}; DROP ROLE ${w}; DROP ROLE ${r}`, { history });
    expect(kept.map(({ role }) => role)).toEqual([owner, writer, reader]);
  });

  test("but not by its creator", async () => {
    await admin.unsafe(`CREATE ROLE ${o} CREATEROLE`);
    await sql.unsafe(`SET ROLE ${o}`);
    await apply(`CREATE ROLE ${r}`);
    expect(await kept(`DROP ROLE ${r}`)).toEqual([]);
    await apply(`CREATE ROLE ${r}`);
    await sql.unsafe("RESET ROLE");
    expect(await kept(`DROP ROLE ${r}`)).toEqual([]);
  });
});
