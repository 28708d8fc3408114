import { describe, expect, it } from "vitest";
import { loadDefinitions } from "../../scripts/declarations/definitions/definitions.ts";
import { dedent, LIBRARY, temporaryProject } from "./temporary-project.ts";

const HEAD = dedent(`
  import { annotate } from "dwh-definitions";
  import { integer, pgSchema, primaryKey, text, unique, uniqueIndex } from "drizzle-orm/pg-core";
  export const s = pgSchema("S");
  export const a = s.table("a", { id: integer().primaryKey(), name: text("the_name") });
  export const b = s.table("b", { id: integer(), aId: integer("a_id") }, (t) => [primaryKey({ columns: [t.id, t.aId] })]);
  export const v = s.view("v").as((qb) => qb.select().from(a));
`);

async function load(text: string) {
  const root = temporaryProject({ "definitions/s.ts": `${HEAD}\n${text}\n` });
  const { distributions, diagnostics } = await loadDefinitions(root, ["./definitions/**/*.ts"], {
    library: LIBRARY,
  });
  return {
    distributions: [...distributions],
    problems: diagnostics.map(({ code, message, at }) => `${code} ${at?.line}: ${message}`),
  };
}

describe("what is distributed", () => {
  it("has the names of the database", async () => {
    const { distributions, problems } = await load(`
      annotate(a, { distributed: { by: "id" } });
      annotate(b, { comment: "x", distributed: { by: "aId", colocateWith: a } });
      export const c = s.table("c", { id: integer() });
      annotate(c, { distributed: { reference: true } });
      export const t = pgSchema("T");
      annotate(t, { distributed: { schema: true } });
    `);
    expect(problems).toEqual([]);
    expect(distributions).toEqual([
      ["schema T", { object: { kind: "schema", path: ["T"] } }],
      ["table S.a", { object: { kind: "table", path: ["S", "a"] }, by: "id" }],
      ["table S.b", { object: { kind: "table", path: ["S", "b"] }, by: "a_id", colocateWith: "S.a" }],
      ["table S.c", { object: { kind: "table", path: ["S", "c"] } }],
    ]);
  });

  it.each([
    [
      `annotate(a, { distributed: { by: "nothing" } });`,
      "4: the table S.a cannot be distributed so: it has no column nothing",
    ],
    [
      `annotate(a, { distributed: { by: "name" } });`,
      "4: the table S.a cannot be distributed so: its key (id) does not have the column the_name, so that no node could tell whether it is unique",
    ],
    [
      `export const u = s.table("u", { id: integer(), x: integer() }, (t) => [uniqueIndex("u_x").on(t.x)]);
       annotate(u, { distributed: { by: "id" } });`,
      "8: the table S.u cannot be distributed so: its key (x) does not have the column id, so that no node could tell whether it is unique",
    ],
    [
      `export const u = s.table("u", { id: integer(), x: integer() }, (t) => [unique().on(t.x)]);
       annotate(u, { distributed: { by: "id" } });`,
      "8: the table S.u cannot be distributed so: its key (x) does not have the column id, so that no node could tell whether it is unique",
    ],
    [
      `annotate(b, { distributed: { by: "id", colocateWith: a } });`,
      "5: the table S.b cannot be distributed so: S.a, beside which it is to lie, is not distributed by a column",
    ],
    [
      `annotate(b, { distributed: { by: "id", colocateWith: b } });`,
      "5: the table S.b cannot be distributed so: `colocateWith` is another table",
    ],
    [
      `annotate(v, { distributed: { reference: true } });`,
      "6: v is no table and no schema: it cannot be distributed",
    ],
    [
      `annotate(a, { distributed: { schema: true } });`,
      "4: the table S.a cannot be distributed so: `{ schema: true }` is of a schema",
    ],
    [
      `annotate(s, { distributed: { reference: true } });`,
      "3: the schema S cannot be distributed so: of a schema it is `{ schema: true }`",
    ],
    [
      `annotate(s, { distributed: { schema: true } }); annotate(a, { distributed: { by: "id" } });`,
      "4: the table S.a cannot be distributed so: its schema is distributed as a whole",
    ],
    [
      `annotate(a, { distributed: { by: "id", reference: true } });`,
      "4: the table S.a cannot be distributed so: it is distributed in one way: `by` a column, as a `reference`, or with its `schema`",
    ],
  ])("%s", async (text, message) => {
    const { problems } = await load(text);
    expect(problems).toEqual([`bad-distribution ${message}`]);
  });

  it("does not lie beside what lies beside it", async () => {
    const { problems } = await load(`
      annotate(a, { distributed: { by: "id", colocateWith: b } });
      annotate(b, { distributed: { by: "id", colocateWith: a } });
    `);
    expect(problems).toHaveLength(2);
    expect(problems[0]).toContain("it lies beside S.b, which lies beside it");
  });
});
