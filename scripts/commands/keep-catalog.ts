// `dwh catalog`: what others make, kept in git for the patterns of role files.
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { CATALOG_FILE, catalogText } from "../declarations/objects/catalog-file.ts";
import { keptExtensionTexts } from "../declarations/objects/kept-extensions.ts";
import { EXIT } from "../model/exit-code.ts";
import { readExternalCatalog } from "../sources/external-catalog.ts";
import { openProject } from "../sources/project.ts";
import { openTarget } from "../sources/target.ts";
import type { Options } from "../verbs/verbs.ts";

/** Tells what came and went in schemas of others since it was kept, or keeps what is there. */
export async function run(_args: readonly string[], options: Options<"catalog">): Promise<number> {
  const project = await openProject();
  const target = await openTarget(project, options.target);
  const { found, extensions, differences } = await readExternalCatalog(project, target);
  for (const text of differences) process.stdout.write(`${text}\n`);
  if (options.write) {
    await writeFile(join(project.root, CATALOG_FILE), catalogText(found, keptExtensionTexts(extensions)));
    const next = differences.length > 0 ? " What wildcards reach now is said by: dwh check" : "";
    const made = [...found.keys(), ...[...extensions.keys()].map((name) => `the extension ${name}`)];
    process.stdout.write(`Wrote ${CATALOG_FILE}: what others make in ${made.join(", ")}.${next}\n`);
    return EXIT.done;
  }
  if (differences.length === 0) process.stdout.write(`${CATALOG_FILE} is what ${target.shown} has.\n`);
  return differences.length > 0 ? EXIT.differs : EXIT.done;
}
