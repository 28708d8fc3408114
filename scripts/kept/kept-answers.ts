// Answers of earlier runs, kept beside what they were made of: who asks the same of the same gets them at once.
import { createHash } from "node:crypto";
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { asStamped, type Stamps, stampsOf, unchangedSince } from "./file-stamps.ts";
import { keptFolder } from "./kept-folder.ts";

/** What an answer was made of. */
export interface MadeOf {
  /** Everything that is no file, as text: configuration, versions, environment. */
  readonly facts: string;
  /** Absolute paths of files and folders, sorted. */
  readonly files: readonly string[];
}

interface KeptFile {
  readonly facts: string;
  readonly stamps: Stamps;
  /** By question. */
  readonly answers: Readonly<Record<string, unknown>>;
}

/** Where answers are kept: a project's folder, and the name of the file in `.dwh/cache`. */
export interface Keeping {
  readonly root: string;
  readonly name: string;
}

/** Counts what is kept and how. */
const FORMAT = 1;

/** The hash of what follows it in the file: what was damaged, or is somebody else's, is not taken for ours. */
const seal = (text: string): string => createHash("sha256").update(`${FORMAT}\n${text}`).digest("hex");

async function readKept({ root, name }: Keeping): Promise<KeptFile | undefined> {
  const text = await readFile(join(await keptFolder(root), "cache", `${name}.json`), "utf8").catch(() => "");
  const end = text.indexOf("\n");
  const body = text.slice(end + 1);
  return text.slice(0, Math.max(end, 0)) === seal(body) ? (JSON.parse(body) as KeptFile) : undefined;
}

/**
 * What an earlier run found, where all that it was made of is as it was.
 *
 * @param known what is known of that before anything is read; the files that these led to are kept beside the answer
 */
export async function keptAnswer(where: Keeping, question: string, known: MadeOf): Promise<unknown> {
  const kept = await readKept(where);
  if (kept?.facts !== known.facts || !Object.hasOwn(kept.answers, question)) return undefined;
  const isNew = known.files.some((file) => !Object.hasOwn(kept.stamps, file));
  return !isNew && asStamped(kept.stamps) ? kept.answers[question] : undefined;
}

/**
 * Keeps an answer for later runs, unless something that it was made of may have changed while it was found.
 *
 * @param began milliseconds since 1970, before the first of the files was read
 */
export async function keepAnswer(
  where: Keeping,
  question: string,
  answer: unknown,
  { facts, files }: MadeOf,
  began: number,
): Promise<void> {
  try {
    const stamps = stampsOf(files);
    if (!unchangedSince(files, began)) return;
    const kept = await readKept(where);
    const isSame = kept?.facts === facts && JSON.stringify(kept.stamps) === JSON.stringify(stamps);
    const body = JSON.stringify({
      facts,
      stamps,
      answers: { ...(isSame && kept.answers), [question]: answer },
    } satisfies KeptFile);
    const folder = join(await keptFolder(where.root), "cache");
    await mkdir(folder, { recursive: true });
    const temporary = join(folder, `${where.name}.json.${process.pid}`);
    await writeFile(temporary, `${seal(body)}\n${body}`);
    await rename(temporary, join(folder, `${where.name}.json`));
  } catch {
    // Only time is lost.
  }
}
