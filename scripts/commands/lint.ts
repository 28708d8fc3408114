// `dwh lint`: what is mostly a mistake.
import { EXIT } from "../model/exit-code.ts";
import { askOnce } from "../sources/ask-once.ts";
import { openProject } from "../sources/project.ts";
import { formatDiagnostics } from "../terminal/diagnostics.ts";
import { formatTable } from "../terminal/table.ts";
import type { Options } from "../verbs/verbs.ts";

/** Says what in the declared access is allowed, and mostly a mistake. */
export async function run(_: readonly string[], { rules }: Options<"lint">): Promise<number> {
  if (rules) {
    const { RULES } = await import("../review/lint/rules.ts");
    const rows = RULES.map(({ code, isOn, summary }) => [code, isOn ? "on" : "off", summary]);
    process.stdout.write(`${formatTable(rows)}\n`);
    return EXIT.done;
  }
  const project = await openProject();
  const findings = await askOnce(project, "lint", async () => {
    const { lintDeclarations } = await import("../sources/lint-declarations.ts");
    return lintDeclarations(project);
  });
  if (findings.length === 0) {
    process.stdout.write("Nothing to say about the declared access.\n");
    return EXIT.done;
  }
  process.stderr.write(`${formatDiagnostics(findings)}\n`);
  return EXIT.differs;
}
