// The locks of one way of a revision, statement by statement.
import { displayPath, quoteIdentifier } from "../../model/identifier.ts";
import { phasesOf } from "../../sql/phases.ts";
import { readStatement } from "../../sql/read-statement.ts";
import { parseScript } from "../../sql/script.ts";
import type { SelectedStatement } from "../../sql/select-statements.ts";
import { inSchema, type Path } from "../../sql/sql-target.ts";
import { statementLocks } from "./statement-locks.ts";
import { covers, type Lock, type LockFacts, type LockMode } from "./table-lock.ts";

/** A lock that a statement takes. */
export interface LockRow extends Lock {
  readonly line: number;
  readonly sql: string;
  /** The first statement behind it that takes long while the lock is still held. */
  readonly heldFor?: { readonly line: number; readonly lock: Lock };
}

/** What a lock is taken of. */
export const relationName = ({ relation }: Pick<Lock, "relation">): string => displayPath(inSchema(relation));

/** The checks that say of a column that it is not null, by table and name, once they are valid. */
class Checks {
  readonly #columns = new Map<string, string>();
  readonly #valid = new Set<string>();

  note({ statement }: SelectedStatement): void {
    if (statement.kind !== "alter object") return;
    const table = displayPath(inSchema(statement.target.path));
    for (const action of statement.actions) {
      if (action.kind === "add constraint" && action.constraint !== undefined && action.type === "CHECK")
        this.#columns.set(`${table} ${action.constraint}`, `${table} ${action.definition}`);
      if (action.kind === "validate constraint") {
        const says = this.#columns.get(`${table} ${action.constraint}`);
        if (says !== undefined) this.#valid.add(says);
      }
    }
  }

  has(path: Path, column: string): boolean {
    const table = displayPath(inSchema(path));
    return this.#valid.has(`${table} CHECK (${quoteIdentifier(column)} IS NOT NULL) NOT VALID`);
  }
}

/** A lock of a phase, with the statement that takes it. */
interface Taken {
  readonly one: SelectedStatement;
  readonly lock: Lock;
}

/** Without what the phase holds already, and takes no longer for it. */
function newlyTaken(taken: readonly Taken[]): Taken[] {
  const held = new Map<string, LockMode[]>();
  return taken.filter(({ lock }) => {
    const name = relationName(lock);
    const modes = held.get(name) ?? [];
    if (lock.work === "instant" && modes.some((mode) => covers(mode, lock.mode))) return false;
    held.set(name, [...modes, lock.mode]);
    return true;
  });
}

/**
 * The locks of a script on what is there before it, in the order in which they are taken.
 *
 * @param isNew whether the revision makes a relation itself
 */
export function lockRows(script: string, isNew: (relation: Path) => boolean, facts: LockFacts): LockRow[] {
  const statements = parseScript(script)
    .statements.filter(({ directives }) => !directives?.turned)
    .map((one): SelectedStatement => ({ ...one, statement: readStatement(one.sql) }));
  const checks = new Checks();
  const about = { ...facts, isChecked: (table: Path, column: string) => checks.has(table, column) };
  return phasesOf(statements).flatMap((phase) => {
    const taken = phase.statements.flatMap((one): Taken[] => {
      const locks = statementLocks(one.statement, about).filter(({ relation }) => !isNew(relation));
      checks.note(one);
      return locks.map((lock) => ({ one, lock }));
    });
    const long = taken.filter(({ lock }) => lock.work !== "instant");
    return newlyTaken(taken).map(({ one: { line, sql }, lock }): LockRow => {
      const later = long.find((other) => other.one.line > line);
      return { ...lock, line, sql, ...(later && { heldFor: { line: later.one.line, lock: later.lock } }) };
    });
  });
}
