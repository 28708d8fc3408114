// The migration.ts of a revision's folder, and files as they were written.
import { existsSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { type Diagnostic, problem } from "../model/diagnostic.ts";
import { sha256 } from "./delta-file.ts";

/** A file as it was written, where nothing but its line ends is another since: git may do that, and an editor. */
export function asWritten(text: string, hash: string | undefined): string {
  if (hash === undefined || !text.includes("\r\n") || sha256(text) === hash) return text;
  const plain = text.replaceAll("\r\n", "\n");
  return sha256(plain) === hash ? plain : text;
}

/**
 * The text of a file; undefined where it cannot be read. A long history is hundreds of small files: read one after the
 * other they cost a fifth of what the same costs by way of other threads.
 */
export function textOf(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}

/** The migration.ts of a revision: one that was put there later would run unproved. */
export function readCode(folder: string, hash: string | undefined, diagnostics: Diagnostic[]) {
  const file = join(folder, "migration.ts");
  // Of a long history hardly any has one, and an error costs more than a question.
  const text = existsSync(file) ? textOf(file) : undefined;
  if (hash !== undefined) return { file, text: asWritten(text ?? "", hash) };
  if (text !== undefined)
    diagnostics.push(
      problem("code-unknown", `${basename(folder)} was written without this migration.ts`, {
        at: { file },
        help: "Remove it, and write a revision of it: `dwh revision --empty --typescript` (make: `make revision empty=1 typescript=1`).",
      }),
    );
  return undefined;
}
