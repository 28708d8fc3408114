// `dwh lint`: what is mostly a mistake.
import { EXIT } from "../model/exit-code.ts";
import { RULES } from "../review/lint/rules.ts";
import { lintDeclarations } from "../sources/lint-declarations.ts";
import { openProject } from "../sources/project.ts";
import { formatDiagnostics } from "../terminal/diagnostics.ts";
import { formatTable } from "../terminal/table.ts";
import type { Options } from "./verbs.ts";

/** Says what in the declared access is allowed, and mostly a mistake. */
export async function run(_: readonly string[], { rules }: Options<"lint">): Promise<number> {
  if (rules) {
    const rows = RULES.map(({ code, isOn, summary }) => [code, isOn ? "on" : "off", summary]);
    process.stdout.write(`${formatTable(rows)}\n`);
    return EXIT.done;
  }
  const findings = await lintDeclarations(await openProject());
  if (findings.length === 0) {
    process.stdout.write("Nothing to say about the declared access.\n");
    return EXIT.done;
  }
  process.stderr.write(`${formatDiagnostics(findings)}\n`);
  return EXIT.differs;
}
