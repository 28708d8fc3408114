// What is loaded by import() while a command runs, in families: each is one file beside those that it shares with
// others. By itself esbuild cuts the program into a file for every set of imports that share something, hundreds of
// them, and a file costs Node more than what is in it.
import { readFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";

/** Files below commands/ that load much the same. What is not named here is a family of its own. */
const FAMILIES = [
  [
    "upgrade",
    "downgrade",
    "setup",
    "bootstrap",
    "rotate",
    "stamp",
    "targets",
    "sample",
    "studio",
    "../sources/access-script",
    "../sources/script-standing",
  ],
  ["partitions", "keep-catalog", "refresh"],
  ["diff", "show", "can", "explain", "who", "diagram"],
  ["heads", "history", "truncate", "restore", "info", "current"],
  ["psql", "start", "demo", "stop", "clean", "check", "lint"],
  ["revision", "init", "../sources/answer-on-changes"],
  ["../dialog/next-revision", "rebase", "squash", "verify", "merge"],
  ["import", "../branches/agreement", "../sources/lint-declarations", "../sources/declared-source"],
  ["drift", "adopt", "../drift/source-items", "../adopt/adopt-database"],
].map((names) => names.map((name) => resolve(import.meta.dirname, "commands", `${name}.ts`)));

const IMPORT = /\bimport\("(\.[^"]+)"\)/g;

/** Where a file is: of which family, and which of it. */
function placeOf(file) {
  const family = FAMILIES.findIndex((files) => files.includes(file));
  return family < 0 ? undefined : { family, index: FAMILIES[family].indexOf(file) };
}

/** `import("./upgrade.ts")` → `import("family:0").then((family) => family.file0)` */
export const families = {
  name: "families",
  setup({ onLoad, onResolve }) {
    onLoad({ filter: /\/scripts\/.*\.ts$/ }, async ({ path }) => {
      const text = await readFile(path, "utf8");
      const contents = text.replace(IMPORT, (whole, specifier) => {
        const place = placeOf(resolve(dirname(path), specifier));
        return place ? `import("family:${place.family}").then((family) => family.file${place.index})` : whole;
      });
      return { contents, loader: "ts" };
    });
    onResolve({ filter: /^family:/ }, ({ path }) => ({ path, namespace: "family" }));
    onLoad({ filter: /.*/, namespace: "family" }, ({ path }) => ({
      contents: FAMILIES[Number(path.split(":")[1])]
        .map((file, index) => `export * as file${index} from ${JSON.stringify(file)};\n`)
        .join(""),
      resolveDir: import.meta.dirname,
    }));
  },
};
