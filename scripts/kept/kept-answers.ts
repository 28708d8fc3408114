// Answers of earlier runs, kept beside what they were made of: who asks the same of the same gets them at once.
import { join } from "node:path";
import { asStamped, type Stamps, stampsOf, unchangedSince } from "./file-stamps.ts";
import { keptFolder } from "./kept-folder.ts";
import { readSealed, writeSealed } from "./sealed-file.ts";

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

const fileOf = async ({ root, name }: Keeping): Promise<string> =>
  join(await keptFolder(root), "cache", `${name}.json`);

async function readKept(where: Keeping): Promise<KeptFile | undefined> {
  const text = await readSealed(await fileOf(where), FORMAT);
  return text === undefined ? undefined : (JSON.parse(text) as KeptFile);
}

/** What was found, and all the files that it was made of. */
interface KeptAnswer {
  readonly answer: unknown;
  readonly files: readonly string[];
}

/**
 * What an earlier run found, where all that it was made of is as it was.
 *
 * @param known what is known of that before anything is read; the files that these led to are kept beside the answer
 */
export async function keptAnswer(
  where: Keeping,
  question: string,
  known: MadeOf,
): Promise<KeptAnswer | undefined> {
  const kept = await readKept(where);
  if (kept?.facts !== known.facts || !Object.hasOwn(kept.answers, question)) return undefined;
  const isNew = known.files.some((file) => !Object.hasOwn(kept.stamps, file));
  if (isNew || !asStamped(kept.stamps)) return undefined;
  return { answer: kept.answers[question], files: Object.keys(kept.stamps) };
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
    await writeSealed(await fileOf(where), FORMAT, body);
  } catch {
    // Only time is lost.
  }
}
