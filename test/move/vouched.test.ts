import { execFileSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { connect, type Sql, serverVersion } from "../../scripts/database/connect/connect.ts";
import { rolledBack } from "../../scripts/database/connect/transaction.ts";
import { readWrittenRoles } from "../../scripts/database/inspect/written-roles.ts";
import { changedSince } from "../../scripts/migrations/changed-since.ts";
import { sha256, writeDeltaFile } from "../../scripts/migrations/delta-file.ts";
import { loadRevisions, type Revision } from "../../scripts/migrations/folder.ts";
import { type Diagnostic, Refusal } from "../../scripts/model/diagnostic.ts";
import { migrate } from "../../scripts/move/migrate.ts";
import { findHazards } from "../../scripts/plan/ddl/hazards.ts";
import { verifyRevision } from "../../scripts/revise/verify-revision.ts";
import { proveAndWrite } from "../../scripts/revise/write-revision.ts";
import type { Project } from "../../scripts/sources/project.ts";
import { statementsIn } from "../../scripts/sql/statements-in.ts";
import { freshDatabase, removeProject } from "../support/cluster.ts";
import { makeProject, plan, revise, target, writeFiles } from "../support/project.ts";

const TABLES = `import { integer, pgSchema } from "drizzle-orm/pg-core";
import { index } from "drizzle-orm/pg-core";
export const s = pgSchema("S");
export const t = s.table("t", { id: integer() }, (t) => [index("t_id").on(t.id)]);
`;

const env = `vo${randomBytes(4).toString("hex")}`;
const evil = `${env}_evil`;
const GRANTS = `roles: { "\${env}_reader": {}, "\${env}_other": { members: "\${env}_reader" } }
grants: [{ to: "\${env}_reader", privileges: SELECT, tables: S.t }]
`;

describe("a file that was edited, with checksums made anew", () => {
  let project: Project;
  let database: Awaited<ReturnType<typeof freshDatabase>>;
  let sql: Sql;
  let first: Revision;
  let last: Revision;

  beforeAll(async () => {
    project = await makeProject({ "definitions/s.ts": TABLES, "roles/r.yaml": GRANTS }, [env]);
    await revise(project, "first");
    await writeFiles(project.root, {
      "definitions/s.ts": `${TABLES}export const u = s.table("u", { id: integer() });\n`,
    });
    const planned = await plan(project, "second");
    const migration = `${planned.migration}DO $$ BEGIN END $$;\n`;
    const hazards = findHazards(planned.difference, statementsIn(migration), {
      roles: planned.declared.roles,
    });
    await proveAndWrite(project, { ...planned, migration, hazards }, { proof: true });
    [first, last] = (await loadRevisions(project.config.out)) as [Revision, Revision];
    database = await freshDatabase(inject("adminUrl"));
    sql = await connect(database.url);
  });
  afterAll(async () => {
    await sql.end();
    await database.drop();
    await removeProject(project.root);
  });

  const up = (unvouched = false) =>
    migrate(project, target(database.url, { env }), { direction: "up", to: "head", unvouched });

  /** Runs something on a changed revision with right checksums, and puts it back. */
  async function edited<Result>(
    change: Partial<Pick<Revision, "migration" | "down">> & { review?: string },
    work: () => Promise<Result>,
    revision = first,
  ): Promise<Result> {
    const { migration, down, review } = { ...revision, ...change };
    const files = {
      ...revision.files,
      "migration.sql": sha256(migration),
      "down.sql": sha256(down),
      ...(review !== undefined && { "review.md": sha256(review) }),
    };
    const write = async (texts: Readonly<Record<string, string>>) => {
      for (const [name, text] of Object.entries(texts)) await writeFile(join(revision.folder, name), text);
    };
    await write({
      "migration.sql": migration,
      "down.sql": down,
      "delta.json": writeDeltaFile({ ...revision, files }),
      ...(review !== undefined && { "review.md": review }),
    });
    try {
      return await work();
    } finally {
      await write({
        "migration.sql": revision.migration,
        "down.sql": revision.down,
        "delta.json": writeDeltaFile(revision),
      });
    }
  }

  const problemsOf = (work: Promise<unknown>): Promise<readonly Diagnostic[]> =>
    work.then(
      () => [],
      (error: unknown) => {
        if (error instanceof Refusal) return error.diagnostics;
        throw error;
      },
    );

  test("is not sent where it says more of access than the delta", async () => {
    const migration = `${first.migration}CREATE ROLE ${evil} SUPERUSER;\nGRANT ALL ON TABLE "S"."t" TO PUBLIC;\n`;
    const problems = await edited({ migration }, () => problemsOf(up()));
    expect(problems.map(({ code }) => code)).toEqual(["not-in-delta", "not-in-delta"]);
    expect(problems[0]?.at?.line).toBe(first.migration.split("\n").length);
    expect(await sql`SELECT FROM pg_roles WHERE rolname = ${evil}`).toHaveLength(0);
  });

  test("is not run where it runs code that nobody reviewed, until that is said; what the code does is looked at", async () => {
    const attacks: [string, RegExp][] = [
      [`EXECUTE 'CREATE' || ' ROLE ${evil} SUPERUSER'`, /the role \S+_evil was made/],
      [
        `EXECUTE 'GRANT pg_read_all_data' || ' TO ${env}_other'`,
        /_other became a member of pg_read_all_data/,
      ],
      [`EXECUTE 'GRANT CREATE ON SCHEMA public TO ${env}_other'`, /_other got CREATE on schema public/],
      [`EXECUTE 'ALTER SCHEMA public OWNER TO ${env}_other'`, /schema public belongs to \S+_other now/],
      [`EXECUTE 'ALTER ROLE ${env}_other SUPERUSER'`, /SUPERUSER/],
      [
        `EXECUTE 'ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO ${env}_other'`,
        /_other got SELECT by default privileges/,
      ],
    ];
    for (const [code, message] of attacks) {
      const migration = `${first.migration}DO $$ BEGIN ${code}; END $$;\n`;
      const refused = await edited({ migration }, () => problemsOf(up()));
      expect(refused.map((one) => one.code)).toEqual(["not-vouched"]);
      const looked = await edited({ migration }, () => problemsOf(up(true)));
      expect(looked.map((one) => one.message).join("\n")).toMatch(message);
      expect(new Set(looked.map((one) => one.code))).toEqual(new Set(["confirmation-failed"]));
    }
    const harmless = `${first.migration}DO $$ BEGIN PERFORM 1; END $$;\n`;
    const { moved } = await edited({ migration: harmless }, () =>
      migrate(project, target(database.url, { env }), { direction: "up", to: "+1", unvouched: true }),
    );
    expect(moved[0]?.unvouched).toEqual(["DO $$ BEGIN PERFORM 1; END $$"]);
    await edited({ migration: harmless }, () =>
      migrate(project, target(database.url, { env }), {
        direction: "down",
        to: "base",
        destructive: "everything",
      }),
    );
  });

  test("who may not read roles sees those that it makes by their memberships", async () => {
    const maker = `${env}_maker`;
    await sql.unsafe(`CREATE ROLE ${maker} CREATEROLE`);
    const { major } = await serverVersion(sql);
    const written = await rolledBack(sql, async (tx) => {
      await tx.unsafe(`SET LOCAL ROLE ${maker}; SAVEPOINT a; CREATE ROLE ${evil}; RELEASE a`);
      return readWrittenRoles(tx);
    });
    expect(written.roles.size).toBe(0);
    expect(written.memberships).toEqual(major < 16 ? [] : [{ role: evil, member: maker }]);
    const all = await rolledBack(sql, async (tx) => {
      await tx.unsafe(`SAVEPOINT a; CREATE ROLE ${evil} ROLE ${maker}; RELEASE a`);
      return readWrittenRoles(tx);
    });
    expect(all).toEqual({ roles: new Set([evil]), memberships: [{ role: evil, member: maker }] });
    await sql.unsafe(`DROP ROLE ${maker}`);
  });

  test("code that was in the revision when it was written was reviewed", async () => {
    expect(last.unvouched).toEqual({ up: ["DO $$ BEGIN END $$"], down: [] });
    expect((await up()).moved).toHaveLength(2);
    await migrate(project, target(database.url, { env }), { direction: "down", to: "base" });
  });

  test("does not pass verify", async () => {
    const verify = async (name: string) => {
      const revisions = await loadRevisions(project.config.out);
      const revision = revisions.find((one) => one.name === name) ?? expect.fail("it is gone");
      return verifyRevision(project, revisions, revision);
    };
    expect(await verify(first.name)).toMatchObject({ problems: [], notVouched: [] });
    expect(await verify(last.name)).toMatchObject({
      problems: [],
      notVouched: ["migration.sql: DO $$ BEGIN END $$"],
    });
    const review = "# second\n\nNothing to see here.\n";
    const edits: [Parameters<typeof edited>[0], string, Revision?][] = [
      [{ migration: first.migration.replace(/CREATE INDEX[^;]*;/, "") }, "proof-not-fresh"],
      [
        { migration: `${first.migration}CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1';\n` },
        "proof-not-reversible",
      ],
      [
        {
          migration: `${first.migration}CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1';\n`,
          down: `DROP FUNCTION f();\n${first.down}`,
        },
        "proof-not-fresh",
      ],
      [{ migration: first.migration.replace("GRANT SELECT", "GRANT UPDATE") }, "not-in-delta"],
      [{ down: first.down.replace(/DROP TABLE[^;]*;/, "") }, "dependents-in-the-way"],
      [{ down: `${first.down}CREATE ROLE ${evil};\n` }, "not-in-delta"],
      [{ migration: `${last.migration}DELETE FROM "S"."t";\n` }, "verify-differs", last],
      [{ review }, "verify-differs", last],
    ];
    for (const [change, code, revision = first] of edits) {
      const { problems } = await edited(change, () => verify(revision.name), revision);
      expect({ change, codes: problems.map((one) => one.code) }).toEqual({
        change,
        codes: expect.arrayContaining([code]),
      });
    }
  });

  test("what a branch adds is told by git", async () => {
    const git = (...args: string[]) =>
      execFileSync(
        "git",
        ["-c", "user.name=a", "-c", "user.email=a@b", "-c", "commit.gpgsign=false", ...args],
        {
          cwd: project.root,
        },
      );
    const { out } = project.config;
    await expect(changedSince(out, "main")).rejects.toThrow("git does not say what changed");
    git("init", "-q", "-b", "main");
    git("add", `generated/${first.name}`);
    git("commit", "-qm", "first");
    expect(await changedSince(out, "main")).toEqual(new Set([last.name]));
    git("checkout", "-qb", "branch");
    git("add", "generated");
    git("commit", "-qm", "second");
    expect(await changedSince(out, "main")).toEqual(new Set([last.name]));
    await edited({}, async () => {
      await writeFile(join(first.folder, "down.sql"), "--\n");
      expect(await changedSince(out, "main")).toEqual(new Set([first.name, last.name]));
    });
    await expect(changedSince(out, "--output=x")).rejects.toThrow("git does not say");
  });
});
