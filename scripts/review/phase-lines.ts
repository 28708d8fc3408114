/** What a reviewer must know of a revision that is committed in several steps. */
import { runsOutside } from "../sql/outside-transaction.ts";
import { parseScript } from "../sql/script.ts";
import { code } from "./markdown.ts";

/** The statements of both ways that run on their own, in the order of their files. */
export function phaseLines({
  migration,
  down,
}: {
  readonly migration: string;
  readonly down: string;
}): string[] {
  const lines = (file: string, text: string) =>
    parseScript(text).statements.flatMap((one) => {
      const shown = `${file}: ${code(one.sql.replaceAll(/\s+/g, " "))}`;
      if (runsOutside(one)) return [`${shown} runs outside of any transaction`];
      if (one.directives?.apart) return [`${shown} is a transaction of its own`];
      return one.directives?.batches
        ? [
            `${shown} runs behind batches of migration.ts, and those behind what stands before it is committed`,
          ]
        : [];
    });
  return [...lines("migration.sql", migration), ...lines("down.sql", down)];
}
