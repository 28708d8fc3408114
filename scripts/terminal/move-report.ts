// What upgrades and downgrades say while they run and when they are done.
import { EXIT } from "../model/exit-code.ts";
import { startProgress } from "./progress.ts";

/** What upgrade and downgrade tell at the end. */
interface MoveSummary {
  /** The database's address without its password. */
  readonly shown: string;
  readonly moved: readonly {
    readonly name: string;
    readonly takenOver: readonly string[];
    readonly renamed: readonly string[];
    readonly kept: readonly { readonly role: string; readonly reason: string }[];
    readonly keptMemberships: readonly {
      readonly role: string;
      readonly member: string;
      readonly reason: string;
    }[];
    readonly revoked: readonly string[];
    readonly given: readonly string[];
    readonly notChecked: readonly string[];
    readonly unvouched: readonly string[];
    readonly notLogged: string | undefined;
  }[];
  readonly head?: string;
}

/** Runs a move with progress and tells what it did. */
export async function moveAndReport(
  move: (onStep: (text: string) => void) => Promise<MoveSummary>,
): Promise<number> {
  const progress = startProgress();
  try {
    const { shown, moved, head } = await move((text) => progress.step(text));
    progress.done();
    for (const one of moved) {
      const { name, takenOver, renamed, kept, keptMemberships, revoked, given, notChecked, unvouched } = one;
      const { notLogged } = one;
      process.stdout.write(`${name}\n`);
      for (const role of takenOver)
        process.stdout.write(`  the role ${role} was there already: taken over\n`);
      for (const role of renamed)
        process.stdout.write(`  the role ${role} had this name already: another database renamed it\n`);
      for (const { role, reason } of kept) process.stdout.write(`  the role ${role} was kept: ${reason}\n`);
      for (const { role, member, reason } of keptMemberships)
        process.stdout.write(`  ${member} was kept as a member of ${role}: ${reason}\n`);
      for (const line of revoked) process.stdout.write(`  revoked, since nobody declared it: ${line}\n`);
      for (const line of given) process.stdout.write(`  of a role that goes: ${line}\n`);
      for (const sql of unvouched)
        process.stdout.write(`  not vouched for: ${sql.replaceAll(/\s+/g, " ").slice(0, 100)}\n`);
      for (const line of notChecked) process.stdout.write(`  rows not looked at: ${line}\n`);
      if (notLogged !== undefined) process.stdout.write(`  not in the log: ${notLogged}\n`);
    }
    const what =
      moved.length === 0 ? "Nothing to do" : `${moved.length} revision${moved.length === 1 ? "" : "s"} done`;
    process.stdout.write(`${what}: ${shown} is at ${head ?? "base"}\n`);
    return EXIT.done;
  } catch (error) {
    progress.fail();
    throw error;
  }
}
