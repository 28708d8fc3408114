// Protected targets are changed only once their names were typed, or given with `--confirm`.
import { problem, Refusal } from "../model/diagnostic.ts";
import { Cancelled, isInteractive, typed } from "./ask.ts";

/** A target as far as it asks. */
interface Asking {
  /** In drizzle.config.ts; undefined for DATABASE_URL, else the local server. */
  readonly name: string | undefined;
  readonly protected: boolean;
}

const named = (names: readonly string[]): string => names.join(", ");

/**
 * Sees to it that somebody means the protected ones of the targets, before anything is sent to any.
 *
 * @param given what `--confirm` says: names, several apart by commas
 * @throws {Refusal} where a protected target is not named and there is nobody to ask, or `--confirm` names another
 * @throws {Cancelled} where something else was typed
 */
export async function confirmTargets(targets: readonly Asking[], given = ""): Promise<void> {
  const confirmed = given.split(",").flatMap((name) => name.trim() || []);
  const names = targets.flatMap(({ name }) => name ?? []);
  const others = confirmed.filter((name) => !names.includes(name));
  if (others.length > 0) {
    const message = `--confirm names ${named(others)}, and the command is about ${named(names) || "no target"}`;
    throw new Refusal([problem("target-unconfirmed", message, { help: "Name the target that is meant." })]);
  }
  const open = targets.flatMap(({ name, protected: asks }) =>
    asks && name !== undefined && !confirmed.includes(name) ? [name] : [],
  );
  if (open.length > 0 && !isInteractive()) {
    throw new Refusal([
      problem("target-unconfirmed", `${named(open)} ${open.length > 1 ? "are" : "is"} protected`, {
        help: `Say that it is meant: --confirm ${open.join(",")} (make: confirm=${open.join(",")}).`,
      }),
    ]);
  }
  for (const name of open) {
    const answer = await typed(`The target ${name} is protected. Type its name to go on`);
    if (answer.trim() !== name) throw new Cancelled(`${JSON.stringify(answer)} is not ${name}`);
  }
}
