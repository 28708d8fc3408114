import { readFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { openDump } from "../../scripts/data/open-dump.ts";
import { restoreDump } from "../../scripts/data/restore-dump.ts";
import { readHistory } from "../../scripts/database/apply/history-table.ts";
import { withConnection } from "../../scripts/database/connect/connect.ts";
import { Refusal } from "../../scripts/model/diagnostic.ts";
import { migrate } from "../../scripts/move/migrate.ts";
import { historyTable } from "../../scripts/sources/history-place.ts";
import type { Project } from "../../scripts/sources/project.ts";
import { freshDatabase, removeProject, temporaryProject } from "../support/cluster.ts";
import { makeProject, revise, target } from "../support/project.ts";
import { type DebianServer, debianPrograms, runProgram, startDebian } from "./debian-server.ts";

let folder: string;
beforeAll(async () => {
  folder = await temporaryProject();
});
afterAll(() => removeProject(folder));

/** Restores a file into a new database and asks it something. */
async function restored<Result>(
  server: string,
  file: string,
  ask: (url: string) => Promise<Result>,
  { through, access = true }: { through?: string; access?: boolean } = {},
) {
  const database = await freshDatabase(server);
  try {
    const dump = await openDump(file, through);
    const request = { file, dump, access, shown: "the database", onStep: () => {} };
    const result = await withConnection(database.url, (sql) => restoreDump(sql, request));
    return { result, answer: await ask(database.url) };
  } finally {
    await database.drop();
  }
}

/** What there is in a database, as the check of emptiness sees it, after a restore that is refused. */
async function refused(dump: string | Buffer, options: { through?: string } = {}) {
  const file = join(folder, "refused.sql");
  await writeFile(file, dump);
  const database = await freshDatabase(inject("adminUrl"));
  try {
    const error = await openDump(file, options.through)
      .then((dump) =>
        withConnection(database.url, (sql) =>
          restoreDump(sql, { file, dump, access: true, shown: "the database", onStep: () => {} }),
        ),
      )
      .catch((thrown: unknown) => thrown);
    if (!(error instanceof Refusal)) throw error;
    const left = await withConnection(database.url, (sql) =>
      sql.unsafe("SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace"),
    );
    expect([...left]).toEqual([]);
    const [{ code, message, at, help } = { code: "", message: "" }] = error.diagnostics;
    return { code, message, line: at?.line, help };
  } finally {
    await database.drop();
  }
}

const ONE = "CREATE TABLE public.one (id int PRIMARY KEY, t text);\n";

describe("a dump that is refused leaves the database as empty as it was", () => {
  test.each([
    [
      "a command of psql",
      `${ONE}\\! touch x\n`,
      { code: "dump-refused", line: 2, message: "a line with a backslash: \\! touch x" },
    ],
    ["\\connect", `${ONE}\\connect other\n`, { code: "dump-refused", line: 2 }],
    ["another key", `\\restrict a1\n${ONE}\\unrestrict b1\n`, { code: "dump-refused", line: 3 }],
    [
      "a cut statement",
      `${ONE}CREATE TABLE public.two (\n`,
      { code: "dump-refused", message: "the dump ends within its statement" },
    ],
    [
      "cut rows",
      `${ONE}COPY public.one FROM stdin;\n1\ta\n2`,
      { code: "dump-refused", message: "the dump ends within its rows" },
    ],
    ["another encoding", `SET client_encoding = 'LATIN1';\n${ONE}`, { code: "dump-refused", line: 1 }],
    [
      "bytes that are not UTF-8",
      Buffer.from(`${ONE}SELECT '\xff';\n`, "latin1"),
      { code: "dump-refused", line: 2 },
    ],
    [
      "a wrong statement",
      `${ONE}SELECT 1;\n\nSELECT\n  nothing;\n`,
      { code: "restore-failed", line: 4, message: 'column "nothing" does not exist' },
    ],
    [
      "a wrong row",
      `${ONE}COPY public.one FROM stdin;\n1\ta\nx\tb\n\\.\n`,
      {
        code: "restore-failed",
        line: 2,
        message: expect.stringMatching(/^invalid input syntax for type integer: "x" \(COPY one, line 2/),
      },
    ],
    [
      "a wrong last row",
      `${ONE}COPY public.one FROM stdin;\n1\ta\n1\tb\n\\.\nSELECT 1;`,
      { code: "restore-failed", line: 2, message: expect.stringMatching(/^duplicate key/) },
    ],
    [
      "a row too many columns, with many behind it",
      `${ONE}COPY public.one FROM stdin;\n1\ta\tb\n${"2\tx\n".repeat(400_000)}\\.\n`,
      { code: "restore-failed", line: 2 },
    ],
    ["no table for the rows", "COPY public.none FROM stdin;\n1\n\\.\n", { code: "restore-failed", line: 1 }],
    [
      "a role that is not there",
      `${ONE}ALTER TABLE public.one OWNER TO nobody_at_all;\n`,
      { code: "restore-failed", help: expect.stringMatching(/--no-access/) },
    ],
    [
      "half a gzip",
      gzipSync(Buffer.from(`${ONE}${"-- x\n".repeat(5000)}`)).subarray(0, 80),
      { code: "dump-unreadable" },
    ],
    [
      "nothing",
      "-- nothing\n",
      { code: "dump-refused", message: expect.stringMatching(/^there is no statement/) },
    ],
    ["half an archive", "PGDMP rest", { code: "dump-unreadable" }],
  ])("%s", async (_, dump, expected) => {
    expect(await refused(dump)).toMatchObject(expected);
  });

  test("a command that fails or is not there", async () => {
    expect(await refused(ONE, { through: "dwh-no-such-program {}" })).toMatchObject({
      code: "dump-unreadable",
      message: "dwh-no-such-program cannot be run: it is not on PATH",
    });
    // It prints all of the dump before it fails.
    const script = join(folder, "fails.mjs");
    await writeFile(
      script,
      "import { readFileSync } from 'node:fs'; process.stdout.write(readFileSync(process.argv[2])); console.error('no key'); process.exitCode = 3;",
    );
    expect(await refused(ONE, { through: `'${process.execPath}' ${script}` })).toMatchObject({
      code: "dump-unreadable",
      message: `${process.execPath} failed (3): no key`,
    });
  });

  test("a file that is not there", async () => {
    await expect(openDump(join(folder, "none.sql"))).rejects.toThrow("it is not there");
  });
});

test("only into an empty database; what extensions brought does not count", async () => {
  const file = join(folder, "one.sql");
  await writeFile(
    file,
    `${ONE}COPY public.one FROM stdin;\n1\tö\\tЖ\n\\.\nSELECT 1; SELECT 2; BEGIN; COMMIT;\nSET transaction_timeout_of_later = 0;\n`,
  );
  const { result, answer } = await restored(inject("adminUrl"), file, async (url) => {
    const dump = await openDump(file);
    const again = withConnection(url, (sql) =>
      restoreDump(sql, { file, dump, access: true, shown: "the database", onStep: () => {} }),
    );
    await expect(again).rejects.toThrow("the database is not empty: it has public.one, public.one_pkey");
    return withConnection(url, async (sql) => [...(await sql.unsafe("SELECT * FROM public.one"))]);
  });
  expect(result).toEqual({
    statements: 4,
    tables: 1,
    rows: 1,
    unknownSettings: ["SET transaction_timeout_of_later = 0"],
  });
  expect(answer).toEqual([{ id: 1, t: "ö\tЖ" }]);
});

const DEFINITIONS = `import { bytea, integer, pgSchema, serial, text } from "drizzle-orm/pg-core";
export const s = pgSchema("S ö");
export const odd = s.table("odd; \\\\.", { id: serial().primaryKey(), "a;b": text(), bytes: bytea(), one: integer().array() });
`;

const ROLES = `roles:
  "\${env}_dumped": {}
grants:
  - { to: "\${env}_dumped", privileges: SELECT, tables: "S ö.*" }
  - { to: "\${env}_dumped", privileges: USAGE, schemas: "S ö" }
`;

/** Things in the database that are hard to read out of a dump. */
const HARD = [
  `INSERT INTO "S ö"."odd; \\." ("a;b", bytes, one) VALUES
    (E'\\\\.', '\\x00ff5c2e0a', '{1,NULL}'), (E'tab\\there\\nline\\\\.\\r\\n', NULL, NULL), ('漢字 Ж \u{1f600}; $$', '\\x', '{}'),
    (E'\\x01\\x7f''"\\b\\f\\v', NULL, NULL), (NULL, '\\x0d0a5c2e0d0a', NULL)`,
  `CREATE FUNCTION "S ö"."f;"(text) RETURNS text LANGUAGE plpgsql AS $body$
BEGIN
  -- a ; and \\. and $$ within
  RETURN $1 || ';' || $q$;$q$ || '\\.';
END $body$`,
  `CREATE FUNCTION "S ö".atomic() RETURNS int BEGIN ATOMIC SELECT 1; SELECT CASE WHEN true THEN 2 END; END`,
  `COMMENT ON TABLE "S ö"."odd; \\." IS E'two\nlines; \\\\connect x'`,
  `CREATE RULE many AS ON INSERT TO "S ö"."odd; \\." WHERE NEW.id < 0 DO ALSO (SELECT 1; SELECT 2)`,
  "SELECT lo_from_bytea(4711, '\\x00ff')",
];

const programs = debianPrograms ?? "";

describe.skipIf(debianPrograms === undefined)(
  "what pg_dump of the system writes (skipped where there is none)",
  () => {
    let server: DebianServer;
    let project: Project;
    let source: Awaited<ReturnType<typeof freshDatabase>>;
    let name: string;
    const dumped = (url: string, ...args: string[]) =>
      runProgram(join(programs, "pg_dump"), [`--dbname=${url}`, ...args]);
    /** Without the key, which is another one each time. */
    const plain = (url: string) =>
      dumped(url)
        .toString()
        .replace(/^\\(un)?restrict .*$/gm, "");

    beforeAll(async () => {
      server = await startDebian(programs);
      project = await makeProject({ "definitions/s.ts": DEFINITIONS, "roles/s.yaml": ROLES });
      name = (await revise(project, "first", { proof: false })).name;
      source = await freshDatabase(server.url);
      await migrate(project, target(source.url, { env: "test" }), { direction: "up", to: "head" });
      await withConnection(source.url, async (sql) => {
        for (const statement of HARD) await sql.unsafe(statement);
      });
    });
    afterAll(async () => {
      await server.stop();
      await removeProject(project.root);
    });

    const made = async (file: string, bytes: Buffer) => {
      await writeFile(join(folder, file), bytes);
      return join(folder, file);
    };
    const packed = (file: string, program: string) => runProgram(program, ["--stdout", file]);

    test.each<[string, () => Promise<string>, string?]>([
      ["plain", () => made("a.sql", dumped(source.url))],
      ["INSERTs", () => made("inserts.sql", dumped(source.url, "--inserts", "--rows-per-insert=2"))],
      ["gzip, whatever it is called", async () => made("a.bak", gzipSync(dumped(source.url)))],
      ["xz", async () => made("a.xz", packed(await made("x.sql", dumped(source.url)), "xz"))],
      ["zstd", async () => made("a.zst", packed(await made("z.sql", dumped(source.url)), "zstd"))],
      ["custom", () => made("a.dump", dumped(source.url, "--format=custom"))],
      ["tar", () => made("a.tar", dumped(source.url, "--format=tar"))],
      [
        "through a command",
        async () => made("b.xz", packed(await made("x.sql", dumped(source.url)), "xz")),
        "xz -dc",
      ],
    ])("%s: the database is as the dumped one was", async (_, file, through) => {
      const { answer } = await restored(
        server.url,
        await file(),
        async (url) => plain(url),
        through ? { through } : {},
      );
      expect(answer).toBe(plain(source.url));
    });

    test("on another major, without its roles: the history says where it stands", async () => {
      const file = await made("c.sql", dumped(source.url));
      expect(readFileSync(file, "utf8")).toMatch(/GRANT SELECT/);
      const { answer } = await restored(
        inject("adminUrl"),
        file,
        (url) =>
          withConnection(url, async (sql) => ({
            history: (await readHistory(sql, historyTable(project, { variables: {} }))).map(
              (row) => row.name,
            ),
            called: (
              await sql.unsafe(`SELECT "S ö"."f;"('a') AS f, "S ö".atomic() AS two, lo_get(4711) AS blob`)
            )[0],
            next: (await sql.unsafe(`INSERT INTO "S ö"."odd; \\." DEFAULT VALUES RETURNING id`))[0],
          })),
        { access: false },
      );
      expect(answer).toEqual({
        history: [name],
        called: { f: "a;;\\.", two: 2, blob: Buffer.from([0, 255]) },
        next: { id: 6 },
      });
    });
  },
);
