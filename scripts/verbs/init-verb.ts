// The row of the verb that begins a project.
import type { VerbRow } from "./verb-row.ts";

export const INIT_VERB = {
  summary: "make a project of a folder, which may have one of drizzle's; nothing is written over",
  arguments: "[folder]",
  flags: [
    ["-y, --yes", "ask nothing: what is not said is as usual"],
    ["--name <name>", "the package's name; that of the folder unless said"],
    ["--environments <name...>", "the values of env, each a target; test and prod unless said"],
    ["--layers", "begin with an example of layers, not of one schema"],
    ["--empty", "begin without tables"],
    ["--adopt [target]", "begin with what a database has: the one at DATABASE_URL, or behind = a target's"],
  ],
} as const satisfies VerbRow;
