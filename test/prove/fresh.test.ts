import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { proveAndWrite } from "../../scripts/revise/write-revision.ts";
import type { Project } from "../../scripts/sources/project.ts";
import { removeProject } from "../support/cluster.ts";
import { makeProject, plan, revise, writeFiles } from "../support/project.ts";

const IMPORTS = `import { bigint, check, foreignKey, index, integer, pgPolicy, pgSchema, serial, text } from "drizzle-orm/pg-core";
import { sql } from "drizzle-orm";
export const s = pgSchema("S");
`;

const BREAK = "\n--> statement-breakpoint\n";

describe("the upgraded is as the fresh", () => {
  let project: Project;
  beforeEach(async () => {
    project = await makeProject({ "definitions/s.ts": IMPORTS, "roles/r.yaml": "roles: {}\n" });
  });
  afterEach(() => removeProject(project.root));

  const define = (tables: string) => writeFiles(project.root, { "definitions/s.ts": IMPORTS + tables });

  /** Writes the next revision with its scripts as they are changed, as a draft is continued. */
  async function byHand(
    message: string,
    change: (scripts: { migration: string; down: string }) => { migration: string; down: string },
  ): Promise<string> {
    const revision = await plan(project, message);
    const scripts = change(revision);
    const written = await proveAndWrite(
      project,
      { ...revision, ...scripts },
      { proof: true, where: project.root },
    );
    return written.files["review.md"] ?? "";
  }

  test.each([
    [
      "an index that was deleted",
      /CREATE INDEX[^;]*;/,
      /^$/,
      /index "S"\.t_name is missing: CREATE INDEX t_name/,
    ],
    [
      "a check of another kind",
      /CHECK \("id" > 0\)/,
      'CHECK ("id" > 1)',
      /constraint "S"\.t positive is\n.*id > 1.*\n.*\n.*id > 0/,
    ],
    ["a default that is another", "DEFAULT 'x'", "DEFAULT 'y'", /column "S"\.t\.name is\n.*'y'.*\n.*\n.*'x'/],
    ["a policy for others", "FOR ALL TO public", "FOR SELECT TO public", /policy everybody on "S"\.t is\n/],
  ])("%s is refused", async (_what, find, replace, says) => {
    await define(`export const t = s.table("t", { id: integer().primaryKey(), name: text().default("x") }, (t) => [
      index("t_name").on(t.name), check("positive", sql\`\${t.id} > 0\`), pgPolicy("everybody", { to: "public", using: sql\`true\` }),
    ]);`);
    const refused = byHand("init", ({ migration, down }) => {
      const changed = migration.replace(find, typeof replace === "string" ? replace : "SELECT 1;");
      expect(changed).not.toBe(migration);
      return { migration: changed, down };
    });
    await expect(refused).rejects.toThrow(says);
  });

  test("what only the draft makes is told, then and later", async () => {
    await define(`export const t = s.table("t", { id: integer().primaryKey(), name: text() });`);
    const review = await byHand("init", ({ migration, down }) => ({
      migration: [
        migration.trimEnd(),
        'CREATE FUNCTION "S".touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;',
        'CREATE TRIGGER touch BEFORE UPDATE ON "S".t FOR EACH ROW EXECUTE FUNCTION "S".touch();',
        'CREATE INDEX by_hand ON "S".t (name);',
        'ALTER TABLE "S".t SET (fillfactor = 50);\n',
      ].join(BREAK),
      down: `DROP TABLE "S".t;${BREAK}DROP FUNCTION "S".touch();${BREAK}${down}`.replace(
        /DROP TABLE "S"."t";\n*(?:--> statement-breakpoint)?/,
        "",
      ),
    }));
    expect(review).toContain(
      'made by hand: index "S".by_hand, relation "S".t, routine "S".touch(), trigger touch on "S".t',
    );
    await define(
      `export const t = s.table("u", { id: integer().primaryKey(), more: text(), title: text() });`,
    );
    await revise(project, "more", {
      hints: [
        { type: "create", entity: ["S", "u", "more"] },
        { type: "rename", from: ["S", "t"], to: ["S", "u"] },
        { type: "rename", from: ["S", "u", "name"], to: ["S", "u", "title"] },
      ],
    });
    await define(
      `export const t = s.table("u", { id: integer().primaryKey(), more: bigint({ mode: "number" }), title: text() });`,
    );
    const revision = await plan(project, "again", []);
    const { files } = await proveAndWrite(project, revision, { proof: true });
    expect(files["review.md"]).toContain('not as the definitions make it, as before: index "S".by_hand');
  });

  test("what hangs on what is touched comes back", async () => {
    const tables = (more: string, label: string) => `
      export const mood = s.enum("mood", ["good"${label}]);
      export const numbers = s.sequence("numbers");
      export const t = s.table("t", { id: integer().primaryKey()${more} });
      export const u = s.table("u", {
        t: integer().references(() => t.id), mood: mood().default("good"), moods: mood().array(),
        number: integer().default(sql\`nextval('"S".numbers')\`),
      }, (u) => [pgPolicy("own", { to: "public", using: sql\`exists (select from "S"."t" where t.id = \${u.t})\` }),
        index("good").on(u.t).where(sql\`t > 0\`)]);
      export const v = s.view("v").as((qb) => qb.select({ id: t.id }).from(t));
      export const w = s.materializedView("w").as((qb) => qb.select().from(v));
      export const x = s.view("x", { id: integer() }).as(sql\`select * from "S"."w"\`);`;
    await define(tables("", ""));
    await revise(project, "init");
    await define(tables(", more: text()", ', "bad"'));
    await revise(project, "more");
    await define(tables("", ', "bad"'));
    await revise(project, "less");
  });

  test("a view of all columns must show a new one, wherever it stands", async () => {
    const view = 'export const v = s.view("v", { id: integer() }).as(sql`select * from "S"."t"`);';
    await define(`export const t = s.table("t", { id: integer(), z: integer() });${view}`);
    await revise(project, "init");
    await define(`export const t = s.table("t", { first: text(), id: integer(), z: integer() });${view}`);
    await expect(revise(project, "first")).rejects.toThrow(/relation "S"\.v is\n.*\n.*\n.*first/);
    const anew = `DROP VIEW "S".v;${BREAK}CREATE VIEW "S".v AS SELECT * FROM "S".t;`;
    await byHand("first", ({ migration, down }) => ({
      migration: `${migration.trimEnd()}${BREAK}${anew}\n`,
      down,
    }));
  });

  test("a renamed table goes on as if it had always been called so", async () => {
    const table = (name: string, columns: string) =>
      define(`export const other = s.table("other", { id: integer() });
        export const t = s.table("${name}", { id: serial().primaryKey(), a: text().notNull().unique(),
        own: integer().generatedAlwaysAsIdentity(), ${columns} }, (t) => [index().on(t.a)]);`);
    await table("t", "b: text().notNull(), c: text().unique().notNull()");
    await revise(project, "init");
    await table("u", "b: text().notNull(), c: text().unique().notNull()");
    await revise(project, "renamed", { hints: [{ type: "rename", from: ["S", "t"], to: ["S", "u"] }] });
    await table("u", "b: text(), c: text().unique().notNull()");
    await revise(project, "null");
    await table("u", "c: text().notNull()");
    await revise(project, "less");
    await table("u", "d: text()");
    await revise(project, "others", {
      hints: [{ type: "create", entity: ["S", "u", "d"] }],
    });
    await define(`export const other = s.table("other", { id: integer() });`);
    await revise(project, "gone");
  });

  test("a renamed schema takes along what was made by hand", async () => {
    await define(
      `export const t = s.table("t", { id: integer() }); export const v = s.view("v").as((qb) => qb.select().from(t));`,
    );
    await byHand("init", ({ migration, down }) => ({
      migration: `${migration}${BREAK}CREATE FUNCTION "S".f() RETURNS int LANGUAGE sql AS 'SELECT 1';\n`,
      down: `DROP FUNCTION "S".f();${BREAK}${down}`,
    }));
    await writeFiles(project.root, {
      "definitions/s.ts": `${IMPORTS.replace('"S"', '"R"')}export const t = s.table("t", { id: integer(), b: text() });
        export const v = s.view("v").as((qb) => qb.select().from(t));`,
    });
    await revise(project, "renamed", { hints: [{ type: "rename", kind: "schema", from: ["S"], to: ["R"] }] });
  });
});
