// `dwh adopt`: a database that is there, taken over; or its roles alone as a file of roles.
import { adoptDatabase } from "../adopt/adopt-database.ts";
import { adoptRolesBeside } from "../adopt/adopt-roles-beside.ts";
import { adoptRolesOf } from "../adopt/adopt-server.ts";
import { fileBesideRoles, fileForRoles, hasRoles, writeAdopted } from "../adopt/adopted-file.ts";
import { EXIT } from "../model/exit-code.ts";
import { splitList } from "../model/identifier.ts";
import { namedTargets, openTargetToChange } from "../sources/named-targets.ts";
import { openProject, type Project } from "../sources/project.ts";
import { openTarget } from "../sources/target.ts";
import { adoptAndReport } from "../terminal/adopted-report.ts";
import { confirmTargets } from "../terminal/confirm-targets.ts";
import { placeText } from "../terminal/diagnostics.ts";
import type { Options } from "../verbs/verbs.ts";

const STDOUT = "-";

/** The names in the arguments, of which one may hold several; those with blanks stand in quotes. */
const namesIn = (given: readonly string[]): string[] =>
  given
    .flatMap(splitList)
    .map((name) => (/^".*"$/s.test(name) ? name.slice(1, -1).replaceAll('""', '"') : name));

/** Takes a database over: definitions, roles, a first revision, and its history. */
async function takeOver(options: Options<"adopt">): Promise<number> {
  const project = await openProject();
  // It gets a history.
  await confirmTargets(namedTargets(project, options.target), options.confirm);
  const target = await openTargetToChange(project, options.target);
  const external = namesIn(options.external ?? []);
  return adoptAndReport(target.shown, (onStep) =>
    adoptDatabase(project, target, external, {
      stampAnyway: options.stampAnyway === true,
      followServer: options.followServer === true,
      grantImplied: options.grantImplied === true,
      onStep,
    }),
  );
}

/** Reads what of a database's access no role file says, writes it as one more, and tells what belongs into those there. */
async function adoptMore(project: Project, options: Options<"adopt">): Promise<number> {
  const toStdout = options.out === STDOUT;
  const file = toStdout ? undefined : await fileBesideRoles(project, options.out);
  const target = await openTarget(project, options.target);
  const { text, toChange, unsaid } = await adoptRolesBeside(project, target, namesIn(options.external ?? []));
  if (text === undefined)
    process.stderr.write(`Nothing in ${target.shown} is new that another file of roles could say.\n`);
  else if (file === undefined) process.stdout.write(text);
  else {
    await writeAdopted(file, text);
    process.stdout.write(
      `Wrote ${file}: what ${target.shown} has beyond the other files. Look through it, then: make check\n`,
    );
  }
  for (const { text: sentence, at } of toChange)
    process.stderr.write(`to change: ${sentence}${at ? `\n    declared at ${placeText(at)}` : ""}\n`);
  for (const sentence of unsaid) process.stderr.write(`not said: ${sentence}\n`);
  return toChange.length + unsaid.length > 0 ? EXIT.differs : EXIT.done;
}

/** Reads a database's roles and writes them as a file of roles. */
async function adoptRoles(options: Options<"adopt">): Promise<number> {
  const project = await openProject();
  if (await hasRoles(project)) return adoptMore(project, options);
  const toStdout = options.out === STDOUT;
  const file = toStdout ? undefined : await fileForRoles(project, options.out);
  const target = await openTarget(project, options.target);
  const external = namesIn(options.external ?? []);
  const implied = options.grantImplied === true;
  const { text, unsaid, gained } = await adoptRolesOf(project, target, external, implied);
  if (file === undefined) process.stdout.write(text);
  else {
    await writeAdopted(file, text);
    process.stdout.write(`Wrote ${file}: the roles of ${target.shown}. Look through it, then: make check\n`);
  }
  for (const sentence of gained) process.stderr.write(`would be gained: ${sentence}\n`);
  for (const sentence of unsaid) process.stderr.write(`not said: ${sentence}\n`);
  return unsaid.length > 0 ? EXIT.differs : EXIT.done;
}

/** Takes a database over, or its roles alone. */
export async function run(_: readonly string[], options: Options<"adopt">): Promise<number> {
  if (options.out !== undefined && !options.roles) {
    process.stderr.write("--out goes with --roles: a database that is taken over becomes several files.\n");
    return EXIT.usage;
  }
  return options.roles ? adoptRoles(options) : takeOver(options);
}
