// Waits until one of some files is otherwise than it was.
import { existsSync, statSync, watch } from "node:fs";
import { dirname } from "node:path";
import { type Stamps, stampsOf } from "./file-stamps.ts";

/** What is written in a row is one change. */
const SETTLED_MS = 50;

/** File systems over a network tell nothing of what others write. */
const LOOK_MS = 5_000;

/** The folders that tell of these paths; of what is not there the nearest one above it. */
function foldersOf(paths: readonly string[]): ReadonlySet<string> {
  const isFolder = (path: string) => statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
  return new Set(
    paths.map((path) => {
      let folder = isFolder(path) ? path : dirname(path);
      while (!existsSync(folder)) folder = dirname(folder);
      return folder;
    }),
  );
}

/** The first file or folder that is not as it was stamped. */
function changedPath(stamps: Stamps): string | undefined {
  const now = stampsOf(Object.keys(stamps));
  return Object.keys(stamps).find((path) => now[path] !== stamps[path]);
}

/**
 * Waits until one of these files or folders is otherwise.
 *
 * @returns which one; nothing where the signal came first
 */
export function awaitChange(stamps: Stamps, signal?: AbortSignal): Promise<string | undefined> {
  return new Promise((done) => {
    let settling: NodeJS.Timeout | undefined;
    const look = () => {
      const path = changedPath(stamps);
      if (path !== undefined) end(path);
    };
    const settle = () => {
      clearTimeout(settling);
      settling = setTimeout(look, SETTLED_MS);
    };
    const looking = setInterval(look, LOOK_MS);
    const watchers = [...foldersOf(Object.keys(stamps))].flatMap((folder) => {
      try {
        return [watch(folder, settle).on("error", settle)];
      } catch {
        // The system watches no more folders, or this one is gone: it is looked at now and then.
        return [];
      }
    });
    const end = (path: string | undefined) => {
      clearTimeout(settling);
      clearInterval(looking);
      for (const watcher of watchers) watcher.close();
      signal?.removeEventListener("abort", stop);
      done(path);
    };
    const stop = () => end(undefined);
    signal?.addEventListener("abort", stop);
    // What changed before anybody watched.
    if (signal?.aborted) stop();
    else look();
  });
}
