import { execFile } from "node:child_process";
import { mkdirSync, readdirSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { build } from "esbuild";
import { describe, expect, it } from "vitest";
import ownPackage from "../../package.json" with { type: "json" };
import { bundle } from "../../scripts/declarations/definitions/bundle.ts";
import {
  annotationsOf,
  type Definitions,
  loadDefinitions,
} from "../../scripts/declarations/definitions/definitions.ts";
import { dedent, LIBRARY, temporaryProject } from "./temporary-project.ts";

const GLOBS = ["./definitions/**/*.ts"];

function project(files: Readonly<Record<string, string>>): string {
  const texts = Object.entries(files).map(([name, text]) => [`definitions/${name}`, dedent(text)]);
  return temporaryProject(Object.fromEntries(texts));
}

const load = (root: string) =>
  loadDefinitions(root, GLOBS, { library: LIBRARY, variables: { env: ["test", "production"] } });

/** `code file:line:column message` of each diagnostic. */
function shown(root: string, { diagnostics }: Definitions): string[] {
  return diagnostics.map(({ code, message, at }) => {
    const place = at ? [relative(root, at.file).replaceAll("\\", "/"), at.line, at.column] : [];
    return `${code} ${place.filter((part) => part !== undefined).join(":")} ${message}`;
  });
}

/** What is wrong with a single definition file, shown. */
async function problemsOf(text: string): Promise<string[]> {
  const root = project({ "a.ts": text });
  return shown(root, await load(root));
}

describe("code that does more than to say what there is", () => {
  const FIRST = "export const before = 1;\nexport const more = 2;\n";

  /** What is said of a file with this on its third line, and whether what listens to the process is as before. */
  async function said(code: string): Promise<string[]> {
    const listeners = () => [process.listeners("uncaughtException"), setTimeout, setImmediate];
    const before = listeners();
    const root = temporaryProject({ "definitions/a.ts": `${FIRST}${code}\n` });
    const definitions = await loadDefinitions(root, GLOBS, { library: LIBRARY, seconds: 0.5 });
    expect(listeners()).toEqual(before);
    return shown(root, definitions);
  }

  it.each([
    ["process.exit(0);", "throws definitions/a.ts:3:9 the definitions do not load: it calls process.exit(0)"],
    [
      "try { process.exit(); } catch {}",
      "throws definitions/a.ts:3:15 the definitions do not load: it calls process.exit()",
    ],
    [
      "setTimeout(() => process.exit(0), 1);",
      "throws definitions/a.ts:3:26 the definitions do not load: it calls process.exit(0)",
    ],
    [
      "await new Promise(() => {});",
      "endless definitions/a.ts:3:1 the definitions do not load: an `await` does not end after 0.5 s",
    ],
    [
      "export const x = await new Promise(() => {});",
      "endless definitions/a.ts:3:18 the definitions do not load: an `await` does not end after 0.5 s",
    ],
    [
      "import fs from 'node:fs'; fs.readFile('x', () => process.exit(0));",
      "throws definitions/a.ts:3:58 the definitions do not load: it calls process.exit(0)",
    ],
    [
      "setInterval(() => {}, 1);",
      "endless  the definitions do not load: a timer or request still waits after 0.5 s",
    ],
    ["Promise.reject(new Error('late'));", "throws definitions/a.ts:3:16 the definitions do not load: late"],
    [
      "Promise.resolve().then(() => { throw new TypeError('late'); });",
      "throws definitions/a.ts:3:38 the definitions do not load: TypeError: late",
    ],
    ["Promise.reject('no error');", "throws  the definitions do not load: no error"],
    [
      "setTimeout(() => { throw new Error('late'); }, 1);",
      "throws definitions/a.ts:3:26 the definitions do not load: late",
    ],
    [
      "setImmediate(() => { throw new Error('late'); });",
      "throws definitions/a.ts:3:28 the definitions do not load: late",
    ],
    [
      "queueMicrotask(() => { throw new Error('late'); });",
      "throws definitions/a.ts:3:30 the definitions do not load: late",
    ],
    [
      "process.nextTick(() => { throw new Error('late'); });",
      "throws definitions/a.ts:3:32 the definitions do not load: late",
    ],
  ])("%s", async (code, message) => {
    expect(await said(code)).toEqual([`definition-${message}`]);
  });

  it.each([
    "await new Promise((resolve) => setTimeout(resolve, 1));",
    "const timer = setInterval(() => clearInterval(timer), 1);",
    "setInterval(() => {}, 1).unref();",
    "clearTimeout(setTimeout(() => { throw new Error('never'); }, 60_000));",
    "Promise.reject(new Error('caught')).catch(() => {});",
    "import { promisify } from 'node:util'; await promisify(setTimeout)(1);",
  ])("%s is fine", async (code) => {
    expect(await said(code)).toEqual([]);
  });
});

describe("loadDefinitions", () => {
  it("finds each object once, in the order of files and names, whoever imports it", async () => {
    const root = project({
      "stg/b.ts": `
        import { integer } from "drizzle-orm/pg-core";
        import { core } from "../core.ts";
        export { core as again } from "../core.ts";
        export const zebra = core.table("zebra", { id: integer() });
        export const ant = core.table("ant", { id: integer() });
        export const COUNT = 3;
      `,
      "core.ts": `
        import { pgSchema } from "drizzle-orm/pg-core";
        export const core = pgSchema("CORE");
      `,
      "notes.md": "not a module",
      "types.d.ts": "export declare const missing: number;",
    });
    const { exports, sources, diagnostics } = await load(root);
    expect(diagnostics).toEqual([]);
    expect(Object.keys(exports)).toEqual([
      "definitions/core.ts#core",
      "definitions/stg/b.ts#ant",
      "definitions/stg/b.ts#zebra",
    ]);
    expect(sources.get(exports["definitions/stg/b.ts#ant"] as object)).toEqual({
      file: join(root, "definitions/stg/b.ts"),
      exportName: "ant",
    });
  });

  it("loads what changed, and removes the bundles of before", async () => {
    const root = project({ "a.ts": "export const one = { name: 1 };" });
    const cache = join(root, ".dwh", "cache");
    expect((await load(root)).exports).toEqual({ "definitions/a.ts#one": { name: 1 } });
    for (const name of readdirSync(cache)) utimesSync(join(cache, name), 0, 0);
    writeFileSync(join(root, "definitions/a.ts"), "export const two = { name: 2 };");
    expect((await load(root)).exports).toEqual({ "definitions/a.ts#two": { name: 2 } });
    const bundles = readdirSync(cache).filter((name) => name.endsWith(".mjs"));
    expect(bundles).toEqual([expect.stringMatching(/^definitions-[0-9a-f]{16}\.mjs$/)]);
  });

  it("reads annotations, whatever copy of annotate() made them", async () => {
    const root = project({
      "a.ts": `
        import { sql } from "drizzle-orm";
        import { integer, pgSchema, pgTable, varchar } from "drizzle-orm/pg-core";
        import { annotate } from "dwh-definitions";
        export const core = pgSchema("CORE.v2");
        export const person = core.table("person", { id: integer(), eMail: varchar("e_mail"), fullName: varchar("full_name") });
        export const names = core.view("names").as((query) =>
          query.select({ id: person.id, upper: sql<string>\`upper(full_name)\`.as("upper_name") }).from(person),
        );
        export const plain = pgTable("plain", { id: integer() });
        annotate(person, {
          comment: "One row a person",
          columns: { eMail: { comment: "Primary address", sensitive: true }, id: {}, fullName: { comment: "" } },
        });
        annotate(names, { sensitive: true, columns: { upper: { comment: "In capitals" } } });
        annotate(plain, { comment: "Without a schema" });
      `,
    });
    const definitions = await load(root);
    expect(definitions.diagnostics).toEqual([]);
    const { comments, sensitive } = annotationsOf(definitions);
    expect([...comments].map(([key, { text }]) => [key, text]).sort()).toEqual([
      ['column "CORE.v2".names.upper_name', "In capitals"],
      ['column "CORE.v2".person.e_mail', "Primary address"],
      ['table "CORE.v2".person', "One row a person"],
      ["table public.plain", "Without a schema"],
    ]);
    expect([...sensitive]).toEqual(['"CORE.v2".names', '"CORE.v2".person.e_mail']);
  });

  it("leaves packages to Node, and this one too where no library is given", async () => {
    const root = project({
      "a.ts": 'import { annotate } from "dwh-definitions";\nexport const a = annotate;',
    });
    const entry = 'export * from "./definitions/a.ts";';
    const withNode = await bundle({ root, entry, name: "x" });
    const withLibrary = await bundle({ root, entry, name: "x", library: LIBRARY });
    expect(withNode).toMatchObject({ bundle: { code: expect.stringContaining('from "dwh-definitions"') } });
    expect(withLibrary).toMatchObject({ bundle: { code: expect.stringContaining("function annotate(") } });
  });
});

describe("definitions that do not load", () => {
  it("says that no file matches", async () => {
    const root = temporaryProject({});
    expect(shown(root, await load(root))).toEqual([
      "no-definitions drizzle.config.ts no file matches ./definitions/**/*.ts",
    ]);
  });

  it("shows every place that does not compile", async () => {
    const root = project({ "a.ts": 'import "./gone.ts";\nexport const a = 1;', "b.ts": "export const = 2;" });
    expect(shown(root, await load(root))).toEqual([
      'compile-error definitions/a.ts:1:8 Could not resolve "./gone.ts"',
      'compile-error definitions/b.ts:1:14 Expected identifier but found "="',
    ]);
  });

  it("shows where a file throws, through the source map", async () => {
    expect(
      await problemsOf(`
        type Gone = "with the types";
        function fail(what: Gone): never {
          throw new TypeError(\`no \${what}\`);
        }
        export const a = fail("with the types");
      `),
    ).toEqual([
      "definition-throws definitions/a.ts:3:9 the definitions do not load: TypeError: no with the types",
    ]);
  });

  it("shows where a callback of a table throws", async () => {
    expect(
      await problemsOf(`
        import { index, integer, pgTable } from "drizzle-orm/pg-core";
        export const a = pgTable("a", { id: integer() }, (table) => [
          index().on((table as any).gone.asc()),
        ]);
      `),
    ).toEqual([
      expect.stringMatching(/^definition-throws definitions\/a.ts:3:34 .*TypeError: Cannot read properties/),
    ]);
  });

  it("names a package that is missing and who wants it", async () => {
    const root = project({
      "a.ts": "export const a = {};",
      "b.ts": 'import { x } from "not-there/sub";\nexport const b = x;',
    });
    expect(shown(root, await load(root))).toEqual([
      "package-missing definitions/b.ts the package not-there is not installed",
    ]);
  });

  it("refuses a Drizzle from before 1.0, which says other things of a table", async () => {
    const root = project({ "a.ts": "export const a = {};" });
    const packages = join(root, "node_modules");
    rmSync(packages);
    mkdirSync(join(packages, "drizzle-orm"), { recursive: true });
    writeFileSync(join(packages, "drizzle-orm/package.json"), '{ "version": "0.45.1", "main": "index.cjs" }');
    writeFileSync(join(packages, "drizzle-orm/index.cjs"), "");
    expect(shown(root, await load(root))).toEqual([
      `drizzle-unfit package.json drizzle-orm 0.45.1 is installed, and definitions need ${ownPackage.dependencies["drizzle-orm"]}`,
    ]);
  });

  it("refuses two annotations of one table", async () => {
    expect(
      await problemsOf(`
        import { integer, pgTable } from "drizzle-orm/pg-core";
        import { annotate } from "dwh-definitions";
        export const a = pgTable("a", { id: integer() });
        annotate(a, { comment: "one" });
        annotate(a, { comment: "two" });
      `),
    ).toEqual([expect.stringMatching(/definitions\/a.ts:5:1 .*annotate\(\) was called twice/)]);
  });
});

describe("definitions that PostgreSQL or drizzle-kit would take amiss", () => {
  const long = (length: number) => "n".repeat(length);

  it("misses schemas and enums that are used but not exported, each once", async () => {
    expect(
      await problemsOf(`
        import { integer, pgEnum, pgSchema, pgTable } from "drizzle-orm/pg-core";
        const hidden = pgSchema("HIDDEN");
        const mood = pgEnum("mood", ["good"]);
        const level = hidden.enum("level", { Low: "low" });
        export const first = hidden.table("first", { id: integer(), mood: mood(), moods: mood().array(), level: level() });
        export const second = hidden.table("second", { id: integer(), mood: mood() });
        export const fine = pgTable("fine", { id: integer() });
      `),
    ).toEqual([
      "schema-not-exported definitions/a.ts:5:14 the schema HIDDEN is used here, but no definition file exports it",
      "enum-not-exported definitions/a.ts:5:14 the enum public.mood is used here, but no definition file exports it",
      "enum-not-exported definitions/a.ts:5:14 the enum HIDDEN.level is used here, but no definition file exports it",
    ]);
  });

  it("refuses variables that nobody gives a value in names of every kind", async () => {
    const problems = await problemsOf(`
      import { integer, pgSchema } from "drizzle-orm/pg-core";
      export const s = pgSchema("s_\${env}");
      export const one = s.table("t_\${foo}", { id: integer().primaryKey() });
      export const two = s.table("of_\${database}", { id: integer("\${env}_\${}") });
    `);
    expect(problems).toEqual([
      "unknown-variable definitions/a.ts:3:14 there is no variable foo, as the table t_${foo} has it in its name",
      "unknown-variable definitions/a.ts:4:14 there is no variable database, as the table of_${database} has it in its name",
      "unknown-variable definitions/a.ts:4:14 there is no variable , as the column ${env}_${} has it in its name",
    ]);
  });

  it("refuses double quotes in names of every kind", async () => {
    const problems = await problemsOf(`
      import { sql } from "drizzle-orm";
      import { check, foreignKey, index, integer, pgSchema, pgSequence, primaryKey, unique } from "drizzle-orm/pg-core";
      export const s = pgSchema('s"');
      export const e = s.enum('e"', ["a"]);
      export const q = pgSequence('q"');
      export const t = s.table('t"', { a: integer('a"') }, (t) => [
        index('i"').on(t.a), unique('u"').on(t.a), primaryKey({ name: 'p"', columns: [t.a] }),
        check('c"', sql\`true\`), foreignKey({ name: 'f"', columns: [t.a], foreignColumns: [t.a] }),
      ]);
      export const v = s.view('v"').as((query) => query.select().from(t));
    `);
    expect(problems.filter((text) => text.startsWith("name-has-quote"))).toHaveLength(problems.length);
    const names = problems.map((text) => / the (.*) has a double quote/.exec(text)?.[1]);
    expect(names).toEqual([
      'enum e"',
      'sequence q"',
      'schema s"',
      'table t"',
      'column a"',
      'primary key p"',
      'unique constraint u"',
      'foreign key f"',
      'check c"',
      'index i"',
      'view v"',
      'column a"',
    ]);
  });

  it("refuses schemas that PostgreSQL keeps or that would be one under some value of their variables", async () => {
    const root = temporaryProject({
      "definitions/a.ts": dedent(`
        import { variable } from "dwh-definitions";
        import { pgSchema } from "drizzle-orm/pg-core";
        export const a = pgSchema(variable("a"));
        export const b = pgSchema(variable("b"));
        export const fixed = pgSchema("core");
        export const fine = pgSchema(\`\${variable("a")}_2\`);
      `),
    });
    const variables = { a: ["one", "core"], b: ["two", "one", "pg_x"] };
    const { diagnostics } = await loadDefinitions(root, GLOBS, { library: LIBRARY, variables });
    expect(diagnostics.map(({ code, message }) => `${code} ${message}`)).toEqual([
      "same-schema the schemas ${a} and ${b} would be one, one, with a = one, b = one",
      "same-schema the schemas ${a} and core would be one, core, with a = core",
      "reserved-name the schema ${b} is pg_x with b = pg_x, a name that PostgreSQL keeps for itself",
    ]);
  });

  it("refuses names over 63 bytes, said or derived, variables at their longest", async () => {
    const root = project({
      "a.ts": `
        import { index, integer, pgSchema, pgTable } from "drizzle-orm/pg-core";
        export const fits = pgSchema("${long(63)}");
        export const cyrillic = pgSchema("${"ж".repeat(32)}");
        export const variable = pgSchema("\${env}_${long(53)}");
        export const table = pgTable("${long(40)}", { id: integer(), ${long(25)}: integer().unique() }, (t) => [
          index().on(t.${long(25)}),
          index("short").on(t.id),
        ]);
      `,
    });
    expect(shown(root, await load(root))).toEqual([
      `name-too-long definitions/a.ts:3:14 the name of the schema ${"ж".repeat(32)} has 64 bytes, PostgreSQL keeps 63`,
      `name-too-long definitions/a.ts:5:14 the name of the unique constraint ${long(40)}_${long(25)}_key has 70 bytes, PostgreSQL keeps 63`,
      `name-too-long definitions/a.ts:5:14 the name of the index ${long(40)}_${long(25)}_index has 72 bytes, PostgreSQL keeps 63`,
      `name-too-long definitions/a.ts:4:14 the name of the schema \${env}_${long(53)} has 64 bytes, PostgreSQL keeps 63`,
    ]);
  });

  it("refuses names over 63 bytes of columns of views, and of enum values", async () => {
    const problems = await problemsOf(`
      import { sql } from "drizzle-orm";
      import { integer, pgEnum, pgTable, pgView } from "drizzle-orm/pg-core";
      export const e = pgEnum("e", ["${"語".repeat(22)}", 'of "\${no}"']);
      export const t = pgTable("t", { id: integer() });
      export const v = pgView("v").as((query) => query.select({ x: sql<number>\`id\`.as("${long(64)}") }).from(t));
    `);
    expect(problems).toEqual([
      `name-too-long definitions/a.ts:3:14 the name of the enum value ${"語".repeat(22)} has 66 bytes, PostgreSQL keeps 63`,
      `name-too-long definitions/a.ts:5:14 the name of the column ${long(64)} has 64 bytes, PostgreSQL keeps 63`,
    ]);
  });

  it("refuses names over 63 bytes of partitions, those that only come with the time too", async () => {
    const table = (name: string, partitions: string) => `
      export const ${name} = s.table("${name}_\\\${env}", { day: date().notNull() });
      annotate(${name}, { partitioned: partitionBy("range", ${name}.day, { partitions: ${partitions} }) });`;
    const problems = await problemsOf(`
      import { date, pgSchema } from "drizzle-orm/pg-core";
      import { annotate, monthly, partitionBy, yearly } from "dwh-definitions";
      export const s = pgSchema("s");
      ${table("one", `{ ${long(64)}: { from: "2026-01-01", to: "2027-01-01" }, ${long(63)}: "default" }`)}
      ${table("two", `monthly({ name: "${long(58)}{year}{month}" })`)}
      ${table("fits", `[yearly({ from: "2026", to: "2028", name: "${long(59)}{year}" })]`)}
    `);
    expect(problems.map((text) => text.replace(/ definitions\S+/, ""))).toEqual([
      `name-too-long the name of the partition ${long(64)} has 64 bytes, PostgreSQL keeps 63`,
      `name-too-long the name of the partition ${long(58)}197001 has 64 bytes, PostgreSQL keeps 63`,
    ]);
  });

  it("says by the names of a calendar what its table is called, whatever is in it", async () => {
    const root = project({
      "a.ts": `
        import { date, pgSchema } from "drizzle-orm/pg-core";
        import { annotate, monthly, partitionBy } from "dwh-definitions";
        export const s = pgSchema("s");
        export const t = s.table("a$$b$&", { day: date().notNull() });
        annotate(t, { partitioned: partitionBy("range", t.day, { partitions: monthly() }) });`,
    });
    const { sqlObjects } = await load(root);
    expect([...sqlObjects.values()].map(({ parts }) => parts.names)).toEqual(["a$$b$&_{year}_{month}"]);
  });

  it("refuses what would empty other tables with each refresh", async () => {
    const problems = await problemsOf(`
      import { sql } from "drizzle-orm";
      import { integer, pgSchema } from "drizzle-orm/pg-core";
      import { annotate } from "dwh-definitions";
      export const s = pgSchema("s");
      export const t = s.table("t", { id: integer().primaryKey(), up: integer().references((): any => t.id, { onDelete: "cascade" }) });
      export const child = s.table("child", { t: integer().references(() => t.id, { onDelete: "set null" }) });
      export const kept = s.table("kept", { t: integer().references(() => t.id) });
      annotate(t, { refreshedFrom: sql\`SELECT 1 AS id\` });
    `);
    expect(problems).toEqual([
      "not-refreshable definitions/a.ts:5:14 s.t is filled anew, and rows of s.child would go or change with its former ones",
    ]);
  });

  it("refuses serial columns whose sequence has a name that is taken", async () => {
    const problems = await problemsOf(`
      import { integer, pgSchema, serial, pgTable, pgSequence, smallserial } from "drizzle-orm/pg-core";
      export const s = pgSchema("s");
      export const one = s.table("a", { b_c: serial() });
      export const two = s.table("a_b", { c: serial() });
      export const elsewhere = pgTable("a_b", { c: smallserial(), d: integer().generatedAlwaysAsIdentity() });
      export const three = s.table("${"ж".repeat(30)}a", { ${long(30)}: serial() });
      export const four = s.table("${"ж".repeat(30)}b", { ${long(30)}: smallserial() });
      export const named = s.table("n", { id: serial() });
      export const sequence = s.sequence("n_id_seq");
    `);
    expect(problems.map((text) => text.replace(/^\S+ /, ""))).toEqual([
      expect.stringMatching(/^definitions\/a\.ts:6:14 .*, as the sequence of s\.ж+b\./),
      "definitions/a.ts:8:14 the sequence of the serial column s.n.id would be called s.n_id_seq, as the sequence s.n_id_seq",
      "definitions/a.ts:4:14 the sequence of the serial column s.a_b.c would be called s.a_b_c_seq, as the sequence of s.a.b_c",
    ]);
  });

  it("accepts roles only to refer to", async () => {
    expect(
      await problemsOf(`
        import { pgRole } from "drizzle-orm/pg-core";
        export const known = pgRole("known").existing();
        export const fresh = pgRole("fresh");
      `),
    ).toEqual(["role-in-definitions definitions/a.ts:3:14 the role fresh is declared in a definition file"]);
  });

  it("refuses an annotation of a column that is not there", async () => {
    expect(
      await problemsOf(`
        import { integer, pgTable } from "drizzle-orm/pg-core";
        import { annotate } from "dwh-definitions";
        const a = pgTable("a", { userId: integer("user_id") });
        annotate(a as object, { columns: { user_id: { comment: "by its name in the database" } } });
        export default a;
      `),
    ).toEqual([
      "unknown-column definitions/a.ts:5:1 annotate() names the column user_id, which public.a does not have",
    ]);
  });
});

/** Vitest has module loading and stacks of its own: these are Node's. */
describe("in Node itself", () => {
  const probe = `
    import { loadDefinitions } from ${JSON.stringify(fileURLToPath(new URL("../../scripts/declarations/definitions/definitions.ts", import.meta.url)))};
    for (const file of process.argv.slice(2)) {
      const { diagnostics } = await loadDefinitions(import.meta.dirname, [file]);
      for (const { code, at } of diagnostics) console.log(file, code, at?.file.slice(import.meta.dirname.length + 1), at?.line, at?.column);
    }
  `;
  const files = {
    "thrown.ts":
      'type Gone = 1;\nconst no = (): Gone => {\n  throw new Error("no");\n};\nexport const a = no();',
    "package.ts": 'import x from "@not/there/sub";\nexport const a = x;',
    "export.ts": 'import { pgTabel } from "drizzle-orm/pg-core";\nexport const a = pgTabel("a", {});',
    "callback.ts":
      'import { index, integer, pgTable } from "drizzle-orm/pg-core";\n' +
      'export const a = pgTable("a", { id: integer() }, (t: any) => [\n  index().on(t.gone.asc()),\n]);',
  };

  it("finds the same places", async () => {
    const root = temporaryProject(files);
    await build({
      stdin: { contents: probe, resolveDir: root, loader: "ts" },
      outfile: join(root, "probe.mjs"),
      bundle: true,
      format: "esm",
      platform: "node",
      packages: "external",
    });
    const { stdout } = await promisify(execFile)(process.execPath, [
      join(root, "probe.mjs"),
      ...Object.keys(files),
    ]);
    expect(stdout.trim().split("\n")).toEqual([
      "thrown.ts definition-throws thrown.ts 3 9",
      "package.ts package-missing package.ts undefined undefined",
      "export.ts definition-throws export.ts 1 1",
      "callback.ts definition-throws callback.ts 3 21",
    ]);
  });
});
