// A revision as people read it: its review and its SQL, as written or with the variables of a target filled in.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Revision } from "../migrations/folder.ts";
import { Refusal } from "../model/diagnostic.ts";
import { fillSome, type Variables } from "../model/variable.ts";
import { parseScript } from "../sql/script.ts";
import { type SelectedStatement, selectStatements } from "../sql/select-statements.ts";

/** Which of its two scripts. */
export type ScriptDirection = "up" | "down";

/** What a script is filled in for. */
interface ShownFor {
  readonly variables: Variables;
  readonly major: number;
  readonly database: string;
  readonly extensions?: ReadonlySet<string>;
}

/** The review, with the variables that are given filled in; empty where the folder has none. */
export async function reviewOf({ folder }: Revision, variables: Variables = {}): Promise<string> {
  const text = await readFile(join(folder, "review.md"), "utf8").catch(() => "");
  return fillSome(text, variables);
}

const fileOf = (direction: ScriptDirection): "migration.sql" | "down.sql" =>
  direction === "up" ? "migration.sql" : "down.sql";

/** The file as it lies there. */
export function scriptAsWritten(revision: Revision, direction: ScriptDirection): string {
  return `${(direction === "up" ? revision.migration : revision.down).trimEnd()}\n`;
}

/** Statements as text that psql reads. */
const asScript = (statements: readonly Pick<SelectedStatement, "sql">[]): string =>
  statements.map(({ sql }) => `${sql};\n`).join("\n");

/** The statements that run there. @throws {Refusal} where the file is not understood, or a variable has no value */
export function scriptOn(revision: Revision, direction: ScriptDirection, to: ShownFor): string {
  const file = `${revision.folder}/${fileOf(direction)}`;
  const { statements, diagnostics } = parseScript(scriptAsWritten(revision, direction), file);
  if (diagnostics.length > 0) throw new Refusal(diagnostics);
  // As the runner does: a name of any form, which stands in double quotes; what cuts values does so nowhere.
  const variables = { ...to.variables, database: to.database.replaceAll('"', '""'), cut: "refused" };
  const { major, extensions } = to;
  return asScript(selectStatements(statements, { variables, major, extensions, file }));
}
