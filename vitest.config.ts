import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

/** `import text from "./x.sql"` is the file's text, as in the build (see scripts/build.mjs). */
const sqlAsText = {
  name: "sql-as-text",
  transform(code: string, id: string) {
    return id.endsWith(".sql") ? `export default ${JSON.stringify(code)}` : undefined;
  },
};

export default defineConfig({
  plugins: [sqlAsText],
  resolve: { alias: { "dwh-definitions": fileURLToPath(new URL("scripts/index.ts", import.meta.url)) } },
  test: {
    include: ["test/**/*.test.ts"],
    globalSetup: ["test/support/build.ts", "test/support/global-setup.ts"],
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
