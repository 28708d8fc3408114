// `dwh check`: whether a revision is missing.
import { EXIT } from "../model/exit-code.ts";
import { askOnce } from "../sources/ask-once.ts";
import { openProject } from "../sources/project.ts";
import { formatDiagnostics } from "../terminal/diagnostics.ts";
import { ownWords } from "../terminal/own-words.ts";
import type { Options } from "./verbs.ts";

/** Tells whether definitions, roles and generated agree. */
export async function run(_args: readonly string[], { oneHead = false }: Options<"check">): Promise<number> {
  const project = await openProject();
  const { open, agrees, missing, warnings } = await askOnce(project, `check ${oneHead}`, async () => {
    const { findAgreement } = await import("../branches/agreement.ts");
    return findAgreement(project, oneHead);
  });
  if (open.length > 0) {
    process.stdout.write(
      `Branches are open, and what they change does not conflict: ${open.join(" and ")}.\n` +
        "Make your own again behind the others: dwh rebase. Or join them: dwh merge.\n",
    );
    if (oneHead) return EXIT.differs;
  }
  if (warnings.length > 0) process.stderr.write(`${formatDiagnostics(warnings)}\n`);
  if (agrees) {
    process.stdout.write("Definitions, roles and generated agree.\n");
    return EXIT.done;
  }
  const command = ownWords('`dwh revision --message "…"` (make: `make revision m="…"`)').replaceAll("`", "");
  process.stdout.write(
    `A revision is missing:\n${missing.map((line) => `  ${line}\n`).join("")}Write it: ${command}\n`,
  );
  return EXIT.differs;
}
