import { describe, expect, test } from "vitest";
import type { LiveDependency } from "../../scripts/database/inspect/live-dependencies.ts";
import { EMPTY_STATE, type KitState } from "../../scripts/migrations/kit/kit-state.ts";
import { EMPTY_WAREHOUSE } from "../../scripts/model/collections.ts";
import { Refusal } from "../../scripts/model/diagnostic.ts";
import { type SqlObject, sqlObjectKey } from "../../scripts/model/sql-object.ts";
import { unsaidDependencies } from "../../scripts/prove/unsaid-dependencies.ts";
import { planRevision } from "../../scripts/revise/plan-revision.ts";
import { proveAndWrite } from "../../scripts/revise/write-revision.ts";
import { readSources } from "../../scripts/sources/read-sources.ts";
import { removeProject } from "../support/cluster.ts";
import { makeProject, plan, revise, writeFiles } from "../support/project.ts";

const routine = (name: string, body: string, needs: readonly string[] = []): SqlObject => ({
  kind: "function",
  path: ["S", name, ""],
  parts: { signature: "", returns: "integer", options: "LANGUAGE sql", atomic: body },
  needs,
});

const warehouse = (...objects: readonly SqlObject[]) => ({
  ...EMPTY_WAREHOUSE,
  sqlObjects: new Map(objects.map((object) => [sqlObjectKey(object), object])),
});

const needs = (of: LiveDependency["of"], on: LiveDependency["on"]): LiveDependency => ({ of, on });
const fn = (name: string) => ({ kind: "routine" as const, path: ["S", name] });
const relation = (name: string) => ({ kind: "relation" as const, path: ["S", name] });

const state = (...ddl: KitState["ddl"]): KitState => ({ ...EMPTY_STATE, ddl });
const view = (name: string, definition: string) => ({ entityType: "views", schema: "S", name, definition });
const table = (name: string, value: string) => [
  { entityType: "tables", schema: "S", name },
  { entityType: "checks", schema: "S", table: name, name: "c", value },
];

function told(
  live: readonly LiveDependency[],
  declared: ReturnType<typeof warehouse>,
  after: KitState = EMPTY_STATE,
  before: { recorded: ReturnType<typeof warehouse>; state: KitState } = {
    recorded: EMPTY_WAREHOUSE as ReturnType<typeof warehouse>,
    state: EMPTY_STATE,
  },
) {
  const states = { before: before.state, after };
  const said = { declared, recorded: before.recorded, states, fill: (text: string) => text };
  return unsaidDependencies(live, { ...said, placeOf: () => undefined }).map(({ message }) =>
    message.replace(/, as PostgreSQL.*/, ""),
  );
}

describe("what depends on what, though no definition says so", () => {
  test("an object that its SQL does not name is told, unless it says that it needs it", () => {
    const one = routine("one", "RETURN 1");
    const live = [needs(fn("two"), fn("one"))];
    expect(told(live, warehouse(one, routine("two", "RETURN one()")))).toEqual([
      "the function S.two() needs the function S.one()",
    ]);
    expect(told(live, warehouse(one, routine("two", 'RETURN "S".one()')))).toEqual([]);
    expect(told(live, warehouse(one, routine("two", "RETURN one()", ['"S"."one"'])))).toEqual([]);
  });
  test("what is reached by way of something that is named has its order", () => {
    const three = [
      routine("one", "RETURN 1"),
      routine("two", 'RETURN "S".one()'),
      routine("three", 'RETURN "S".two()'),
    ];
    const live = [needs(fn("two"), fn("one")), needs(fn("three"), fn("two")), needs(fn("three"), fn("one"))];
    expect(told(live, warehouse(...three))).toEqual([]);
  });
  test("tables and views count with all of their parts", () => {
    const one = routine("one", "RETURN 1");
    const after = state(...table("t", "one() > 0"), view("v", "SELECT one()"), view("w", "SELECT * FROM v"));
    const live = [
      needs(relation("t"), fn("one")),
      needs(relation("v"), fn("one")),
      needs(relation("w"), relation("v")),
    ];
    expect(told(live, warehouse(one), after)).toEqual([
      "the table S.t needs the function S.one()",
      "the view S.v needs the function S.one()",
      "the view S.w needs the view S.v",
    ]);
    const said = state(
      ...table("t", '"S".one() > 0'),
      view("v", 'SELECT "S".one()'),
      view("w", 'SELECT * FROM "S".v'),
    );
    expect(told(live, warehouse(one), said)).toEqual([]);
  });
  test("what was so before is not told again", () => {
    const declared = warehouse(routine("one", "RETURN 1"), routine("two", "RETURN one()"));
    const live = [needs(fn("two"), fn("one"))];
    expect(told(live, declared, EMPTY_STATE, { recorded: declared, state: EMPTY_STATE })).toEqual([]);
    const former = warehouse(routine("one", "RETURN 2"), routine("two", "RETURN one()"));
    expect(told(live, declared, EMPTY_STATE, { recorded: former, state: EMPTY_STATE })).toHaveLength(1);
  });
  test("what no definition speaks of is nobody's", () => {
    expect(told([needs(fn("other"), fn("one"))], warehouse(routine("one", "RETURN 1")))).toEqual([]);
  });
});

const HEAD = `import { sql } from "drizzle-orm";
import { integer, pgSchema, text } from "drizzle-orm/pg-core";
import { pgComposite, pgFunction, sqlObject } from "dwh-definitions";
export const s = pgSchema("S");
`;

test("the proof asks the scratch server, and circles are told before", async () => {
  const cast = `${HEAD}
export const pair = pgComposite(s, "pair", { a: "text", b: "integer" });
export const shown = pgFunction(s, "shown", { args: { p: pair }, returns: "text", language: "sql", volatility: "immutable", body: "SELECT (p).a" });
export const cast = sqlObject({ kind: "cast", name: "pair to text", target: sql\`(\${pair} AS text)\`, create: sql\`CREATE CAST (\${pair} AS text) WITH FUNCTION \${shown}("S"."pair")\` });
`;
  const view = `${cast}export const t = s.table("t", { id: integer().primaryKey(), p: pair.column() });
export const v = s.view("v", { a: text() }).as(sql\`SELECT p::text AS a FROM \${t}\`);
`;
  const project = await makeProject({ "definitions/s.ts": cast });
  try {
    await revise(project, "first", { proof: false });
    await writeFiles(project.root, { "definitions/s.ts": view });
    const refused = await proveAndWrite(project, await plan(project, "second"), { proof: true }).catch(
      (error) => error,
    );
    expect(refused).toBeInstanceOf(Refusal);
    expect(refused.diagnostics).toMatchObject([
      {
        code: "dependency-unsaid",
        message: expect.stringContaining('the view S.v needs the function S.shown("S".pair)'),
        at: { file: expect.stringContaining("s.ts"), line: 10 },
      },
    ]);
    await writeFiles(project.root, {
      "definitions/s.ts": `${HEAD}
export const a = pgFunction(s, "a", { returns: "integer", body: "BEGIN RETURN 1; END", dependsOn: [() => sql\`\${b}\`] });
export const b = pgFunction(s, "b", { returns: "integer", atomic: sql\`RETURN \${a}()\` });
export const c = pgFunction(s, "c", { returns: "integer", body: "BEGIN RETURN 1; END", dependsOn: [() => sql\`\${t}\`] });
export const t = s.table("t", { id: integer().primaryKey().default(sql\`\${c}()\`) });
`,
    });
    const circles = await readSources(project)
      .then((sources) => planRevision(sources, "circle", []))
      .catch((error) => error);
    expect(circles.diagnostics).toMatchObject([
      {
        code: "dependency-circle",
        message:
          "the function S.a() needs the function S.b() needs the function S.a(): none can be made first",
        related: [{ at: { line: 6 } }, { at: { line: 7 } }],
      },
      { code: "dependency-circle", related: [{ at: { line: 8 } }, { at: { line: 9 } }] },
    ]);
  } finally {
    await removeProject(project.root);
  }
});
