// What a script comes to, where several of its statements make one thing: as a reviewer is told of it.
import { displayPath } from "../../model/identifier.ts";
import type { Action } from "../../sql/action.ts";
import {
  constraintOfIndex,
  indexOfConstraint,
  isValidated,
  withoutNotValid,
} from "../../sql/constraint-definition.ts";
import { inSchema, type Path } from "../../sql/sql-target.ts";
import type { Statement, StatementOf } from "../../sql/statement.ts";

/** A constraint, by its table. */
const nameOf = (table: Path, constraint: string): string => displayPath([...inSchema(table), constraint]);

/** An index, which lies in the schema of its table. */
const indexName = (table: Path, index: string): string => displayPath([inSchema(table)[0], index]);

/** What is known of all statements. */
interface Script {
  /** Constraints that are validated. */
  readonly validated: ReadonlySet<string>;
  /** Those that stand there for a while: they are added and go again. */
  readonly passing: ReadonlySet<string>;
  /** The indexes that become those of constraints. */
  readonly indexes: ReadonlyMap<string, StatementOf<"make index">>;
  /** The indexes that the script makes, as they are called then. */
  readonly made: ReadonlyMap<string, StatementOf<"make index">>;
  /** What they are called in the end. */
  readonly names: ReadonlyMap<Statement, string>;
}

/** The index that an action gives another name, as it was called. */
const renamedIndex = (
  { object, target }: StatementOf<"alter object">,
  { kind }: Action,
): string | undefined =>
  object === "INDEX" && kind === "rename" ? displayPath(inSchema(target.path)) : undefined;

function read(statements: readonly Statement[]): Script {
  const validated = new Set<string>();
  const added = new Set<string>();
  const passing = new Set<string>();
  const made = new Map<string, StatementOf<"make index">>();
  const indexes = new Map<string, StatementOf<"make index">>();
  const names = new Map<Statement, string>();
  for (const statement of statements) {
    if (statement.kind === "make index" && statement.index !== undefined)
      made.set(indexName(statement.on, statement.index), statement);
    if (statement.kind !== "alter object") continue;
    for (const action of statement.actions) {
      const renamed = made.get(renamedIndex(statement, action) ?? "");
      if (renamed && action.kind === "rename") names.set(renamed, action.to);
      if (!("constraint" in action) || action.constraint === undefined) continue;
      const name = nameOf(statement.target.path, action.constraint);
      if (action.kind === "validate constraint") validated.add(name);
      if (action.kind === "drop constraint" && added.has(name)) passing.add(name);
      if (action.kind !== "add constraint") continue;
      added.add(name);
      const index = indexOfConstraint(action.definition);
      const found = index === undefined ? undefined : made.get(indexName(statement.target.path, index));
      if (found) indexes.set(name, found);
    }
  }
  return { validated, passing, indexes, made, names };
}

/** The action as it stands in one step; undefined where it is a part of what is told elsewhere. */
function told(path: Path, action: Action, { validated, passing, indexes }: Script): Action | undefined {
  if (!("constraint" in action) || action.constraint === undefined) return action;
  const name = nameOf(path, action.constraint);
  if (passing.has(name) || action.kind === "validate constraint")
    return passing.has(name) ? undefined : action;
  if (action.kind !== "add constraint") return action;
  const index = indexes.get(name);
  if (index) return { ...action, definition: constraintOfIndex(action.definition, index.definition) };
  return validated.has(name) && !isValidated(action.definition)
    ? { ...action, definition: withoutNotValid(action.definition) }
    : action;
}

/**
 * A constraint that is added NOT VALID and then validated is one that is added; so is one that takes over an index of
 * the script; one that is added and goes again is none. An index that gets its name later has it.
 */
export function inOneStep(statements: readonly Statement[]): Statement[] {
  const script = read(statements);
  const taken = new Set(script.indexes.values());
  const added = new Set<string>();
  return statements.flatMap((statement): Statement[] => {
    if (statement.kind === "make index") {
      const index = script.names.get(statement) ?? statement.index;
      return taken.has(statement) ? [] : [{ ...statement, ...(index !== undefined && { index }) }];
    }
    if (statement.kind !== "alter object") return [statement];
    const { path } = statement.target;
    const actions = statement.actions.flatMap((action) => {
      const isAdded = "constraint" in action && added.has(nameOf(path, action.constraint ?? ""));
      if (action.kind === "add constraint" && action.constraint !== undefined)
        added.add(nameOf(path, action.constraint));
      const isTold = script.made.has(renamedIndex(statement, action) ?? "");
      if (isTold || (action.kind === "validate constraint" && isAdded)) return [];
      return told(path, action, script) ?? [];
    });
    return actions.length > 0 ? [{ ...statement, actions }] : [];
  });
}
