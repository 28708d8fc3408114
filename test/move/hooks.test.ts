import { execFile, spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:http";
import { type AddressInfo, createServer as createListener } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, test, vi } from "vitest";
import { readHistory } from "../../scripts/database/apply/history-table.ts";
import { connect, type Sql } from "../../scripts/database/connect/connect.ts";
import { loadRevisions } from "../../scripts/migrations/folder.ts";
import type { HookEvent } from "../../scripts/model/hook-event.ts";
import { type Move, migrate } from "../../scripts/move/migrate.ts";
import { historyTable } from "../../scripts/sources/history-place.ts";
import { openProject, type Project } from "../../scripts/sources/project.ts";
import { openTarget } from "../../scripts/sources/target.ts";
import { moveAndReport } from "../../scripts/terminal/move-report.ts";
import { moveSeveral } from "../../scripts/terminal/several-targets.ts";
import { freshDatabase, removeProject } from "../support/cluster.ts";
import { makeHistory } from "../support/history.ts";
import { LIBRARY, writeFiles } from "../support/project.ts";
import { refusalOf } from "../support/refusal.ts";
import { until } from "../support/until.ts";

/** Where functions of the configuration leave what they were told. */
const heard = globalThis as { heard?: HookEvent[] };

const HEAR = "(event) => void globalThis.heard.push(event)";

let project: Project;
let names: string[];
let database: Awaited<ReturnType<typeof freshDatabase>>;
let sql: Sql;
let steps: string[];

beforeAll(async () => {
  project = await makeHistory(3, (number) => (number === 3 ? 'SELECT * FROM "not_there";\n' : ""));
  names = (await loadRevisions(project.config.out)).map(({ name }) => name);
});
afterAll(() => removeProject(project.root));
beforeEach(async () => {
  database = await freshDatabase(inject("adminUrl"));
  sql = await connect(database.url);
  process.env.HOOKED_URL = database.url;
  heard.heard = [];
  steps = [];
});
afterEach(async () => {
  await sql.end();
  await database.drop();
});

/** Moves the database, with these lines in the target of the configuration. */
async function move(
  lines: string,
  request: Omit<Move, "onStep" | "unvouched">,
  onStep?: (text: string) => void,
) {
  await writeFiles(project.root, {
    "drizzle.config.ts": `import type { Config } from "dwh-definitions";
export default {
  dialect: "postgresql",
  schema: "./definitions/**/*.ts",
  warehouse: {
    variables: { env: ["test", "prod"] },
    targets: {
      hooked: {
        urlFrom: "HOOKED_URL",
        variables: { env: "prod" },
        ${lines}
      },
    },
  },
} satisfies Config;
`,
  });
  const opened = await openProject(project.root, LIBRARY);
  const target = await openTarget(opened, "hooked");
  const tell = (text: string) => {
    steps.push(text);
    onStep?.(text);
  };
  const report = await migrate(opened, target, { ...request, unvouched: true, onStep: tell });
  return { shown: target.shown, ...report };
}

const up = (lines: string, to = "2", more: Partial<Move> = {}) =>
  move(lines, { direction: "up", to, ...more });
const applied = async () =>
  (await readHistory(sql, historyTable(project, { variables: {} }))).map(({ name }) => name);
const heardOf = () =>
  (heard.heard ?? []).map(({ hook, revision }) => [hook, names.indexOf(revision ?? "") + 1]);

/** What a move that fails says. */
const refused = async (moved: Promise<unknown>) => (await refusalOf(moved)).diagnostics;

const ALL = `hooks: { ${["beforeUpgrade", "afterUpgrade", "beforeDowngrade", "afterDowngrade", "beforeRevision", "afterRevision", "onFailure"].map((name) => `${name}: ${HEAR}`).join(", ")} },`;

describe("when they run", () => {
  test("around the run and each revision, both ways, told what has happened by then", async () => {
    await up(ALL);
    expect(heardOf()).toEqual([
      ["beforeUpgrade", 0],
      ["beforeRevision", 1],
      ["afterRevision", 1],
      ["beforeRevision", 2],
      ["afterRevision", 2],
      ["afterUpgrade", 0],
    ]);
    const [first, , , fourth, , last] = heard.heard ?? [];
    const revisions = names.slice(0, 2);
    const about = {
      target: "hooked",
      variables: { env: "prod" },
      action: "upgrade",
      from: "base",
      to: names[1],
      revisions,
    };
    expect(first).toMatchObject({ ...about, at: "base", done: [] });
    expect(fourth).toMatchObject({ ...about, at: names[0], done: [names[0]], revision: names[1] });
    expect(last).toMatchObject({ ...about, at: names[1], done: revisions });
    expect(JSON.stringify(heard.heard)).not.toContain(new URL(database.url).password || "no password");

    heard.heard = [];
    await move(ALL, { direction: "down", to: "-1" });
    expect(heardOf()).toEqual([
      ["beforeDowngrade", 0],
      ["beforeRevision", 2],
      ["afterRevision", 2],
      ["afterDowngrade", 0],
    ]);
    expect(heard.heard[3]).toMatchObject({ action: "downgrade", from: names[1], at: names[0], to: names[0] });
  });

  test("not where nothing is to be done, unless that is said; never with --no-hooks and in a dry run", async () => {
    await up(ALL, "2", { hooks: false });
    expect(heardOf()).toEqual([]);
    expect(steps).toContainEqual(expect.stringMatching(/^Hooks are left out: beforeUpgrade, afterUpgrade, /));
    await up(ALL);
    expect(heardOf()).toEqual([]);
    await up(ALL, "2", { hooks: true });
    expect(heardOf()).toEqual([
      ["beforeUpgrade", 0],
      ["afterUpgrade", 0],
    ]);
    expect(heard.heard?.[1]).toMatchObject({
      from: names[1],
      at: names[1],
      to: names[1],
      revisions: [],
      done: [],
    });
    heard.heard = [];
    await move(`lockTimeout: "5s", ${ALL}`, { direction: "down", to: "base", dryRun: true });
    expect(heardOf()).toEqual([]);
    expect(steps).toContainEqual(expect.stringMatching(/^Hooks are left out: /));
  });

  test("where a statement fails, onFailure is told of it, and what is behind the run does not run", async () => {
    const [problem] = await refused(up(ALL, "head"));
    expect(problem).toMatchObject({ code: "statement-failed" });
    expect(heardOf().slice(-2)).toEqual([
      ["beforeRevision", 3],
      ["onFailure", 3],
    ]);
    expect(heard.heard?.at(-1)).toMatchObject({ at: names[1], to: names[2], done: names.slice(0, 2) });
    expect(heard.heard?.at(-1)?.problems).toEqual([
      { code: "statement-failed", message: expect.stringContaining("not_there") },
    ]);
  });

  test("onFailure runs too where the database cannot be asked", async () => {
    const gone = new URL(database.url);
    gone.pathname = "/no_such_database";
    process.env.HOOKED_URL = gone.href;
    expect(await refused(up(ALL))).toMatchObject([{ code: "unknown-database" }]);
    expect(heard.heard).toMatchObject([{ hook: "onFailure", revisions: [], done: [] }]);
    expect(heard.heard?.[0]).not.toHaveProperty("from");
  });
});

/** A command that runs JavaScript, with arguments. */
const node = (script: string, ...more: readonly string[]): string =>
  `[process.execPath, "-e", ${JSON.stringify(script)}, ...${JSON.stringify(more)}]`;

describe("commands", () => {
  test("get their words as they are, the event as JSON and by environment, libpq's variables", async () => {
    const script = `let text = ""; process.stdin.on("data", (chunk) => { text += chunk; }).on("end", () => {
      const { DWH_HOOK, DWH_ENV, DWH_HOOK_TARGET, DWH_HOOK_REVISIONS, PGDATABASE, DATABASE_URL } = process.env;
      const env = { DWH_HOOK, DWH_ENV, DWH_HOOK_TARGET, DWH_HOOK_REVISIONS, PGDATABASE, DATABASE_URL };
      console.log(JSON.stringify({ event: JSON.parse(text), env, words: process.argv.slice(1), folder: process.cwd() }));
    })`;
    await up(`hooks: { afterUpgrade: ${node(script, "$(id)", "a b", "*")} },`);
    const said =
      steps.find((step) => step.startsWith("afterUpgrade: {"))?.slice("afterUpgrade: ".length) ?? "";
    expect(JSON.parse(said)).toMatchObject({
      event: { hook: "afterUpgrade", at: names[1], done: names.slice(0, 2) },
      words: ["$(id)", "a b", "*"],
      folder: project.root,
      env: {
        DWH_HOOK: "afterUpgrade",
        DWH_ENV: "prod",
        DWH_HOOK_TARGET: "hooked",
        DWH_HOOK_REVISIONS: names.slice(0, 2).join(" "),
        PGDATABASE: new URL(database.url).pathname.slice(1),
      },
    });
    // A password in what it says is masked.
    expect(said).not.toContain(`:${new URL(database.url).password}@`);
  });

  test("say no password of the target, however they write it", async () => {
    const secret = "ge+heim/7";
    await sql.unsafe(`CREATE ROLE "hooked_says" LOGIN SUPERUSER PASSWORD '${secret}'`);
    try {
      const url = new URL(database.url);
      Object.assign(url, { username: "hooked_says", password: secret });
      process.env.HOOKED_URL = url.href;
      const lines = `hooks: {
        beforeUpgrade: ["sh", "-xc", "psql_like=$PGPASSWORD; echo $DATABASE_URL; env"],
        afterUpgrade: () => { throw new Error("no access with ${secret}"); },
      },`;
      const { hookProblem } = await up(lines);
      expect(hookProblem?.message).toMatch(/failed: no access with \*\*\*$/);
      const said = steps.join("\n");
      expect(said).toContain("beforeUpgrade: PGPASSWORD=***");
      expect(said).toContain("psql_like=***");
      expect(said).not.toContain(secret);
      expect(said).not.toContain(url.password);
    } finally {
      await sql.unsafe(
        `REASSIGN OWNED BY "hooked_says" TO CURRENT_USER; DROP OWNED BY "hooked_says"; DROP ROLE "hooked_says"`,
      );
    }
  });

  test.each([
    [
      "ends with another code than 0",
      node('console.log("no disk"); process.exit(3)'),
      /ended with 3$/,
      /It said:\nno disk/,
    ],
    ["is not there", '["no-such-program"]', /there is no program no-such-program$/, /Nothing|base/],
    [
      "takes too long, with what it started",
      '["sh", "-c", "sleep 1000 & sleep 1000"], timeout: "200ms"',
      /it took more than 200 ms$/,
      /base/,
    ],
  ])("fails before where it %s: nothing is sent", async (_, hook, message, help) => {
    const [problem] = await refused(up(`hooks: { onFailure: ${HEAR},\n          beforeUpgrade: ${hook} },`));
    expect(problem).toMatchObject({ code: "hook-failed", at: { line: 12, column: 11 } });
    expect(problem?.message).toMatch(message);
    expect(problem?.message).toMatch(/^the hook beforeUpgrade of hooked failed: /);
    expect(problem?.help).toMatch(help);
    expect(problem?.help).toContain("The database is at base.");
    const [found] =
      await sql`SELECT count(*)::int AS schemas FROM pg_namespace WHERE nspname IN ('SHOP', 'drizzle')`;
    expect(found).toEqual({ schemas: 0 });
    expect(heard.heard).toMatchObject([{ hook: "onFailure", problems: [{ code: "hook-failed" }] }]);
  });

  test("end with their program, whatever keeps their output open, by themselves and where they take too long", async () => {
    // It leaves the group, as a daemon does, and would keep what reads its output for as long as it runs.
    const daemon = "setsid sleep 1000 & echo sleeper $!";
    const sleepers = () => steps.flatMap((step) => step.match(/: sleeper (\d+)$/)?.[1] ?? []).map(Number);
    try {
      await up(`hooks: { beforeUpgrade: ["sh", "-c", "${daemon}"] },`);
      expect(await applied()).toEqual(names.slice(0, 2));
      const lines = `hooks: { timeout: "300ms", beforeUpgrade: ["sh", "-c", "${daemon}; sleep 1000"] },`;
      const [problem] = await refused(up(lines, "2", { hooks: true }));
      expect(problem?.message).toMatch(/it took more than 300 ms$/);
      expect(sleepers()).toHaveLength(2);
    } finally {
      for (const pid of sleepers()) process.kill(pid);
    }
  });

  test("Ctrl-C ends what runs, and the run", async () => {
    const began = vi.fn((text: string) => {
      if (text === "beforeRevision: here") process.emit("SIGINT");
    });
    const lines = `hooks: { beforeRevision: ["sh", "-c", "echo here; sleep 1000"] },`;
    const [problem] = await refused(move(lines, { direction: "up", to: "2" }, began));
    expect(problem).toMatchObject({
      code: "interrupted",
      help: expect.stringContaining("The database is at base."),
    });
    const behind = (text: string) => {
      if (text === "afterUpgrade: here") process.emit("SIGTERM");
    };
    const after = `hooks: { afterUpgrade: ["sh", "-c", "echo here; sleep 1000"] },`;
    const { hookProblem } = await move(after, { direction: "up", to: "2" }, behind);
    expect(hookProblem).toMatchObject({
      code: "terminated",
      help: expect.stringContaining(`is at ${names[1]}`),
    });
  });
});

describe("functions", () => {
  test.each([
    ["throws", '() => { throw new Error("not today"); }', /failed: not today$/],
    ["gives false", "async () => false", /failed: the function gave false$/],
    ["takes too long", '() => new Promise(() => {}), timeout: "50ms"', /failed: it took more than 50 ms$/],
    ["has SQL refused", '(_event, { query }) => query("SELECT * FROM nowhere")', /failed: .*nowhere/],
    [
      "waits in SQL",
      '(_event, { query }) => query("SELECT pg_sleep(1000)"), timeout: "300ms"',
      /more than 300 ms$/,
    ],
  ])("fails where it %s; the revisions before stay", async (_, hook, message) => {
    const [problem] = await refused(up(`hooks: { afterRevision: ${hook} },`));
    expect(problem?.message).toMatch(message);
    expect(problem?.help).toContain(
      `${names[0]} was applied before, and that stays. The database is at ${names[0]}.`,
    );
    expect(await applied()).toEqual([names[0]]);
    const sleeping = () =>
      sql`SELECT FROM pg_stat_activity WHERE query LIKE '%pg_sleep(1000)%' AND pid <> pg_backend_pid() AND datname = current_database()`;
    await until("the hook's session ends", async () => (await sleeping()).length === 0);
  });

  test("that do not wait for their SQL fail by it, and end no run; SQL behind their end is none", async () => {
    // The test's own process would take a promise that nobody waits for as a failure of the test.
    const listeners = process.listeners("unhandledRejection");
    process.removeAllListeners("unhandledRejection");
    try {
      const forgets = `hooks: { afterRevision: (_event, { query }) => { query("SELECT * FROM nowhere"); } },`;
      const [first] = await refused(up(forgets));
      expect(first).toMatchObject({ code: "hook-failed" });
      expect(first?.message).toMatch(/SQL that the function did not wait for: .*nowhere/);
      expect(await applied()).toEqual([names[0]]);
      const each = `hooks: { beforeUpgrade: (_event, { query }) => [1, 2].forEach(async (n) => {
        await query("SELECT $1::int", [n]);
        await query("SELECT * FROM nowhere");
      }) },`;
      const [second] = await refused(up(each));
      expect(second?.message).toMatch(/behind the hook's end/);
      const catches = `hooks: { beforeUpgrade: async (event, { query }) => {
        await query("SELECT * FROM nowhere").catch(() => {});
        void query("SELECT 1");
        globalThis.heard.push({ later: () => query("SELECT 2"), forgets: () => void query("SELECT 3") });
      } },`;
      expect((await up(catches)).head).toBe(names[1]);
      const [kept] = heard.heard as unknown as { later: () => Promise<unknown>; forgets: () => void }[];
      await expect(kept?.later()).rejects.toThrow("behind the hook's end");
      kept?.forgets();
      await until("it is told", async () =>
        steps.some((step) => /^beforeUpgrade: .*behind the hook's end/.test(step)),
      );
      const others = await sql`SELECT FROM pg_stat_activity
        WHERE datname = current_database() AND backend_type = 'client backend' AND pid <> pg_backend_pid()`;
      expect(others).toHaveLength(0);
    } finally {
      for (const listener of listeners) process.on("unhandledRejection", listener);
    }
  });

  test("before a later revision: it is not begun", async () => {
    const lines = `hooks: { beforeRevision: ({ done }) => done.length === 0 },`;
    const [problem] = await refused(up(lines));
    expect(problem?.help).toContain(`The database is at ${names[0]}.`);
    expect(await applied()).toEqual([names[0]]);
  });

  test("use SQL on the target", async () => {
    const lines = `hooks: { afterUpgrade: async (event, { query }) => {
      const [row] = await query("SELECT count(*)::int AS tables, $1 AS hook FROM pg_tables WHERE schemaname = 'SHOP'", [event.hook]);
      globalThis.heard.push(row);
    } },`;
    await up(lines);
    expect(heard.heard).toEqual([{ tables: 2, hook: "afterUpgrade" }]);
  });
});

describe("a hook behind the run that fails", () => {
  const FAILS = 'hooks: { afterUpgrade: () => { throw new Error("no cache"); } },';

  test("is told with what was done, which stays, and is the exit code; of several targets too", async () => {
    const said = { out: "", err: "" };
    const into = (stream: keyof typeof said) => (text: unknown) => {
      said[stream] += text;
      return true;
    };
    const out = vi.spyOn(process.stdout, "write").mockImplementation(into("out"));
    const err = vi.spyOn(process.stderr, "write").mockImplementation(into("err"));
    try {
      expect(await moveAndReport(() => up(FAILS))).toBe(2);
      expect(await applied()).toEqual(names.slice(0, 2));
      expect(said.out).toContain(`2 revisions done: `);
      expect(said.err).toContain("error[hook-failed] the hook afterUpgrade of hooked failed: no cache");
      expect(said.err).toContain(`the database is at ${names[1]}`);
      expect(said.err).toContain("upgrade --hooks");
      said.out = "";
      said.err = "";
      expect(await moveSeveral(["hooked"], 1, () => up(FAILS, "2", { hooks: true }))).toBe(2);
      expect(said.out).toMatch(/hooked +done, hook failed +0 +\d{14}_table_2/);
      expect(said.err).toContain("no cache");
    } finally {
      out.mockRestore();
      err.mockRestore();
    }
  });
});

/** The block below a heading of the page. */
function recipe(heading: string): string {
  const page = readFileSync(resolve(import.meta.dirname, "../../docs/hooks.md"), "utf8");
  const [, section = ""] = page.split(`### ${heading}\n`);
  const lines = section.split(/^#/m)[0]?.split("\n") ?? [];
  return lines.filter((line) => line.startsWith("    ")).join("\n");
}

const run = promisify(execFile);

/** A port that was free a moment ago. */
const freePort = (): Promise<number> =>
  new Promise((done) => {
    const listener = createListener().listen(0, "127.0.0.1", () => {
      const { port } = listener.address() as AddressInfo;
      listener.close(() => done(port));
    });
  });

const hasRedis = ["redis-server", "redis-cli"].every((name) => spawnSync(name, ["--version"]).status === 0);

describe("the recipes of the page", () => {
  test.skipIf(!hasRedis)(
    `a Redis is flushed${hasRedis ? "" : " (skipped: redis-server is not installed here)"}`,
    async () => {
      const folder = await mkdtemp(join(tmpdir(), "dwh-redis-"));
      const port = String(await freePort());
      const server = execFile("redis-server", [
        "--port",
        port,
        "--bind",
        "127.0.0.1",
        "--save",
        "",
        "--dir",
        folder,
      ]);
      const ask = async (...words: readonly string[]) =>
        (await run("redis-cli", ["-p", port, ...words])).stdout.trim();
      try {
        await until("Redis listens", () => ask("PING").catch(() => undefined));
        await ask("SET", "revision", "old");
        process.env.REDIS_URL = `redis://127.0.0.1:${port}`;
        const { hookProblem } = await up(recipe("Flush a Redis"));
        expect(hookProblem).toBeUndefined();
        expect(await ask("DBSIZE")).toBe("0");
        await ask("CONFIG", "SET", "requirepass", "closed");
        const again = await up(recipe("Flush a Redis"), "2", { hooks: true });
        expect(again.hookProblem?.message).toMatch(/redis-cli ended with 1$/);
        expect(again.hookProblem?.help).toContain("NOAUTH");
      } finally {
        server.kill();
        await rm(folder, { recursive: true, force: true });
      }
    },
  );

  test("a webhook is notified, and its refusal is a failure", async () => {
    const bodies: unknown[] = [];
    const server = createServer((request, response) => {
      let text = "";
      request.on("data", (chunk) => {
        text += chunk;
      });
      request.on("end", () => {
        bodies.push(JSON.parse(text));
        response.writeHead(bodies.length === 1 ? 204 : 503).end();
      });
    });
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    process.env.WEBHOOK_URL = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
    try {
      expect((await up(recipe("Notify a webhook"))).hookProblem).toBeUndefined();
      expect(bodies).toEqual([{ text: `hooked was upgraded from base to ${names[1]}` }]);
      const again = await up(recipe("Notify a webhook"), "2", { hooks: true });
      expect(again.hookProblem?.message).toMatch(/failed: the webhook answers 503$/);
    } finally {
      server.closeAllConnections();
      server.close();
    }
  });

  test("materialized views are refreshed, those that others read first", async () => {
    // The one that is read was made later: the order is not that of the catalogs.
    await sql.unsafe(`CREATE SCHEMA "DM_X"; CREATE TABLE public.n AS SELECT 1 AS n;
      CREATE MATERIALIZED VIEW "DM_X"."Over" AS SELECT 0 AS n;
      CREATE MATERIALIZED VIEW "DM_X".under AS SELECT n FROM public.n;
      CREATE VIEW public.between AS SELECT n FROM "DM_X".under;
      DROP MATERIALIZED VIEW "DM_X"."Over";
      CREATE MATERIALIZED VIEW "DM_X"."Over" AS SELECT n + 1 AS n FROM public.between;
      CREATE MATERIALIZED VIEW public.other AS SELECT n FROM public.n;
      UPDATE public.n SET n = 7`);
    const { hookProblem } = await up(recipe("Refresh materialized views"));
    expect(hookProblem).toBeUndefined();
    const [row] =
      await sql`SELECT (SELECT n FROM "DM_X"."Over") AS over, (SELECT n FROM "DM_X".under) AS under,
      (SELECT n FROM public.other) AS other`;
    expect(row).toEqual({ over: 8, under: 7, other: 1 });
  });
});
