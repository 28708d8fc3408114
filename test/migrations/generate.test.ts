import { sql } from "drizzle-orm";
import { check, index, integer, pgSchema, serial, varchar } from "drizzle-orm/pg-core";
import { describe, expect, it } from "vitest";
import { stateOf, stateOfSnapshots } from "../../scripts/migrations/kit/drizzle-kit.ts";
import {
  answerHint,
  type Hint,
  parseCreateHint,
  parseRenameHint,
} from "../../scripts/migrations/kit/drizzle-kit-hints.ts";
import { generateDown } from "../../scripts/migrations/kit/generate-down.ts";
import { generateUp, type UpResult } from "../../scripts/migrations/kit/generate-up.ts";
import { sameState } from "../../scripts/migrations/kit/kit-state.ts";
import { Refusal } from "../../scripts/model/diagnostic.ts";
import { KitHistory, ok } from "./kit-history.ts";

const core = pgSchema("CORE");
const rename = (...texts: string[]): Hint[] => texts.map(parseRenameHint);

/** One table of the given columns, all integers. */
const tableOf = (name: string, ...columns: string[]) => ({
  core,
  [name]: core.table(name, Object.fromEntries(columns.map((column) => [column, integer()]))),
});

/** Code and message of what is wrong. */
function problemsOf(result: UpResult): string[] {
  if (result.status !== "error") throw new Error(`expected an error, it is: ${result.status}`);
  return result.diagnostics.map(({ code, message }) => `${code}: ${message}`);
}

describe("generateUp", () => {
  it("makes the first revision, and nothing where nothing changed", async () => {
    const first = ok(await new KitHistory().up(tableOf("t", "a")));
    expect(first).toMatchObject({
      statements: ['CREATE SCHEMA "CORE";', 'CREATE TABLE "CORE"."t" (\n\t"a" integer\n);'],
      parents: [],
      renames: [],
    });
    expect(sameState(first.state, await stateOf(tableOf("t", "a")))).toBe(true);
    expect(await new KitHistory().and(first).up(tableOf("t", "a"))).toEqual({ status: "no_changes" });
  });

  it("gives the same bytes for the same input, other ids to other names", async () => {
    const history = new KitHistory();
    const [one, two] = [ok(await history.up(tableOf("t", "a"))), ok(await history.up(tableOf("t", "a")))];
    expect(one).toEqual(two);
    expect(one.id).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    expect(one.snapshot).toContain(`"id": "${one.id}"`);
  });

  it("builds on the revisions before it", async () => {
    const first = ok(await new KitHistory().up(tableOf("t", "a")));
    const second = ok(await new KitHistory().and(first).up(tableOf("t", "a", "b")));
    expect(second).toMatchObject({
      statements: ['ALTER TABLE "CORE"."t" ADD COLUMN "b" integer;'],
      parents: [first.id],
    });
  });

  it("leaves the tables as they are for a revision of access only", async () => {
    const first = await new KitHistory().with(tableOf("t", "a"));
    const access = ok(await first.up(tableOf("t", "a"), [], true));
    expect(access).toMatchObject({ statements: [], renames: [] });
    expect(sameState(access.state, await first.state())).toBe(true);
    const next = first.and(access);
    expect(await next.up(tableOf("t", "a"))).toEqual({ status: "no_changes" });
    expect(ok(await next.up(tableOf("t", "b"), rename("CORE.t.a=b"))).parents).toEqual([access.id]);
    expect(ok(await new KitHistory().up({}, [], true))).toMatchObject({ statements: [], parents: [] });
  });

  it("throws what drizzle-kit says of definitions that it refuses", async () => {
    const twice = {
      core,
      a: core.table("same", { id: integer() }),
      b: core.table("same", { id: integer() }),
    };
    await expect(stateOf(twice)).rejects.toThrow(Refusal);
  });
});

describe("questions", () => {
  it("are asked one kind at a time, with what the new thing may have been", async () => {
    const history = await new KitHistory().with({ ...tableOf("t", "a", "b"), ...tableOf("gone", "x") });
    const renamed = pgSchema("NEW");
    const next = { renamed, t: renamed.table("u", { a: integer(), c: integer() }) };
    const hints: Hint[] = [];
    const asked: string[] = [];
    for (;;) {
      const result = await history.up(next, hints);
      if (result.status !== "questions") {
        expect(ok(result).statements.map((text) => text.split("\n")[0])).toEqual([
          'ALTER SCHEMA "CORE" RENAME TO "NEW";',
          'ALTER TABLE "NEW"."t" RENAME TO "u";',
          'DROP TABLE "NEW"."gone";',
          'ALTER TABLE "NEW"."u" RENAME COLUMN "b" TO "c";',
        ]);
        break;
      }
      for (const question of result.questions) {
        asked.push(`${question.kind} ${question.name}: ${question.candidates.join(", ")}`);
        hints.push(answerHint(question, question.candidates[0]));
      }
    }
    expect(asked).toEqual(["schema NEW: CORE", "table NEW.u: NEW.t, NEW.gone", "column NEW.u.c: NEW.u.b"]);
  });

  it("are not asked of what can be made anew without loss", async () => {
    const withRules = (name: string) => ({
      core,
      t: core.table("t", { a: integer() }, (t) => [
        index(name).on(t.a),
        check(`${name}_check`, sql`${t.a} > 0`),
      ]),
    });
    const history = await new KitHistory().with(withRules("one"));
    expect(ok(await history.up(withRules("two"))).statements).toEqual([
      expect.stringContaining("DROP CONSTRAINT"),
      'DROP INDEX "CORE"."one";',
      'CREATE INDEX "two" ON "CORE"."t" ("a");',
      expect.stringContaining("ADD CONSTRAINT"),
    ]);
    expect(
      ok(await history.up(withRules("two"), rename("CORE.t.one=two", "CORE.t.one_check=two_check")))
        .statements,
    ).toEqual([expect.stringContaining("RENAME CONSTRAINT"), 'ALTER INDEX "CORE"."one" RENAME TO "two";']);
  });

  it("are answered by saying that a thing is new", async () => {
    const history = await new KitHistory().with(tableOf("t", "a"));
    const up = ok(await history.up(tableOf("t", "b"), [parseCreateHint("CORE.t.b")]));
    expect(up.statements).toEqual([
      'ALTER TABLE "CORE"."t" ADD COLUMN "b" integer;',
      'ALTER TABLE "CORE"."t" DROP COLUMN "a";',
    ]);
    expect(up.renames).toEqual([]);
  });
});

describe("renames", () => {
  it("are told in the order in which they apply, whatever names their containers are given by", async () => {
    const before = tableOf("t", "a");
    const renamed = pgSchema("NEW");
    const after = { renamed, u: renamed.table("u", { b: integer() }) };
    const history = await new KitHistory().with(before);
    const expected = [
      { kind: "schema", from: ["CORE"], to: ["NEW"] },
      { kind: "relation", from: ["NEW", "t"], to: ["NEW", "u"] },
      { kind: "column", from: ["NEW", "u", "a"], to: ["NEW", "u", "b"] },
    ];
    const old = rename("CORE.t.a=b", "CORE.t=u", "CORE=NEW");
    const fresh = rename("CORE=NEW", "NEW.t=NEW.u", "NEW.u.a=NEW.u.b");
    expect(ok(await history.up(after, old)).renames).toEqual(expected);
    expect(ok(await history.up(after, fresh)).renames).toEqual(expected);
  });

  it.each([
    ["of a thing that no revision has", ["CORE.t.x=y"], "rename-unknown-source"],
    ["to a name that nothing has", ["CORE.t.a=y"], "rename-unknown-target"],
    ["of a thing that is still declared", ["CORE.t.keep=new"], "rename-still-declared"],
    ["to a name that was there", ["CORE.t.a=keep"], "rename-target-exists"],
    ["of one thing to two", ["CORE.t.a=new", "CORE.t.a=other"], "rename-unknown-source"],
  ])("%s are refused", async (_, hints, code) => {
    const history = await new KitHistory().with(tableOf("t", "a", "b", "keep"));
    const result = await history.up(tableOf("t", "keep", "new", "other"), rename(...hints));
    expect(problemsOf(result)).toEqual([expect.stringMatching(new RegExp(`^${code}: CORE.t.`))]);
  });

  it("that swap two names are refused", async () => {
    const history = await new KitHistory().with(tableOf("t", "a", "b"));
    const result = await history.up(tableOf("t", "a", "b"), rename("CORE.t.a=b", "CORE.t.b=a"));
    expect(problemsOf(result)).toEqual([
      "rename-still-declared: CORE.t.a cannot become CORE.t.b: it is still declared under its old name",
      "rename-still-declared: CORE.t.b cannot become CORE.t.a: it is still declared under its old name",
    ]);
  });

  it("of nothing new are refused", async () => {
    const history = await new KitHistory().with(tableOf("t", "a"));
    expect(problemsOf(await history.up(tableOf("t", "a", "b"), [parseCreateHint("CORE.t.c")]))).toEqual([
      "create-unknown: nothing new is called CORE.t.c",
    ]);
  });
});

describe("generateDown", () => {
  it("has nothing to do where the tables stay", async () => {
    const history = await new KitHistory().with(tableOf("t", "a"));
    const up = ok(await history.up(tableOf("t", "a"), [], true));
    expect(
      await generateDown({ before: await history.state(), after: up.state, kitRenames: [], kept: new Map() }),
    ).toEqual([]);
  });

  it("asks nothing: what is not renamed is made again", async () => {
    const history = await new KitHistory().with({ ...tableOf("t", "a"), ...tableOf("gone", "x") });
    const { down } = await history.roundTrip({ ...tableOf("t", "b"), ...tableOf("come", "x") }, [
      parseCreateHint("CORE.t.b"),
      parseCreateHint("CORE.come"),
    ]);
    expect(down).toEqual([
      'CREATE TABLE "CORE"."gone" (\n\t"x" integer\n);',
      'DROP TABLE "CORE"."come";',
      'ALTER TABLE "CORE"."t" ADD COLUMN "a" integer;',
      'ALTER TABLE "CORE"."t" DROP COLUMN "b";',
    ]);
  });

  it("turns renames of every kind round", async () => {
    const make = (schemaName: string, table: string, column: string, rule: string) => {
      const schema = pgSchema(schemaName);
      const t = schema.table(table, { id: serial().primaryKey(), [column]: varchar().unique() }, (t) => [
        index(rule).on(t.id),
        index().on(t[column] as typeof t.id),
      ]);
      const view = schema.view(`${table}_view`).as((query) => query.select({ id: t.id }).from(t));
      return {
        schema,
        t,
        view,
        sequence: schema.sequence(`${table}_s`),
        mood: schema.enum(`${table}_mood`, ["good"]),
      };
    };
    const history = await new KitHistory().with(make("OLD", "t", "a", "one"));
    const hints = rename(
      "OLD=NEW",
      "OLD.t=u",
      "NEW.t_view=u_view",
      "OLD.t_s=u_s",
      "OLD.t_mood=u_mood",
      "OLD.t.a=b",
      "OLD.t.one=two",
    );
    const { up, down } = await history.roundTrip(make("NEW", "u", "b", "two"), hints);
    expect(down.filter((text) => text.includes("RENAME"))).toEqual([
      'ALTER SCHEMA "NEW" RENAME TO "OLD";',
      'ALTER TYPE "OLD"."u_mood" RENAME TO "t_mood";',
      'ALTER SEQUENCE "OLD"."u_s" RENAME TO "t_s";',
      'ALTER VIEW "OLD"."u_view" RENAME TO "t_view";',
      'ALTER TABLE "OLD"."u" RENAME TO "t";',
      'ALTER TABLE "OLD"."t" RENAME COLUMN "b" TO "a";',
      'ALTER INDEX "OLD"."two" RENAME TO "one";',
      // Ours: names that are derived follow.
      'ALTER TABLE "OLD"."t" RENAME CONSTRAINT "u_b_key" TO "t_a_key";',
      'ALTER INDEX "OLD"."u_b_index" RENAME TO "t_a_index";',
      'ALTER TABLE "OLD"."t" RENAME CONSTRAINT "u_pkey" TO "t_pkey";',
      'ALTER SEQUENCE "OLD"."u_id_seq" RENAME TO "t_id_seq";',
    ]);
    expect(down).toHaveLength(up.length);
  });
});

describe("branches", () => {
  it("are merged by a revision of access only", async () => {
    const base = await new KitHistory().with({ ...tableOf("t", "a"), ...tableOf("u", "a") });
    const one = ok(await base.up({ ...tableOf("t", "a", "b"), ...tableOf("u", "a") }));
    const two = ok(await base.up({ ...tableOf("t", "a"), ...tableOf("u", "a", "b") }));
    const both = base.and(one, "20260101000001_one").and(two, "20260101000002_two");
    const merged = ok(await both.up({}, [], true));
    expect(merged.parents).toEqual([two.id, one.id]);
    expect(sameState(merged.state, await both.state())).toBe(true);
  });

  it("that conflict are refused, naming both", async () => {
    const base = await new KitHistory().with(tableOf("t", "a", "b"));
    const one = ok(await base.up(tableOf("t", "b")));
    const two = ok(await base.up({ core, t: core.table("t", { a: varchar(), b: integer() }) }));
    const both = base.and(one, "20260101000001_one").and(two, "20260101000002_two");
    const conflict = [
      expect.stringMatching(/^branches-conflict: .*20260101000001_one .* and .*20260101000002_two /),
    ];
    expect(problemsOf(await both.up({}, [], true))).toEqual(conflict);
    const result = await both.up(tableOf("t", "b", "c"));
    expect(problemsOf(result)).toEqual(conflict);
  });

  it("of access only with the same content keep apart", async () => {
    const base = await new KitHistory().with(tableOf("t", "a"));
    const one = ok(await base.up({}, [], true));
    expect(ok(await base.up({}, [], true)).id).toBe(one.id);
    const state = await base.state();
    const request = {
      exports: {},
      before: state,
      after: state,
      snapshots: base.snapshots,
      hints: [],
      custom: true,
    };
    const other = ok(await generateUp({ ...request, name: "20260101000009_other" }));
    expect(other.id).not.toBe(one.id);
  });
});

describe("stateOfSnapshots", () => {
  it.each([
    ["is no JSON", (text: string) => text.slice(1), "snapshot-broken"],
    [
      "builds on what is not there",
      (text: string) => text.replace(/"prevIds": \[\s*"/, "$&0"),
      "revision-missing",
    ],
  ])("refuses a snapshot that %s", async (_, change, code) => {
    const first = await new KitHistory().with(tableOf("t", "a"));
    const [base, next] = (await first.with(tableOf("t", "a", "b"))).snapshots;
    if (!base || !next) throw new Error("expected two");
    const error: unknown = await stateOfSnapshots([base, { ...next, text: change(next.text) }]).catch(
      (thrown) => thrown,
    );
    expect((error as Refusal).diagnostics.map((diagnostic) => diagnostic.code)).toEqual([code]);
    expect((error as Refusal).message).toContain(next.name);
  });
});
