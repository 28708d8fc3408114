// A project whose Drizzle is older than what definitions are read with.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import ownPackage from "../../../package.json" with { type: "json" };
import { type Diagnostic, problem } from "../../model/diagnostic.ts";

const NEEDED = ownPackage.dependencies["drizzle-orm"];

/** The version of the package that definitions of a project import; undefined where there is none. */
function versionOf(root: string): string | undefined {
  try {
    const file = createRequire(join(root, "package.json")).resolve("drizzle-orm");
    return (JSON.parse(readFileSync(join(dirname(file), "package.json"), "utf8")) as { version?: string })
      .version;
  } catch {
    return undefined;
  }
}

/** What is wrong with the Drizzle of a project: before 1.0 it says of columns and keys what nobody here can read. */
export function unfitDrizzle(root: string): Diagnostic | undefined {
  const version = versionOf(root);
  if (version === undefined || !version.startsWith("0.")) return undefined;
  return problem("drizzle-unfit", `drizzle-orm ${version} is installed, and definitions need ${NEEDED}`, {
    at: { file: join(root, "package.json") },
    help: `Run \`npm install drizzle-orm@${NEEDED}\`; drizzle.team says what is otherwise since then.`,
  });
}
