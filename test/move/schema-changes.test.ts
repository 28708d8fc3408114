import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, inject, test } from "vitest";
import { connect, majorOf, type Sql } from "../../scripts/database/connect/connect.ts";
import { catalogShape } from "../../scripts/database/inspect/shape.ts";
import { parseRenameHint } from "../../scripts/migrations/kit/drizzle-kit-hints.ts";
import { Refusal } from "../../scripts/model/diagnostic.ts";
import { migrate } from "../../scripts/move/migrate.ts";
import { readDraft, removeDraft, writeDraft } from "../../scripts/revise/draft.ts";
import { planRevision } from "../../scripts/revise/plan-revision.ts";
import { revisionFiles } from "../../scripts/revise/revision-files.ts";
import { proveAndWrite } from "../../scripts/revise/write-revision.ts";
import type { Project } from "../../scripts/sources/project.ts";
import { readSources } from "../../scripts/sources/read-sources.ts";
import { freshDatabase, removeProject } from "../support/cluster.ts";
import { makeProject, revise, target, writeFiles } from "../support/project.ts";

const CASES = resolve(import.meta.dirname, "../cases/schema");

/**
 * Small changes of tables with rows in them, a folder each: `before.ts` and `after.ts`, and where it has them `pre.sql` (run on the
 * empty database), `first.ts` with `by-hand.sql` and `by-hand-back.sql` (definitions, and a revision of hand-written SQL on
 * them, before all else), `data.sql` (rows of before), `opts` (renames), `expected` (`refused` or `rows` where not `ok`, then what the message says).
 */
const cases = readdirSync(CASES);

/** Rows as text, by table, and where sequences stand. */
async function contents(sql: Sql): Promise<string[]> {
  const relations = await sql.unsafe<{ name: string; kind: string }[]>(
    `SELECT format('%I.%I', nspname, relname) AS name, relkind AS kind
     FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace
     WHERE relkind IN ('r', 'S') AND nspname !~ '^pg_' AND nspname NOT IN ('information_schema', 'drizzle')`,
  );
  const rows = relations.map(async ({ name, kind }) => {
    const row = kind === "S" ? "last_value || ' ' || is_called" : "to_jsonb(t)::text";
    const list = await sql.unsafe<{ row: string }[]>(`SELECT ${row} AS row FROM ${name} AS t`);
    return list.map((one) => `${name} ${one.row}`);
  });
  return (await Promise.all(rows)).flat().sort();
}

const read = (name: string, file: string): string | undefined => {
  const path = join(CASES, name, file);
  return existsSync(path) ? readFileSync(path, "utf8") : undefined;
};

interface Site {
  readonly project: Project;
  readonly sql: Sql;
  move(
    direction: "up" | "down",
    to: string,
    options?: { destructive: "everything"; unvouched?: boolean },
  ): Promise<unknown>;
  shape(): Promise<string[]>;
}

/** A project and a database of its own, in which the case's pre.sql was run. */
async function onSite<Result>(
  name: string,
  files: Record<string, string>,
  work: (site: Site) => Promise<Result>,
) {
  const database = await freshDatabase(inject("adminUrl"));
  const sql = await connect(database.url);
  await sql.unsafe(read(name, "pre.sql") ?? "");
  const project = await makeProject(files, ["test"]);
  const there = target(database.url, { env: "test" });
  try {
    return await work({
      project,
      sql,
      move: (direction, to, options = { destructive: "everything" }) =>
        migrate(project, there, { direction, to, ...options }),
      shape: () => catalogShape(sql, { leaveOut: ["drizzle"], roles: () => false }),
    });
  } finally {
    await sql.end();
    await database.drop();
    await removeProject(project.root);
  }
}

/** A revision of hand-written SQL only, as `revision --empty` and `revision --continue` make it. */
async function reviseByHand(project: Project, migration: string, down: string): Promise<void> {
  const planned = await planRevision(await readSources(project), "by hand", [], { empty: true });
  if (planned.kind !== "planned") throw new Error("an empty revision is always planned");
  const folder = await writeDraft(project, planned.revision, revisionFiles(planned.revision, { lines: [] }));
  await writeFiles(folder, { "migration.sql": migration, "down.sql": down });
  const draft = await readDraft(await readSources(project));
  await proveAndWrite(project, draft, { proof: true, where: folder });
  await removeDraft(project);
}

/** What is there before the definitions of the case. */
async function begin(name: string, { project, move }: Site): Promise<void> {
  const first = read(name, "first.ts");
  if (first === undefined) return;
  await writeFiles(project.root, { "definitions/s.ts": first });
  await revise(project, "first", { proof: false });
  const byHand = read(name, "by-hand.sql");
  if (byHand !== undefined) await reviseByHand(project, byHand, read(name, "by-hand-back.sql") ?? "");
  await move("up", "head", { destructive: "everything", unvouched: true });
}

/** The shape of a database in which the definitions were made from nothing. */
const fresh = (name: string, definitions: string): Promise<string[]> =>
  onSite(name, {}, async (site) => {
    await begin(name, site);
    await writeFiles(site.project.root, { "definitions/s.ts": definitions });
    await revise(site.project, "fresh", { proof: false });
    await site.move("up", "head");
    return site.shape();
  });

async function change(site: Site, name: string, after: string): Promise<string> {
  const { project, sql, move, shape } = site;
  const data = read(name, "data.sql");
  if (data !== undefined) await sql.unsafe(`SET search_path = public; ${data}; SET search_path = ''`);
  const [before, rowsBefore] = [await shape(), await contents(sql)];
  await writeFiles(project.root, { "definitions/s.ts": after });
  // `--rename a.b=a.c …`, as the command has it.
  const hints = (read(name, "opts") ?? "")
    .split(/\s+/)
    .filter((word) => word.includes("="))
    .map(parseRenameHint);
  const planned = await planRevision(await readSources(project), "after", hints);
  if (planned.kind === "questions") return "refused: something is asked";
  if (planned.kind === "nothing") return "nothing";
  const { revision } = planned;
  try {
    await proveAndWrite(project, revision, { proof: true });
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    expect(error.diagnostics.every(({ message }) => message.trim() !== "")).toBe(true);
    return `refused: ${JSON.stringify(error.diagnostics.map(({ message, help, related }) => [message, help, related]))}`;
  }
  try {
    await move("up", "head");
  } catch (error) {
    expect(error).toBeInstanceOf(Refusal);
    expect(revision.rows.up).not.toEqual([]);
    expect(await shape()).toEqual(before);
    return "rows";
  }
  const made = await fresh(name, after);
  expect(await shape()).toEqual(made);
  await move("down", "-1");
  expect(await shape()).toEqual(before);
  const { destructive } = revision.wayBack;
  if (
    destructive.length +
      revision.rows.down.length +
      revision.hazards.filter(({ kind }) => kind === "destructive").length ===
    0
  )
    expect(await contents(sql)).toEqual(rowsBefore);
  await move("up", "head");
  expect(await shape()).toEqual(made);
  return "ok";
}

describe("small changes of tables with rows", () => {
  test.for(cases)("%s", async (name, { skip }) => {
    const after = read(name, "after.ts") ?? "";
    const before = read(name, "before.ts");
    const expected = read(name, "expected") ?? "ok";
    await onSite(name, { "definitions/s.ts": "export {};\n" }, async (site) => {
      skip(majorOf(site.sql) < 15 && /securityInvoker/.test(after), "it has security_invoker");
      await begin(name, site);
      if (before !== undefined) {
        await writeFiles(site.project.root, { "definitions/s.ts": before });
        await revise(site.project, "before", { proof: false });
        await site.move("up", "head");
      }
      const end = await change(site, name, after);
      const [kind = "", ...words] = expected.trim().split("\n");
      if (kind === "refused") expect(end).toMatch(/^refused: /);
      else expect(end).toBe(kind);
      for (const word of words) expect(end).toContain(word);
    });
  });
});
