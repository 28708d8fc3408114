// The bundle of an earlier run, where nothing that it was made of has changed since.
import { readFile, utimes } from "node:fs/promises";
import { join } from "node:path";
import { type Keeping, keepAnswer, keptAnswer, type MadeOf } from "../../kept/kept-answers.ts";
import { programIdentity } from "../../kept/program-identity.ts";
import { builtDrizzleFor } from "./built-drizzle.ts";
import { type Bundle, type BundleRequest, bundle } from "./bundle.ts";
import { importCandidates } from "./import-candidates.ts";
import { importSettings } from "./import-settings.ts";

/** Absolute paths of what a bundle was made of: its files, and where their imports lead and could lead. */
export function filesOf({ root, inputs }: Pick<Bundle, "root" | "inputs">): string[] {
  const files = Object.keys(inputs)
    .filter((path) => !path.startsWith("<"))
    .map((path) => join(root, path));
  const { folders, settings } = importSettings(root, files);
  const candidates = importCandidates(root, inputs, settings);
  return [...new Set([...files, ...folders, ...settings, ...candidates])].sort();
}

type Kept = Pick<Bundle, "file" | "inputs">;

/** As {@link bundle}; esbuild is not even loaded where a bundle of the same files is kept. */
export async function keptBundle(request: BundleRequest): ReturnType<typeof bundle> {
  const { root, entry, name, library } = request;
  const where: Keeping = { root, name: `bundle-${name}` };
  const known: MadeOf = {
    facts: JSON.stringify({
      ...{ entry, library, root, node: process.version, program: programIdentity() },
      // The bundle imports files of this program.
      drizzle: builtDrizzleFor(root),
    }),
    files: [],
  };
  const kept = (await keptAnswer(where, "bundle", known))?.answer as Kept | undefined;
  const code = kept && (await readFile(kept.file, "utf8").catch(() => undefined));
  if (kept && code !== undefined) {
    // Another run removes bundles that nobody has asked for in a while.
    const now = new Date();
    await utimes(kept.file, now, now).catch(() => {});
    return { bundle: { root, code, ...kept } };
  }
  const began = Date.now();
  const built = await bundle(request);
  if ("bundle" in built) {
    const { file, inputs } = built.bundle;
    await keepAnswer(where, "bundle", { file, inputs }, { ...known, files: filesOf(built.bundle) }, began);
  }
  return built;
}
