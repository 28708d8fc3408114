import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";
import { keepTemporaryInMemory } from "./test/support/memory-folder.ts";

keepTemporaryInMemory();

/** `import text from "./x.sql"` is the file's text, as in the build (see scripts/build/build.mjs). */
const sqlAsText = {
  name: "sql-as-text",
  transform(code: string, id: string) {
    return id.endsWith(".sql") ? `export default ${JSON.stringify(code)}` : undefined;
  },
};

/** What needs neither a server nor dist/. */
const PURE = [
  "test/*.test.ts",
  "test/{commands,diagram,init,model,sql,plan,review,declarations,definitions,migrations}/**/*.test.ts",
  "test/adopt/adopt-*.test.ts",
];

const CLI = ["test/cli/**/*.test.ts"];

/** What puts something else in the place of a module, which only works where nobody has loaded that yet. */
const ALONE = ["test/move/deployer.test.ts"];

const BUILD = "test/support/build.ts";
const SERVER = "test/support/global-setup.ts";

export default defineConfig({
  plugins: [sqlAsText],
  resolve: { alias: { "dwh-definitions": fileURLToPath(new URL("scripts/index.ts", import.meta.url)) } },
  test: {
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // Vitest leaves one core alone; a test that waits for a server uses none.
    maxWorkers: availableParallelism() + 1,
    // Nothing keeps state between files, and loading everything anew for each costs a second of processor time.
    isolate: false,
    // Each project would transform the same files anew.
    experimental: { fsModuleCache: true },
    projects: [
      { extends: true, test: { name: "pure", include: PURE } },
      {
        extends: true,
        test: {
          name: "server",
          include: ["test/**/*.test.ts"],
          exclude: [...PURE, ...CLI, ...ALONE],
          globalSetup: [BUILD, SERVER],
        },
      },
      {
        extends: true,
        test: { name: "alone", include: ALONE, isolate: true, globalSetup: [BUILD, SERVER] },
      },
      { extends: true, test: { name: "cli", include: CLI, globalSetup: [BUILD, SERVER] } },
    ],
  },
});
