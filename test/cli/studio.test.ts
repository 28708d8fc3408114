import { execFileSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { withConnection } from "../../scripts/database/connect/connect.ts";
import { dwh, startDwh, userProject } from "../support/cli.ts";
import { freshDatabase, removeProject } from "../support/cluster.ts";
import { config } from "../support/project.ts";
import { until } from "../support/until.ts";

const suffix = randomBytes(4).toString("hex");
const reader = `studio reader ${suffix}`;

let root: string;
let database: Awaited<ReturnType<typeof freshDatabase>>;
let env: NodeJS.ProcessEnv;

beforeAll(async () => {
  database = await freshDatabase(inject("adminUrl"));
  env = { LOOK_URL: database.url };
  await withConnection(database.url, (sql) =>
    sql.unsafe(`CREATE ROLE "${reader}"; CREATE TABLE public.shown (id int); CREATE TABLE public.hidden (id int);
      GRANT SELECT, INSERT ON public.shown TO "${reader}"; INSERT INTO public.shown VALUES (7)`),
  );
  const targets = ["look", "wrong"].map(
    (name) =>
      `${name}: { urlFrom: "LOOK_URL", variables: { env: "test" }, readOnlyRole: "${name === "look" ? reader : "nobody"}" }`,
  );
  root = await userProject({
    "definitions/shop.ts": "",
    "drizzle.config.ts": config(["test", "prod"]).replace(
      "warehouse: {",
      `warehouse: { targets: { ${targets.join(", ")} },`,
    ),
  });
});
afterAll(async () => {
  await database.drop();
  await withConnection(inject("adminUrl"), (sql) => sql.unsafe(`DROP ROLE "${reader}"`));
  await removeProject(root);
});

const freePort = (): Promise<number> =>
  new Promise((done) => {
    const listener = createServer().listen(0, "127.0.0.1", () => {
      const { port } = listener.address() as AddressInfo;
      listener.close(() => done(port));
    });
  });

/** The addresses, as the kernel writes them, that somebody listens on at a port. */
const listening = (port: number): string[] => {
  const hex = port.toString(16).toUpperCase().padStart(4, "0");
  return ["/proc/net/tcp", "/proc/net/tcp6"]
    .filter((file) => existsSync(file))
    .flatMap((file) => readFileSync(file, "utf8").split("\n"))
    .flatMap((line) => {
      const [, local = "", , state] = line.trim().split(/\s+/);
      return local.endsWith(`:${hex}`) && state === "0A" ? [local] : [];
    });
};

// The page itself is drizzle's site: it is not run here, but what it asks is asked.
test("studio answers on 127.0.0.1 alone, in a role that reads, and has the address by its environment", async () => {
  const port = await freePort();
  const studio = startDwh(root, ["studio", "--target", "look", "--port", String(port)], env);
  const ask = async (body: unknown): Promise<unknown> => {
    const headers = { "content-type": "application/json" };
    const answer = await fetch(`http://127.0.0.1:${port}/`, {
      method: "POST",
      headers,
      body: JSON.stringify(body),
    });
    return answer.json();
  };
  const query = (sql: string) =>
    ask({ type: "proxy", data: { sql, params: [], method: "all", mode: "object" } });
  try {
    const hello = await until("studio answers", () => ask({ type: "init" }).catch(() => undefined));
    expect(hello).toMatchObject({ dialect: "postgresql" });
    const who = `SELECT current_user::text AS role, current_setting('transaction_read_only') AS reads, current_database()::text AS name`;
    expect(JSON.stringify(await query(who))).toContain(reader);
    const rows = JSON.stringify(await query(`${who}, (SELECT id FROM public.shown) AS id`));
    expect(rows).toContain('"reads":"on"');
    expect(rows).toContain(`"name":"${new URL(database.url).pathname.slice(1)}"`);
    expect(rows).toContain('"id":7');
    expect(JSON.stringify(await query("SELECT * FROM public.hidden"))).toMatch(
      /permission denied|Failed query/,
    );
    expect(JSON.stringify(await query("INSERT INTO public.shown VALUES (8)"))).toMatch(
      /read-only|Failed query/,
    );
    if (existsSync("/proc/net/tcp"))
      expect(listening(port)).toEqual([`0100007F:${port.toString(16).toUpperCase().padStart(4, "0")}`]);
    const said = execFileSync("ps", ["-eo", "args"], { encoding: "utf8", maxBuffer: 2 ** 26 });
    expect(said).toContain(`--port ${port}`);
    expect(said).not.toContain(new URL(database.url).pathname);
    expect(readFileSync(join(root, ".dwh/studio.config.mjs"), "utf8")).not.toContain("postgres://");
  } finally {
    studio.kill("SIGINT");
  }
  const { code, err } = await studio.ended;
  expect(err).toContain("Studio on look, to read");
  expect(code).toBe(0);
  expect(listening(port)).toEqual([]);
  await withConnection(database.url, async (sql) =>
    expect([...(await sql`SELECT id FROM public.shown`)]).toEqual([{ id: 7 }]),
  );
});

test("a role that is not there, a port that is none or taken", async () => {
  const refused = await dwh(root, ["studio", "-t", "wrong"], env);
  expect(refused).toMatchObject({ code: 2, out: "" });
  expect(refused.err).toContain("error[read-only-role] the readOnlyRole nobody of wrong cannot be used");
  expect(await dwh(root, ["studio", "-t", "look", "--port", "70000"], env)).toMatchObject({ code: 64 });
  const listener = createServer();
  const port = await new Promise<number>((done) => {
    listener.listen(0, "127.0.0.1", () => done((listener.address() as AddressInfo).port));
  });
  const taken = await dwh(root, ["studio", "-t", "look", "--port", String(port)], env);
  listener.close();
  expect(taken).toMatchObject({ code: 2, out: "" });
  expect(taken.err).toContain(`error[port-in-use] studio cannot listen on 127.0.0.1:${port}`);
  expect(taken.err).not.toMatch(/^\s+at /m);
});
