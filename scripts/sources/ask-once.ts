// What an earlier run found on the very same files, instead of reading them.
import { createHash } from "node:crypto";
import { readdirSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { findDefinitionFiles } from "../declarations/definitions/definition-files.ts";
import type { Definitions } from "../declarations/definitions/definitions.ts";
import { CATALOG_FILE } from "../declarations/objects/catalog-file.ts";
import { type Keeping, keepAnswer, keptAnswer, type MadeOf } from "../kept/kept-answers.ts";
import { programIdentity } from "../kept/program-identity.ts";
import type { Project } from "./project.ts";

/** Of what definitions are made besides the project's own files: a version tells what is in it. */
const PACKAGES = ["drizzle-orm/package.json", "drizzle-kit/package.json", "dwh-definitions/dist/index.js"];

/** The folder and those above it. */
function* upwards(folder: string): Generator<string> {
  for (let current = folder; ; current = dirname(current)) {
    yield current;
    if (current === dirname(current)) return;
  }
}

/** A folder, and the files and folders in it, whatever lies how deep. */
function everythingIn(folder: string): string[] {
  try {
    return [folder, ...readdirSync(folder, { recursive: true }).map((path) => join(folder, String(path)))];
  } catch {
    return [folder];
  }
}

/** What the environment says of what is read of it; it may be secret. */
const environmentFacts = (names: readonly string[]): readonly (string | undefined)[] =>
  names.map((name) => {
    const value = process.env[name];
    return value === undefined ? undefined : createHash("sha256").update(value).digest("hex");
  });

/** What is known to count before anything of it is read. */
async function knownFiles({ root, config, library }: Project): Promise<MadeOf> {
  const definitions = (await findDefinitionFiles(root, config.schema)).map((path) => resolve(root, path));
  const packages = [...upwards(root)].flatMap((folder) =>
    PACKAGES.map((path) => join(folder, "node_modules", path)),
  );
  const own = [CATALOG_FILE, "package.json", "tsconfig.json", "dist/index.js"].map((name) =>
    join(root, name),
  );
  const files = [
    ...definitions,
    ...definitions.map((file) => dirname(file)),
    ...everythingIn(config.roles),
    ...everythingIn(config.out),
    ...config.reads.files.flatMap((path) => everythingIn(resolve(root, path))),
    ...packages,
    ...own,
  ];
  // Functions are left out: hooks do nothing here.
  const facts = {
    config,
    library,
    node: process.version,
    program: programIdentity(),
    environment: environmentFacts(config.reads.environment),
    // Files are found from there.
    folder: config.reads.files.length > 0 ? process.cwd() : undefined,
  };
  return { facts: JSON.stringify(facts), files: [...new Set(files)].sort() };
}

/** What was found, and the definitions that were read for it where it may be kept; the answer goes through JSON. */
export interface Found<Answer> {
  readonly answer: Answer;
  readonly keep?: Definitions;
}

/**
 * Asks what an earlier run found where all files are as they were, and finds it out where they are not.
 *
 * @param question what is asked: a verb's name
 * @param onFiles told of the files that the answer is made of, as far as they are known, before and after it is found
 */
export async function askOnce<Answer>(
  project: Project,
  question: string,
  find: () => Promise<Found<Answer>>,
  onFiles: (files: readonly string[]) => void = () => {},
): Promise<Answer> {
  const began = Date.now();
  const where: Keeping = { root: project.root, name: "answers" };
  const known = await knownFiles(project);
  onFiles(known.files);
  const kept = await keptAnswer(where, question, known);
  if (kept) onFiles(kept.files);
  if (kept) return kept.answer as Answer;
  const { answer, keep } = await find();
  const files = [...new Set([...known.files, ...(keep?.madeOf.files ?? [])])].sort();
  onFiles(files);
  if (keep && !(await keep.madeOf.readsUnseen(project.config.reads))) {
    await keepAnswer(where, question, answer, { facts: known.facts, files }, began);
  }
  return answer;
}
