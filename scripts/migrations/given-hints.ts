// The answers on the command line to whether things are new or got another name.
import { readFile } from "node:fs/promises";
import { problem, Refusal } from "../model/diagnostic.ts";
import { splitList } from "../model/identifier.ts";
import { type Hint, parseCreateHint, parseHintsFile, parseRenameHint } from "./kit/drizzle-kit-hints.ts";

/** Options of a command, of which one argument may hold several answers. */
interface GivenAnswers {
  readonly rename?: readonly string[];
  readonly create?: readonly string[];
  /** A file of them. */
  readonly hints?: string;
}

/** @throws {Refusal} when there is no such file */
function readHintsFile(file: string): Promise<string> {
  return readFile(file, "utf8").catch((error: Error) => {
    throw new Refusal([
      problem("no-hints-file", `the hints cannot be read: ${error.message}`, { at: { file } }),
    ]);
  });
}

/** The answers on the command line. @throws {Refusal} when one names nothing */
export async function givenHints({ rename = [], create = [], hints }: GivenAnswers): Promise<Hint[]> {
  const file = hints === undefined ? [] : parseHintsFile(hints, await readHintsFile(hints));
  const renames = rename.flatMap(splitList).map(parseRenameHint);
  return [...file, ...renames, ...create.flatMap(splitList).map(parseCreateHint)];
}
