// Whether files are still what they were, told without reading them.
import { type BigIntStats, readdirSync, realpathSync, statSync } from "node:fs";
import { join } from "node:path";
import { compareText } from "../model/identifier.ts";

/** Files and folders by their absolute paths; an empty text where there is nothing. */
export type Stamps = Readonly<Record<string, string>>;

/** The names in a folder, and where those lead that are links. */
function namesIn(folder: string): string {
  const entries = readdirSync(folder, { withFileTypes: true }).map((entry) => {
    if (!entry.isSymbolicLink()) return entry.name;
    try {
      return `${entry.name}/${realpathSync(join(folder, entry.name))}`;
    } catch {
      return `${entry.name}/`;
    }
  });
  return entries.sort(compareText).join("/");
}

function stampOf(path: string): string {
  let found: BigIntStats;
  try {
    found = statSync(path, { bigint: true });
    // What lies in a folder may change what an import leads to.
    if (found.isDirectory()) return `${found.dev} ${found.ino} ${namesIn(path)}`;
  } catch {
    return "";
  }
  // Nobody can set the time of the last change of an inode, whatever they write.
  const { dev, ino, size, mtimeNs, ctimeNs } = found;
  return [dev, ino, size, mtimeNs, ctimeNs].join(" ");
}

/** What files and folders are like now. A folder is which one it is, and the names in it. */
export const stampsOf = (paths: readonly string[]): Stamps =>
  Object.fromEntries(paths.map((path) => [path, stampOf(path)]));

/** Whether all is as it was. */
export const asStamped = (stamps: Stamps): boolean =>
  Object.entries(stamps).every(([path, stamp]) => stampOf(path) === stamp);

/** The clock of a file system ticks this slowly, and may go differently from ours. */
const TICK_MS = 100n;

/** Whether no file was changed since a time, in milliseconds since 1970: what was read later is what is stamped. */
export function unchangedSince(paths: readonly string[], time: number): boolean {
  return paths.every((path) => {
    const found = statSync(path, { bigint: true, throwIfNoEntry: false });
    return found === undefined || found.ctimeNs / 1_000_000n < BigInt(Math.floor(time)) - TICK_MS;
  });
}
