// `dwh adopt`: a database's roles as a file of roles.
import { adoptRolesOf } from "../adopt/adopt-server.ts";
import { fileForRoles, writeAdopted } from "../adopt/adopted-file.ts";
import { EXIT } from "../model/exit-code.ts";
import { splitList } from "../model/identifier.ts";
import { openProject } from "../sources/project.ts";
import { openTarget } from "../sources/target.ts";
import type { Options } from "./verbs.ts";

const STDOUT = "-";

/** The names in the arguments, of which one may hold several; those with blanks stand in quotes. */
const namesIn = (given: readonly string[]): string[] =>
  given
    .flatMap(splitList)
    .map((name) => (/^".*"$/s.test(name) ? name.slice(1, -1).replaceAll('""', '"') : name));

/** Reads a database's roles and writes them as a file of roles. */
export async function run(_: readonly string[], options: Options<"adopt">): Promise<number> {
  if (!options.roles) {
    process.stderr.write("Say what to adopt: only --roles exists yet.\n");
    return EXIT.usage;
  }
  const project = await openProject();
  const toStdout = options.out === STDOUT;
  const file = toStdout ? undefined : await fileForRoles(project, options.out);
  const target = await openTarget(project, options.target);
  const { text, unsaid } = await adoptRolesOf(project, target, namesIn(options.external ?? []));
  if (file === undefined) process.stdout.write(text);
  else {
    await writeAdopted(file, text);
    process.stdout.write(`Wrote ${file}: the roles of ${target.shown}. Look through it, then: make check\n`);
  }
  for (const sentence of unsaid) process.stderr.write(`not said: ${sentence}\n`);
  return unsaid.length > 0 ? EXIT.differs : EXIT.done;
}
