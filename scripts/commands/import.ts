// `dwh import`: another tool's file for roles becomes a file of roles.
import { fileForRoles, writeAdopted } from "../adopt/adopted-file.ts";
import { IMPORTED_TOOLS, importRolesFile, isImportedTool } from "../adopt/import/import-roles.ts";
import { EXIT } from "../model/exit-code.ts";
import { openProject } from "../sources/project.ts";
import type { Options } from "../verbs/verbs.ts";

/** Writes what the file says, and tells what has no words here. */
export async function run(
  [tool = "", file = ""]: readonly string[],
  options: Options<"import">,
): Promise<number> {
  const project = await openProject();
  if (!isImportedTool(tool)) {
    process.stderr.write(`${tool} is no tool whose files can be read: ${IMPORTED_TOOLS.join(", ")}\n`);
    return EXIT.usage;
  }
  const toStdout = options.out === "-";
  const into = toStdout ? undefined : await fileForRoles(project, options.out);
  const { text, unsaid } = await importRolesFile(project, tool, file, options.database);
  if (into === undefined) process.stdout.write(text);
  else {
    await writeAdopted(into, text);
    process.stdout.write(
      `Wrote ${into}: what ${tool} has in ${file}. Look through it; \`dwh catalog --write\` keeps what wildcards reach; then: dwh check\n`,
    );
  }
  for (const sentence of unsaid) process.stderr.write(`not said: ${sentence}\n`);
  return unsaid.length > 0 ? EXIT.differs : EXIT.done;
}
