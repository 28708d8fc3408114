// How a command that cannot go on says why.
import { Refusal } from "../model/diagnostic.ts";
import { exitOf } from "../model/diagnostic-codes.ts";
import { EXIT } from "../model/exit-code.ts";
import { maskSecrets } from "../model/secret.ts";
import { Cancelled } from "./ask.ts";
import { formatDiagnostics } from "./diagnostics.ts";

/** Writes to standard error, with passwords masked. */
export function printError(text: string): void {
  process.stderr.write(maskSecrets(text));
}

/** Says why a command ended, problems as problems, anything else as the bug that it is; gives the exit code. */
export function printFailure(error: unknown): number {
  if (error instanceof Refusal) {
    process.stderr.write(`${formatDiagnostics(error.diagnostics)}\n`);
    return exitOf(error.diagnostics.map(({ code }) => code));
  }
  if (error instanceof Cancelled) printError(`Cancelled: ${error.message}. Nothing was changed.\n`);
  else printError(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  return EXIT.error;
}
