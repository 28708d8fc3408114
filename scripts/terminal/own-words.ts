// Texts name a command in both ways, `dwh …` and `make …`: whoever reads them has one of them.
import { readFileSync } from "node:fs";

/** `--edit (make: edit=1)`, or whole commands in backticks. */
const BOTH = /(`[^`]+`|--[a-z-]+(?:=[^\s`,()]+)?) \(make: (`[^`]+`|[^()`]+)\)/g;

/** Whether the folder has a Makefile with the targets of this program. */
function hasTargets(): boolean {
  try {
    return /\bdwh\b/i.test(readFileSync("Makefile", "utf8"));
  } catch {
    return false;
  }
}

let withMake: boolean | undefined;

/** The text with the commands that are there: those of make in a folder whose Makefile has them. */
export function ownWords(text: string, isWithMake?: boolean): string {
  if (!text.includes(" (make: ")) return text;
  withMake ??= hasTargets();
  const which = isWithMake ?? withMake;
  return text.replaceAll(BOTH, (_, dwh: string, make: string) => (which ? make : dwh));
}
