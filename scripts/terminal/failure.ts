import { Refusal } from "../model/diagnostic.ts";
import { maskSecrets } from "../model/secret.ts";
import { Cancelled } from "./ask.ts";
import { formatDiagnostics } from "./diagnostics.ts";

/** Writes to standard error, with passwords masked. */
export function printError(text: string): void {
  process.stderr.write(maskSecrets(text));
}

/** Says why a command ended: problems as problems, anything else as the bug that it is. */
export function printFailure(error: unknown): void {
  if (error instanceof Refusal) process.stderr.write(`${formatDiagnostics(error.diagnostics)}\n`);
  else if (error instanceof Cancelled) printError(`Cancelled: ${error.message}. Nothing was changed.\n`);
  else printError(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
}
