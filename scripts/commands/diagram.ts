// `dwh diagram`: tables, their columns and keys as a picture.
import { entityDiagram } from "../diagram/entity-diagram.ts";
import { formOf, writeDiagram } from "../diagram/write-diagram.ts";
import { EXIT } from "../model/exit-code.ts";
import { openSource } from "../sources/open-source.ts";
import { openProject } from "../sources/project.ts";
import type { Options } from "../verbs/verbs.ts";

/** Draws what the definitions have, or the tables that are named; SVG on standard output unless a file is said. */
export async function run(tables: readonly string[], { out }: Options<"diagram">): Promise<number> {
  const form = formOf(out ?? "diagram.svg");
  const source = await openSource(await openProject(), "declared");
  const { declared } = source.tables ?? {};
  if (!declared) throw new Error("what is declared has tables");
  const diagram = entityDiagram(declared.state, declared.warehouse, tables);
  const content = await form(diagram);
  if (out === undefined) {
    process.stdout.write(content);
    return EXIT.done;
  }
  await writeDiagram(out, content);
  const count = diagram.schemas.reduce((sum, { relations }) => sum + relations.length, 0);
  process.stdout.write(
    `Wrote ${out}: ${count} tables and views, ${diagram.edges.length} lines between them\n`,
  );
  return EXIT.done;
}
