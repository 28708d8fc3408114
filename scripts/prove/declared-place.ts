// Where that is declared which a statement is about, for statements of files that nobody has yet.
import type { Diagnostic, Location } from "../model/diagnostic.ts";
import { relationKey } from "../model/relation.ts";
import { readStatement } from "../sql/read-statement.ts";
import { relationOf } from "../sql/relation-of.ts";
import { parseScript } from "../sql/script.ts";
import type { Script } from "./ground.ts";

/**
 * The diagnostic of a statement that failed, with the place of the relation in the definitions.
 *
 * @param placeOf where a relation is defined, by its key
 */
export function withDeclaredPlace(
  diagnostic: Diagnostic,
  scripts: readonly Script[],
  placeOf: (key: string) => Location | undefined,
): Diagnostic {
  const { at, related = [] } = diagnostic;
  const script = scripts.find(({ file }) => file === at?.file);
  if (script === undefined || at?.line === undefined || related.length > 0) return diagnostic;
  const statement = parseScript(script.text).statements.findLast(({ line }) => line <= (at.line ?? 0));
  const relation = statement && relationOf(readStatement(statement.sql));
  const key = relation && relationKey(relation);
  const place = key === undefined ? undefined : placeOf(key);
  if (!place) return diagnostic;
  return { ...diagnostic, related: [{ message: `${key} is declared`, at: place }] };
}
