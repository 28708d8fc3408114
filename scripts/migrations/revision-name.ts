/** What the folder of a revision is called: a time and what it does. */
/** How a folder of a revision is called. */
export const FOLDER = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)_/;

/** UTC milliseconds of the 14 digits that begin a folder's name; undefined where it does not begin so. */
export function folderTime(name: string): number | undefined {
  const match = FOLDER.exec(name);
  if (!match) return undefined;
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = match.slice(1).map(Number);
  return Date.UTC(year, month - 1, day, hour, minute, second);
}

/** A folder's name: the digits of the time and the message, letters of any script kept. */
export function folderName(time: Date, message: string): string {
  const digits = time.toISOString().replace(/\D/g, "").slice(0, 14);
  const words = message
    .normalize("NFC")
    .toLowerCase()
    .match(/[\p{L}\p{N}]+/gu) ?? ["revision"];
  return `${digits}_${[...words.join("_")].slice(0, 60).join("")}`;
}

/** The first time for a new revision that sorts behind all others: never earlier than the head plus 1 s. */
export function nextTime(now: Date, revisions: readonly { readonly createdAt: number }[]): Date {
  const head = revisions.at(-1)?.createdAt ?? 0;
  return new Date(Math.max(now.getTime(), head + 1000));
}
