import { readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { loadConfig } from "../../scripts/declarations/config/config.ts";
import { type Diagnostic, Refusal } from "../../scripts/model/diagnostic.ts";
import { dedent, LIBRARY, temporaryProject } from "./temporary-project.ts";

const project = (text: string) => temporaryProject({ "drizzle.config.ts": dedent(text) });

/** Code, message and place of what is wrong with a configuration. */
async function problemsOf(root: string): Promise<string[]> {
  const error: unknown = await loadConfig(root).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof Refusal)) throw error ?? new Error("the configuration was accepted");
  const place = ({ at }: Diagnostic) => (at?.line === undefined ? "" : ` at ${at.line}:${at.column}`);
  return error.diagnostics.map(
    (diagnostic) => `${diagnostic.code}${place(diagnostic)}: ${diagnostic.message}`,
  );
}

describe("loadConfig", () => {
  it("fills in the defaults", async () => {
    const root = project('export default { dialect: "postgresql", schema: "./definitions/**/*.ts" };');
    expect(await loadConfig(root)).toEqual({
      root,
      file: join(root, "drizzle.config.ts"),
      madeOf: ["", "/drizzle.config.ts", "/package.json", "/tsconfig.json"].map((path) => `${root}${path}`),
      schema: ["./definitions/**/*.ts"],
      out: join(root, "generated"),
      migrations: { schema: "drizzle", table: "__drizzle_migrations" },
      roles: join(root, "roles"),
      variables: {},
      targets: {},
      lint: {},
      loadSeconds: 30,
      ignore: [],
      reads: { environment: [], files: [] },
    });
  });

  it("reads both kinds of keys and leaves drizzle-kit's others alone", async () => {
    const root = project(`
      import type { Config } from "dwh-definitions";
      const variables: Record<string, string[]> = { env: ["test", "prod"] };
      export default {
        dialect: "postgresql",
        schema: ["./a.ts", "./b/*.ts"],
        out: "./history",
        verbose: true,
        migrations: { table: "applied" },
        warehouse: {
          roles: "./access",
          variables,
          targets: { production: { urlFrom: "PROD_URL", variables: { env: "prod" }, lockTimeout: "5s" } },
        },
      } satisfies Config;
    `);
    expect(await loadConfig(root)).toMatchObject({
      schema: ["./a.ts", "./b/*.ts"],
      out: join(root, "history"),
      migrations: { schema: "drizzle", table: "applied" },
      roles: join(root, "access"),
      variables: { env: ["test", "prod"] },
      targets: { production: { urlFrom: "PROD_URL", variables: { env: "prod" }, lockTimeout: "5s" } },
    });
  });

  it("takes defineConfig of drizzle-kit, values of this package and files beside it", async () => {
    const root = temporaryProject({
      "drizzle.config.ts": dedent(`
        import { defineConfig } from "drizzle-kit";
        import { annotate } from "dwh-definitions";
        import { out } from "./places.ts";
        if (typeof annotate !== "function") throw new Error("no library");
        export default defineConfig({ dialect: "postgresql", schema: "./a.ts", out });
      `),
      "places.ts": 'export const out = "./elsewhere";',
    });
    expect((await loadConfig(root, { library: LIBRARY })).out).toBe(join(root, "elsewhere"));
  });

  it("loads a configuration that changed, and keeps the folder of bundles small", async () => {
    const root = project('export default { dialect: "postgresql", schema: "./a.ts" };');
    expect((await loadConfig(root)).schema).toEqual(["./a.ts"]);
    expect((await loadConfig(root)).schema).toEqual(["./a.ts"]);
    const kept = readdirSync(join(root, ".dwh", "cache"));
    expect(kept.filter((name) => name.endsWith(".mjs"))).toHaveLength(1);
  });

  it("accepts the configuration of this repository", async () => {
    const config = await loadConfig(fileURLToPath(new URL("../../", import.meta.url)).replace(/[\\/]$/, ""));
    expect(config.variables).toEqual({ env: ["test", "prod"] });
    expect(Object.keys(config.targets)).toEqual(["test", "production"]);
  });
});

describe("what is wrong with drizzle.config.ts", () => {
  it("says that it is missing", async () => {
    const root = temporaryProject({});
    expect(await problemsOf(root)).toEqual([`no-config: there is no drizzle.config.ts in ${root}`]);
  });

  it("shows where it does not compile", async () => {
    const root = project(`
      export default {
        dialect: "postgresql"
        schema: "./a.ts",
      };
    `);
    expect(await problemsOf(root)).toEqual(['compile-error at 3:3: Expected "}" but found "schema"']);
  });

  it("shows where it throws", async () => {
    const root = project(`
      const need = (name: string): string => {
        throw new Error(\`\${name} is not set\`);
      };
      export default { dialect: "postgresql", schema: need("SCHEMA") };
    `);
    expect(await problemsOf(root)).toEqual([
      "definition-throws at 2:9: drizzle.config.ts does not load: SCHEMA is not set",
    ]);
  });

  it("says what is missing and of the wrong kind", async () => {
    const root = project(`
      export default {
        dialect: "mysql",
        out: 3,
      };
    `);
    expect(await problemsOf(root)).toEqual([
      'wrong-value at 2:3: dialect: say `dialect: "postgresql"`: drizzle-kit asks for it, and this program is for PostgreSQL',
      "wrong-value: schema: a glob of the definition files, or a list of them",
      "wrong-value at 3:3: out: Invalid input: expected string, received number",
    ]);
  });

  it("refuses unknown keys of its own, with a suggestion", async () => {
    const root = project(`
      export default {
        dialect: "postgresql",
        schema: "./a.ts",
        warehouse: {
          role: "./roles",
          targets: { production: { urlFrom: "URL", lockTimout: "5s" } },
        },
      };
    `);
    const error: unknown = await loadConfig(root).catch((thrown: unknown) => thrown);
    expect(
      (error as Refusal).diagnostics.map(({ message, help, at }) => [message, help, at?.line, at?.column]),
    ).toEqual([
      ["warehouse.targets.production.lockTimout is not known", "Did you mean lockTimeout?", 6, 46],
      ["warehouse.role is not known", "Did you mean roles?", 5, 5],
    ]);
  });

  it("refuses a URL, which may hold a password", async () => {
    const root = project(`
      export default {
        dialect: "postgresql",
        schema: "./a.ts",
        warehouse: { targets: { production: { url: "postgres://u:secret@db/dwh" } } },
      };
    `);
    expect(await problemsOf(root)).toEqual([
      expect.stringMatching(/^wrong-value.* warehouse.targets.production.urlFrom: /),
      "url-in-config at 4:41: a target does not hold its URL, which may hold a password",
    ]);
  });

  it("checks variables and the values that targets give them", async () => {
    const root = project(`
      export default {
        dialect: "postgresql",
        schema: "./a.ts",
        warehouse: {
          variables: { env: ["test", "prod"] },
          targets: {
            a: { urlFrom: "A", variables: { env: "stage" } },
            b: { urlFrom: "B", variables: { zone: "eu" } },
          },
        },
      };
    `);
    expect(await problemsOf(root)).toEqual([
      "wrong-value at 7:39: warehouse.targets.a.variables.env: stage is not one of test, prod",
      "wrong-value at 8:39: warehouse.targets.b.variables.zone: there is no variable zone in `variables`",
    ]);
    const quoted = project(`
      export default {
        dialect: "postgresql",
        schema: "./a.ts",
        warehouse: { variables: { env: ["it's"] }, targets: { a: { urlFrom: "A", lockTimeout: "soon" } } },
      };
    `);
    expect(await problemsOf(quoted)).toEqual([
      expect.stringContaining("warehouse.variables.env.0: a value has letters"),
      expect.stringContaining("warehouse.targets.a.lockTimeout: a duration"),
    ]);
  });

  it("knows the variables in the place of the history, and takes names in any alphabet", async () => {
    const named = (crmp: string) =>
      project(`
      export default {
        dialect: "postgresql",
        schema: "./a.ts",
        migrations: { schema: "\${crmp}" },
        warehouse: { variables: { ${crmp}: ["crmp", "Ärger_表", "x".repeat(63)] } },
      };
    `);
    expect(await loadConfig(named("crmp"))).toMatchObject({ migrations: { schema: "${crmp}" } });
    expect(await problemsOf(named("crm"))).toEqual([
      expect.stringContaining("migrations.schema: there is no variable crmp in `warehouse.variables`"),
    ]);
    for (const value of ['"a\\"b"', '"a-b"', '"x".repeat(64)', '"é".repeat(32)', '"e\\u0301"']) {
      const root = project(
        `export default { dialect: "postgresql", schema: "./a.ts", warehouse: { variables: { crmp: [${value}] } } };`,
      );
      expect(await problemsOf(root)).toEqual([
        expect.stringContaining("a value has letters, digits and underscores"),
      ]);
    }
  });

  it("takes what a target says of protection, elevated statements and hooks", async () => {
    const root = project(`
      export default {
        dialect: "postgresql",
        schema: "./a.ts",
        warehouse: {
          targets: {
            "prod-eu": {
              urlFrom: "A",
              protected: true,
              elevatedRole: "admin",
              hooks: { afterUpgrade: ["redis-cli", "FLUSHALL"], timeout: "5min", beforeRevision: () => {} },
            },
          },
        },
      };
    `);
    const { targets } = await loadConfig(root);
    expect(targets["prod-eu"]).toMatchObject({
      protected: true,
      elevatedRole: "admin",
      hooks: {
        afterUpgrade: ["redis-cli", "FLUSHALL"],
        timeout: "5min",
        beforeRevision: expect.any(Function),
      },
    });
    const wrong = project(`
      export default {
        dialect: "postgresql",
        schema: "./a.ts",
        warehouse: { targets: { a: { urlFrom: "A", protected: "yes", hooks: { afterupgrade: "x", beforeUpgrade: "redis-cli", timeout: "5d" } } } },
      };
    `);
    const problems = await problemsOf(wrong);
    expect(problems).toContainEqual(expect.stringContaining("warehouse.targets.a.protected"));
    expect(problems).toContainEqual(
      expect.stringContaining("warehouse.targets.a.hooks.afterupgrade is not known"),
    );
    expect(problems).toContainEqual(
      expect.stringContaining("hooks.beforeUpgrade: a command as a list of its words"),
    );
    expect(problems).toContainEqual(expect.stringContaining("hooks.timeout: a duration such as"));
    const list = project(`
      export default { dialect: "postgresql", schema: "./a.ts", warehouse: { targets: { "a,b": { urlFrom: "A" } } } };
    `);
    expect(await problemsOf(list)).toEqual([expect.stringContaining("a target's name has letters")]);
  });

  it("needs a default export", async () => {
    expect(await problemsOf(project("export default undefined;"))).toEqual([
      expect.stringContaining("drizzle.config.ts has no default export"),
    ]);
  });
});
