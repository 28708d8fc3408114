/** Says why a command ended, and with which code: problems as problems, all else in one line, never as a stack. */
import { type Diagnostic, problem, Refusal } from "../model/diagnostic.ts";
import { exitOf } from "../model/diagnostic-codes.ts";
import { EXIT } from "../model/exit-code.ts";
import { maskSecrets } from "../model/secret.ts";
import { Cancelled } from "./ask.ts";
import { formatDiagnostics } from "./diagnostics.ts";

/** What the system says of a file, in words. */
const FILE_ERRORS: Readonly<Record<string, string>> = {
  EACCES: "this user may not",
  EBUSY: "it is in use",
  EDQUOT: "the quota is used up",
  EEXIST: "there is something of that name already",
  EFBIG: "it would be larger than this user's files may be",
  EISDIR: "it is a folder, where a file is meant",
  ELOOP: "its links lead in a circle",
  EMFILE: "too many files are open",
  ENAMETOOLONG: "the name is too long",
  ENOENT: "it is not there, or is a link to nothing",
  ENOSPC: "the disk is full",
  ENOTDIR: "a file stands where a folder is meant",
  ENOTEMPTY: "the folder is not empty",
  EPERM: "this user may not",
  EROFS: "the disk is read-only",
};

/** Writes to standard error, with passwords masked. */
export function printError(text: string): void {
  process.stderr.write(maskSecrets(text));
}

function fileProblem({ code = "", path, dest, syscall }: NodeJS.ErrnoException & { dest?: string }) {
  const why = FILE_ERRORS[code];
  if (why === undefined) return undefined;
  const file = path ?? dest;
  const message = `a file cannot be used (${syscall ?? "write"}): ${why} (${code})`;
  return problem("file-unusable", message, file === undefined ? {} : { at: { file } });
}

/** What nobody foresaw, in one line. */
function unexpected(error: unknown): Diagnostic {
  const message = error instanceof Error ? error.message : String(error);
  const [line = ""] = message.split("\n").filter((line) => line.trim() !== "");
  const said = error as { severity?: unknown; code?: unknown };
  if (typeof said?.severity === "string")
    return problem("server-error", `PostgreSQL says ${said.severity} ${String(said.code)}: ${line}`);
  return problem("unexpected", line || "something went wrong", {
    help: "This is a mistake of the program; with --debug it says where it happened.",
  });
}

/**
 * Says why a command ended.
 *
 * @param debug whether to show where in the program
 * @returns the exit code
 */
export function printFailure(error: unknown, debug = false): number {
  if (debug && error instanceof Error) printError(`${error.stack ?? error.message}\n`);
  if (error instanceof Cancelled) {
    printError(`Cancelled: ${error.message}. Nothing was changed.\n`);
    return EXIT.error;
  }
  const known =
    error instanceof Refusal
      ? error.diagnostics
      : [(error instanceof Error && fileProblem(error)) || unexpected(error)];
  process.stderr.write(`${formatDiagnostics(known)}\n`);
  return exitOf(known.map(({ code }) => code));
}
