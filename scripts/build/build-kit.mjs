// Builds dist/kit/: of drizzle-kit's bundles, 7 MB each, what is needed, as text that loads fast.
import { mkdir, readFile, stat, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { build } from "esbuild";

const kit = dirname(createRequire(import.meta.url).resolve("drizzle-kit/cli"));

/** What is asked of each bundle. */
const WANTED = {
  "payload-postgres": ["generateDrizzleJson", "generateMigration", "reconstruct"],
  cli: ["generate", "check"],
};

/** The compiler of TypeScript files: definitions are handed over as modules that Node loads. */
const COMPILER = /^\/\/#region \S+\/jiti\/dist\/babel\.cjs\n[\s\S]*?^\/\/#endregion\n/m;

/** Without marks, esbuild does not know that wrapped modules which nobody asks for can go. */
const WRAPPER = /= (__esmMin|__commonJSMin|__exportAll|__toESM)\(/g;

/** `import()` has no meaning in compiled code that is kept: whoever runs the text gives a function for it. */
const IMPORT = /\bimport\((?=["'`]|\w+(?:\)|\[)|\(0,)/g;

/**
 * Where drizzle-kit looks at all rows for those of one table, and at all groups for that of a row, its time grows with
 * the square of the number of tables: `[pattern, text]`.
 */
const BY_TABLE = [
  [
    /^function makeProcessors\(/m,
    `import { adding, changing, groupNumbers, rowsOf } from ${JSON.stringify(join(import.meta.dirname, "rows-by-table.mjs"))};\n$&`,
  ],
  [/(\tconst list = \(where\) => \{\n\t+const from = )scope\(\);/, "$1rowsOf(store, type, scope, where);"],
  [/(\tconst one = \(where\) => where \? )scope\(\)/, "$1rowsOf(store, type, scope, where)"],
  [
    /\tpush,\s+pushAll,\s+list,\s+one,\s+update,\s+delete: del,\s+drop,/,
    "push: adding(store, type, push), ...changing(store, { pushAll, update, delete: del, drop }), list, one,",
  ],
  [
    /(\tgroupDiffs = \(arr\) => \{)([^{}]+\{[^{}]+?const idx = )res\.findIndex\(\(it\) => \("schema" in it .*? : true\)\);/,
    "$1 const numberOf = groupNumbers();$2numberOf(stmnt);",
  ],
];

/** @throws {Error} where nothing is replaced: then drizzle-kit is not written any more as it was */
function replaced(text, pattern, by) {
  const result = text.replace(pattern, by);
  if (result === text) throw new Error(`drizzle-kit has nothing like ${pattern}`);
  return result;
}

const editKit = {
  name: "drizzle-kit",
  setup({ onLoad }) {
    onLoad({ filter: /drizzle-kit[\\/](cli|payload-postgres)\.mjs$/ }, async ({ path }) => {
      const text = await readFile(path, "utf8");
      const without = replaced(text, COMPILER, "const require_babel = () => undefined;\n");
      const marked = replaced(without, WRAPPER, "= /* @__PURE__ */ $1(");
      const contents = BY_TABLE.reduce((done, [pattern, by]) => replaced(done, pattern, by), marked);
      return { contents, loader: "js" };
    });
  },
};

/** Writes the files anew, and what they were built from (see kept/built-from.ts). */
export async function buildKit(folder) {
  await mkdir(folder, { recursive: true });
  const sizes = {};
  for (const [name, exports] of Object.entries(WANTED)) {
    const file = `${name}.mjs`;
    sizes[file] = (await stat(join(kit, file))).size;
    const source = JSON.stringify(join(kit, file));
    const { outputFiles } = await build({
      stdin: { contents: `export { ${exports.join(", ")} } from ${source};`, resolveDir: kit },
      bundle: true,
      write: false,
      packages: "external",
      format: "cjs",
      platform: "node",
      target: "node20",
      // One byte a character is read and kept in half the time and memory.
      charset: "ascii",
      define: { "import.meta.url": "moduleUrl" },
      banner: { js: 'const moduleUrl = require("node:url").pathToFileURL(__filename).href;' },
      minifyWhitespace: true,
      legalComments: "none",
      plugins: [editKit],
      logLevel: "warning",
    });
    await writeFile(join(folder, `${name}.cjs`), replaced(outputFiles[0].text, IMPORT, "importModule("));
  }
  await writeFile(join(folder, "built-from.json"), JSON.stringify(sizes));
}
