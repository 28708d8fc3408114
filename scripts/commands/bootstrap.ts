// `dwh bootstrap`: what an administrator runs first.
import { problem, Refusal } from "../model/diagnostic.ts";
import { EXIT } from "../model/exit-code.ts";
import { bootstrap } from "../move/bootstrap-script.ts";
import { openProject } from "../sources/project.ts";
import { openTarget } from "../sources/target.ts";
import type { Options } from "../verbs/verbs.ts";

const comment = (text: string): string => `-- ${text.replaceAll("\n", "\n-- ")}\n`;

const roleIsAddress = problem("role-is-address", "the role is an address, which may have a password", {
  help: "Name the role. An address is given as DATABASE_URL, or as the variable that a target reads.",
});

/** Prints what an administrator must run once so that a role can apply what is pending; runs nothing. */
export async function run(_args: readonly string[], options: Options<"bootstrap">): Promise<number> {
  if (options.role?.includes("://")) throw new Refusal([roleIsAddress]);
  const project = await openProject();
  const target = await openTarget(project, options.target);
  const { role, sql, beyond, offline } = await bootstrap(project, target, options.role);
  const heading = [`what a superuser runs, in ${target.shown}, so that ${role} can apply what is pending`];
  if (offline) {
    const reasons = offline.map(({ message }) => message).join("; ");
    heading.push(`from the revisions alone, for an empty database, since it could not be asked: ${reasons}`);
  }
  const nothing = sql.length === 0 && beyond.length === 0;
  const lines = nothing
    ? comment("nothing to do")
    : [...heading.map(comment), ...beyond.map(comment), ...sql.map((line) => `${line}\n`)].join("");
  process.stdout.write(lines);
  return EXIT.done;
}
