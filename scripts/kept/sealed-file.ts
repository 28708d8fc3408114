// Files that are kept between runs, sealed: what was damaged, or is somebody else's, is not taken for ours.
import { createHash } from "node:crypto";
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { dirname } from "node:path";

/** The hash of what follows it in the file. @param format counts what is kept and how */
const seal = (format: number, text: string): string =>
  createHash("sha256").update(`${format}\n${text}`).digest("hex");

/** The text that a file was given; undefined where it is not there, damaged, or of another format. */
export async function readSealed(file: string, format: number): Promise<string | undefined> {
  const kept = await readFile(file, "utf8").catch(() => "");
  const [hash = ""] = kept.split("\n", 1);
  const text = kept.slice(hash.length + 1);
  return hash === seal(format, text) ? text : undefined;
}

/** Writes the file, and its folder where that is missing; it is there whole or not at all. */
export async function writeSealed(file: string, format: number, text: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  const temporary = `${file}.${process.pid}`;
  await writeFile(temporary, `${seal(format, text)}\n${text}`);
  await rename(temporary, file);
}
