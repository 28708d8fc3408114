// What is told of routines, triggers, extensions and types that are made.
import { displayPath } from "../../model/identifier.ts";
import type { ObjectWord, Path } from "../../sql/sql-target.ts";
import type { StatementOf } from "../../sql/statement.ts";
import { shown } from "./drop-hazards.ts";
import { hazard, onOneLine, type Scene, type Told } from "./told.ts";

/** A domain or composite type. */
export const madeType = (word: string, path: Path, again: boolean, definition: string): Told => {
  const what = onOneLine(definition.replace(/^AS\s+/i, ""));
  const named = `the ${word} ${shown(path)}`;
  return hazard("change", again ? `makes ${named} again: ${what}` : `adds ${named}: ${what}`);
};

/** What lies in a schema, and what has only a name. */
const PATHS: Partial<Record<ObjectWord, (path: Path) => string>> = {
  FUNCTION: shown,
  PROCEDURE: shown,
  TRIGGER: displayPath,
  EXTENSION: displayPath,
};

/** A routine, trigger or extension that comes or is replaced. */
export function madeHazard({ made, text }: StatementOf<"other">, { ddl }: Scene): Told {
  const path = made && PATHS[made.object]?.(made.path);
  if (!made || path === undefined) return undefined;
  const named = `the ${made.object.toLowerCase()} ${path}`;
  const isDropped = ddl.some(
    (one) =>
      one.kind === "drop" &&
      one.object === made.object &&
      displayPath(one.targets[0]?.path ?? []) === displayPath(made.path),
  );
  const deed = isDropped
    ? `makes ${named} again`
    : /^\s*CREATE\s+OR\s+REPLACE/i.test(text)
      ? `replaces ${named}`
      : `adds ${named}`;
  return hazard("change", deed);
}
