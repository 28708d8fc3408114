// `dwh diff`: the access of two sources beside one another.
import { isEmptyDelta } from "../model/delta.ts";
import { EXIT } from "../model/exit-code.ts";
import { COMPARED, describeDifference } from "../review/differences.ts";
import { accessScript, needsOfAccess } from "../sources/access-script.ts";
import { compareAccess } from "../sources/compare-access.ts";
import { openPair } from "../sources/open-source.ts";
import { openProject } from "../sources/project.ts";
import type { Options } from "./verbs.ts";

/** Tells in what the access of two sources differs. */
export async function run(
  [first = "", second = ""]: readonly string[],
  options: Options<"diff">,
): Promise<number> {
  const [from, to] = await openPair(await openProject(), first, second);
  const compared = compareAccess(from, to);
  const equal = isEmptyDelta(compared.difference);
  const lines = describeDifference(compared.difference, COMPARED);
  if (options.json) {
    const answer = { from: from.label, to: to.label, equal, differences: lines };
    process.stdout.write(`${JSON.stringify(answer, null, 2)}\n`);
  } else if (options.sql) {
    // Where the second side is live, it runs on a server like that one.
    const standing = await (from.standing ?? to.standing)?.(needsOfAccess(compared));
    process.stdout.write(
      `-- Makes the access of ${from.label} like that of ${to.label}.\n${accessScript(compared, standing)}`,
    );
  } else if (equal) {
    process.stdout.write(`The access of ${from.label} and ${to.label} is the same.\n`);
  } else {
    const title = `${to.label}, compared with ${from.label}:`;
    process.stdout.write(`${title}\n${lines.map((line) => `  ${line}\n`).join("")}`);
  }
  return equal ? EXIT.done : EXIT.differs;
}
