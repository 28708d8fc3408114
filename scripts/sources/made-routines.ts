// The routines that the SQL of revisions makes, which definitions cannot: wildcards reach them.

import type { Revision } from "../migrations/folder.ts";
import { filledObject } from "../model/bind.ts";
import type { DoorSource } from "../model/door.ts";
import { displayPath } from "../model/identifier.ts";
import type { KnownRoutines } from "../model/known-routines.ts";
import { type ObjectName, objectKey } from "../model/object.ts";
import { objectsOfSql } from "../model/sql-object.ts";
import { type Binding, fillVariables } from "../model/variable.ts";
import type { Warehouse } from "../model/warehouse.ts";
import { madeArguments } from "../sql/made-arguments.ts";
import { inSchema, OBJECT_WORDS, type ObjectWord, type Target } from "../sql/sql-target.ts";
import type { Statement } from "../sql/statement.ts";
import { statementsIn } from "../sql/statements-in.ts";
import { tokens } from "../sql/tokens.ts";

/** What revisions made, and what of it does what its owner may. */
export interface MadeRoutines extends KnownRoutines {
  readonly definers: readonly DoorSource[];
}

/** The words of a statement, with a blank around each. */
const wordsOf = (text: string): string =>
  ` ${[...tokens(text)].flatMap(({ kind, start, end }) => (kind === "word" ? [text.slice(start, end)] : [])).join(" ")} `;

const ABOUT_ROUTINES =
  /\b(?:CREATE(?:\s+OR\s+REPLACE)?|DROP|ALTER)\s+(?:FUNCTION|PROCEDURE|ROUTINE|AGGREGATE)\b/i;
const ABOUT_SCHEMAS = /\b(?:ALTER|DROP)\s+SCHEMA\b/i;

const isRoutine = (word: ObjectWord): boolean => OBJECT_WORDS[word] === "routine";

/** Follows the scripts of revisions. */
class Routines {
  readonly known = new Map<string, ObjectName>();
  readonly unclear = new Map<string, readonly string[]>();
  /** Keys of those that CREATE made, under the names that they have now. */
  readonly made = new Set<string>();
  /** Keys of those that do what their owners may. */
  readonly definers = new Set<string>();

  make(path: readonly string[], text: string): void {
    const [schema, name] = inSchema(path);
    const types = madeArguments(text);
    if (types === undefined) this.unclear.set(displayPath([schema, name]), [schema, name]);
    else {
      const object: ObjectName = { kind: "routine", path: [schema, name, types] };
      this.known.set(objectKey(object), object);
      this.made.add(objectKey(object));
      // What stands in quotes is one token, and its body mostly does.
      const words = wordsOf(text);
      // Functions of triggers cannot be called.
      this.secure(
        [object],
        / SECURITY DEFINER /i.test(words) && !/ RETURNS (?:EVENT_)?TRIGGER /i.test(words),
      );
    }
  }

  secure(objects: readonly ObjectName[], isDefiner: boolean): void {
    for (const key of objects.map(objectKey)) {
      if (isDefiner) this.definers.add(key);
      else this.definers.delete(key);
    }
  }

  drop(object: ObjectName): void {
    this.known.delete(objectKey(object));
    this.made.delete(objectKey(object));
    this.definers.delete(objectKey(object));
  }

  /** Those that a statement names: by their arguments, without them by their name, which is then one's alone. */
  named({ path, arguments: types }: Target): ObjectName[] {
    const [schema, name] = inSchema(path);
    this.unclear.delete(displayPath([schema, name]));
    const args = types === undefined ? undefined : madeArguments(`f(${types})`);
    if (args !== undefined) return [{ kind: "routine", path: [schema, name, args] }];
    return this.#those((other) => other.path[0] === schema && other.path[1] === name);
  }

  inSchemas(schemas: readonly string[]): ObjectName[] {
    return this.#those(({ path: [schema = ""] }) => schemas.includes(schema));
  }

  /** The same routine under another path. */
  move(objects: readonly ObjectName[], path: (before: ObjectName["path"]) => readonly string[]): void {
    for (const object of objects) {
      const [isMade, isDefiner] = [this.made, this.definers].map((keys) => keys.has(objectKey(object)));
      const moved = { ...object, path: path(object.path) };
      this.drop(object);
      this.known.set(objectKey(moved), moved);
      if (isMade) this.made.add(objectKey(moved));
      this.secure([moved], isDefiner === true);
    }
  }

  #those(is: (object: ObjectName) => boolean): ObjectName[] {
    return [...this.known.values()].filter(is);
  }
}

function follow(routines: Routines, statement: Statement): void {
  if (statement.kind === "other" && statement.made && isRoutine(statement.made.object)) {
    routines.make(statement.made.path, statement.text);
  }
  if (statement.kind === "drop") {
    const { object, targets } = statement;
    const all = isRoutine(object)
      ? targets.flatMap((target) => routines.named(target))
      : object === "SCHEMA"
        ? routines.inSchemas(targets.map(({ path }) => path[0] ?? ""))
        : [];
    for (const one of all) routines.drop(one);
  }
  if (statement.kind !== "alter object") return;
  const { object, target, actions } = statement;
  for (const action of actions) {
    if (isRoutine(object) && action.kind === "rename") {
      routines.move(routines.named(target), ([schema = "", , types = ""]) => [schema, action.to, types]);
    } else if (isRoutine(object) && action.kind === "set schema") {
      routines.move(routines.named(target), ([, ...rest]) => [action.schema, ...rest]);
    } else if (isRoutine(object) && action.kind === "other" && /\bSECURITY\b/i.test(action.change)) {
      routines.secure(routines.named(target), /\bSECURITY\s+DEFINER\b/i.test(action.change));
    } else if (object === "SCHEMA" && action.kind === "rename") {
      routines.move(routines.inSchemas(target.path), ([, ...rest]) => [action.to, ...rest]);
    }
  }
}

/**
 * The routines of these revisions, in their order.
 *
 * @param draft a script that is to come behind them: what it makes is nobody's affair yet, what it drops and renames is
 */
export function madeRoutines(
  revisions: readonly Pick<Revision, "migration">[],
  draft?: string,
): MadeRoutines {
  const routines = new Routines();
  const isAbout = (script: string) =>
    ABOUT_ROUTINES.test(script) || (routines.known.size > 0 && ABOUT_SCHEMAS.test(script));
  for (const { migration } of revisions) {
    if (isAbout(migration)) for (const statement of statementsIn(migration)) follow(routines, statement);
  }
  if (draft !== undefined && isAbout(draft)) {
    const before = new Set(routines.known.keys());
    routines.made.clear();
    for (const statement of statementsIn(draft)) follow(routines, statement);
    for (const key of routines.made) if (!before.has(key)) routines.known.delete(key);
  }
  const known = [...routines.known.values()];
  const doors = known.filter((object) => routines.definers.has(objectKey(object)));
  return {
    known,
    unclear: [...routines.unclear.values()],
    definers: doors.map((object) => ({ on: object, as: object, privileges: ["EXECUTE"] })),
  };
}

/** Those that no definition made: what becomes of the others the definitions say. @param recorded what revisions add up to */
export function beyondDefinitions<Known extends KnownRoutines>(
  routines: Known,
  { sqlObjects }: Pick<Warehouse, "sqlObjects">,
): Known {
  if (sqlObjects.size === 0) return routines;
  const paths = objectsOfSql(sqlObjects.values()).map(([, object]) => object);
  const keys = new Set(paths.map(objectKey));
  const names = new Set(paths.map(({ path }) => displayPath(path.slice(0, 2))));
  return {
    ...routines,
    known: routines.known.filter((object) => !keys.has(objectKey(object))),
    unclear: routines.unclear.filter((path) => !names.has(displayPath(path))),
  };
}

/** Those that do what their owners may, on one target. */
export function definersOn({ definers }: MadeRoutines, { variables }: Binding): DoorSource[] {
  const fill = (object: ObjectName) => filledObject(object, (name) => fillVariables(name, variables));
  return definers.map((door) => ({ ...door, on: fill(door.on), as: fill(door.as) }));
}
