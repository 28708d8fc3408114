/** What statements drop and make again under the same name. */

import { displayPath } from "../../model/identifier.ts";
import { type ObjectName, objectKey } from "../../model/object.ts";
import type { Action } from "../../sql/action.ts";
import { inSchema, OBJECT_WORDS, type ObjectWord, type Path, type Target } from "../../sql/sql-target.ts";
import type { Statement } from "../../sql/statement.ts";

/** Kinds of which what is dropped and made again is bare. */
const REBUILT: ReadonlySet<ObjectName["kind"] | undefined> = new Set(["table", "sequence", "type"]);

/** A routine that DROP names with its arguments. */
function droppedRoutine(word: ObjectWord, { path, arguments: types }: Target): ObjectName | undefined {
  const isRoutine = OBJECT_WORDS[word] === "routine" && types !== undefined;
  return isRoutine ? { kind: "routine", path: [...inSchema(path), types] } : undefined;
}

/** Schema and name of a routine that a statement makes: of its arguments CREATE says more than their types. */
function madeRoutine(statement: Statement): string[] {
  if (statement.kind !== "other" || !statement.made) return [];
  const { object, path } = statement.made;
  return OBJECT_WORDS[object] === "routine" ? [displayPath(inSchema(path))] : [];
}

/** The table, view, sequence or type that a statement names by its word and path. */
export function namedObject(word: ObjectWord, path: Path): ObjectName | undefined {
  const kind = OBJECT_WORDS[word];
  return kind !== undefined && REBUILT.has(kind) ? { kind, path: inSchema(path) } : undefined;
}

/** A column of the table that ALTER names. */
export const columnOf = (table: Path, column: string): ObjectName => ({
  kind: "column",
  path: [...inSchema(table), column],
});

/** The sequence that an identity brings along, which keeps its name where a serial column becomes one. */
function sequenceOf(action: Action): Path | undefined {
  if (action.kind === "add column") return action.sequence;
  return action.kind === "alter column" && action.change.kind === "add identity"
    ? action.change.sequence
    : undefined;
}

/** What a statement drops. */
function droppedBy(statement: Statement): (ObjectName | undefined)[] {
  if (statement.kind === "drop")
    return statement.targets.map(
      (target) => namedObject(statement.object, target.path) ?? droppedRoutine(statement.object, target),
    );
  if (statement.kind !== "alter object") return [];
  const { actions, target } = statement;
  return actions.map((action) =>
    action.kind === "drop column" ? columnOf(target.path, action.column) : undefined,
  );
}

/** What a statement makes. */
function madeBy(statement: Statement): (ObjectName | undefined)[] {
  if (statement.kind === "make") return [namedObject(statement.object, statement.path)];
  if (statement.kind !== "alter object") return [];
  const { actions, target } = statement;
  return actions.flatMap((action) => {
    const sequence = sequenceOf(action);
    return [
      ...(action.kind === "add column" ? [columnOf(target.path, action.column)] : []),
      ...(sequence ? [namedObject("SEQUENCE", sequence)] : []),
    ];
  });
}

const keysOf = (objects: readonly (ObjectName | undefined)[]): Set<string> =>
  new Set(objects.flatMap((object) => (object ? [objectKey(object)] : [])));

/**
 * What drizzle-kit drops and makes again under the same name, by objectKey: a view with another query, an enum that
 * loses a value, a generated column with another expression, a table that becomes a view; and what is made again beside
 * its statements, such as a function that returns something else. What it had is lost: owner, privileges, comments.
 */
export function rebuilt(ddl: readonly Statement[]): ReadonlySet<string> {
  const dropped = ddl.flatMap(droppedBy).flatMap((object) => object ?? []);
  if (dropped.length === 0) return new Set();
  const made = keysOf(ddl.flatMap(madeBy));
  const routines = new Set(ddl.flatMap(madeRoutine));
  const isMade = (object: ObjectName) =>
    object.kind === "routine"
      ? routines.has(displayPath(object.path.slice(0, 2)))
      : made.has(objectKey(object));
  return new Set(dropped.filter(isMade).map(objectKey));
}
