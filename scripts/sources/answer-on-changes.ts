// An answer about a project, again whenever something changes that it was made of.
import { join } from "node:path";
import { awaitChange } from "../kept/await-change.ts";
import { type Stamps, stampsOf, unchangedSince } from "../kept/file-stamps.ts";
import { Refusal } from "../model/diagnostic.ts";
import { openProject, type Project, projectRoot } from "./project.ts";

/** What is asked again and again, and who is told. */
interface Answering {
  /** @param onFiles is to be told of the files that the answer is made of, before they are read as far as possible */
  readonly answer: (project: Project, onFiles: (files: readonly string[]) => void) => Promise<void>;
  /** What is wrong with the project as it is now. */
  readonly onFailure: (error: unknown) => void;
  /** The answer is there; it is waited for changes. */
  readonly onWait: () => void;
  /** @param path of what changed, absolute */
  readonly onChange: (path: string) => void;
  readonly library?: string;
  /** Ends it. */
  readonly signal?: AbortSignal;
}

/** What is read whatever the project says. */
const ALWAYS = ["drizzle.config.ts", ".env", "package.json", "tsconfig.json"];

/** Files of a project, each as it was before it was read, as far as that can be told. */
class SeenFiles {
  readonly stamps: Record<string, string> = {};
  readonly #began = Date.now();
  /** Whether one was written after the answer began, which may have read it before. */
  isLate = false;

  add(files: readonly string[], areUnread: boolean): void {
    const fresh = files.filter((file) => !Object.hasOwn(this.stamps, file));
    Object.assign(this.stamps, stampsOf(fresh));
    this.isLate ||= !areUnread && !unchangedSince(fresh, this.#began);
  }
}

/** Answers once. @param before the files that the last answer was made of: a project that cannot be read has no others */
async function answered(
  root: string,
  before: Stamps,
  { answer, onFailure, library }: Answering,
): Promise<SeenFiles> {
  const seen = new SeenFiles();
  seen.add([...ALWAYS.map((name) => join(root, name)), ...Object.keys(before)], true);
  let first = true;
  try {
    const project = await openProject(root, library);
    seen.add(project.config.madeOf, false);
    await answer(project, (files) => {
      seen.add(files, first);
      first = false;
    });
  } catch (error) {
    onFailure(error);
    const places = error instanceof Refusal ? error.diagnostics.flatMap(({ at }) => at?.file ?? []) : [];
    seen.add(places, false);
  }
  return seen;
}

/**
 * Answers, and again whenever a file changes that the answer was made of, until the signal says that it is enough.
 * What `.env` gives is read anew each time.
 *
 * @throws {Refusal} where there is no project
 */
export async function answerOnChanges(start: string, answering: Answering): Promise<void> {
  const { signal, onWait, onChange } = answering;
  const root = projectRoot(start);
  const given = new Set(Object.keys(process.env));
  let before: Stamps = {};
  while (!signal?.aborted) {
    for (const name of Object.keys(process.env)) if (!given.has(name)) delete process.env[name];
    const { stamps, isLate } = await answered(root, before, answering);
    before = stamps;
    if (isLate) continue;
    onWait();
    const path = await awaitChange(stamps, signal);
    if (path !== undefined) onChange(path);
  }
}
