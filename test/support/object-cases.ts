import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";

/**
 * A change of SQL objects and what stands on them: `before` and `after` are definitions behind HEAD, `rows` SQL between them,
 * `opts` renames, and `places` where columns end in other places, `expected` what the script must or must not say (a line that begins with `!`), `since` the first major that has it.
 */
export interface ObjectCase {
  readonly name: string;
  readonly parts: Readonly<Record<string, string>>;
}

const FOLDER = resolve(import.meta.dirname, "../cases/objects");

/** What all definitions of cases begin with. */
export const HEAD = `import { sql } from "drizzle-orm";
import { boolean, check, foreignKey, index, integer, numeric, pgEnum, pgPolicy, pgSchema, primaryKey, serial, text, timestamp, unique, uniqueIndex, varchar } from "drizzle-orm/pg-core";
import { annotate, pgComposite, pgDomain, pgExtension, pgFunction, pgProcedure, pgTrigger, sqlObject } from "dwh-definitions";
export const core = pgSchema("CORE");
export const dm = pgSchema("dm");
`;

/** `=== name`, then `--- part` and its text, several in a file for each kind. */
function parseCases(file: string): ObjectCase[] {
  const kind = file.replace(/\.cases$/, "");
  const [, ...cases] = readFileSync(join(FOLDER, file), "utf8").split(/^=== /m);
  return cases.map((text) => {
    const [title = "", ...parts] = text.split(/^--- /m);
    const named = parts.map((part): [string, string] => {
      const end = part.indexOf("\n");
      return [part.slice(0, end).trim(), part.slice(end + 1).trim()];
    });
    return { name: `${kind}: ${title.trim()}`, parts: Object.fromEntries(named) };
  });
}

/** All cases, by kind and in the order of their files. */
export const objectCases = (): ObjectCase[] =>
  readdirSync(FOLDER)
    .filter((file) => file.endsWith(".cases"))
    .sort()
    .flatMap(parseCases);
