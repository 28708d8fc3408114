// The bundle of an earlier run, where nothing that it was made of has changed since.
import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { type Keeping, keepAnswer, keptAnswer, type MadeOf } from "../../kept/kept-answers.ts";
import { programIdentity } from "../../kept/program-identity.ts";
import { hasBuiltDrizzle } from "./built-drizzle.ts";
import { type Bundle, type BundleRequest, bundle } from "./bundle.ts";

/** Absolute paths of what a bundle was made of: its files, the folders that these lie in, and what says how imports are read. */
export function filesOf({ root, inputs }: Pick<Bundle, "root" | "inputs">): string[] {
  const files = Object.keys(inputs)
    .filter((path) => !path.startsWith("<"))
    .map((path) => join(root, path));
  const more = ["tsconfig.json", "package.json"].map((name) => join(root, name));
  return [...new Set([...files, ...files.map((file) => dirname(file)), ...more])].sort();
}

type Kept = Pick<Bundle, "file" | "inputs">;

/** As {@link bundle}; esbuild is not even loaded where a bundle of the same files is kept. */
export async function keptBundle(request: BundleRequest): ReturnType<typeof bundle> {
  const { root, entry, name, library } = request;
  const where: Keeping = { root, name: `bundle-${name}` };
  const known: MadeOf = {
    facts: JSON.stringify({
      ...{ entry, library, root, node: process.version, program: programIdentity() },
      hasBuiltDrizzle: hasBuiltDrizzle(root),
    }),
    files: [],
  };
  const kept = (await keptAnswer(where, "bundle", known))?.answer as Kept | undefined;
  const code = kept && (await readFile(kept.file, "utf8").catch(() => undefined));
  if (kept && code !== undefined) return { bundle: { root, code, ...kept } };
  const began = Date.now();
  const built = await bundle(request);
  if ("bundle" in built) {
    const { file, inputs } = built.bundle;
    await keepAnswer(where, "bundle", { file, inputs }, { ...known, files: filesOf(built.bundle) }, began);
  }
  return built;
}
