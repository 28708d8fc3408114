// What forbids a script that is committed in phases, and a way from where the other was left.
import { type Diagnostic, problem } from "../model/diagnostic.ts";
import { type Course, statementsToCome } from "./course.ts";
import { isOpaque } from "./opaque.ts";
import { accessElsewhere, phasesOf } from "./phases.ts";
import type { SelectedStatement } from "./select-statements.ts";

/** What forbids a script, whatever the database is. */
export function phaseProblems(statements: readonly SelectedStatement[], file: string): Diagnostic[] {
  const phases = phasesOf(statements);
  const at = ({ line, column }: SelectedStatement) => ({ file, line, column });
  const unnamed = statements.filter(
    ({ statement }) =>
      statement.kind === "make index" && statement.concurrently && statement.index === undefined,
  );
  return [
    ...accessElsewhere(phases).map((one) =>
      problem("access-in-two-transactions", "roles and access change in another transaction before this", {
        at: at(one),
        help: "Put all statements about roles, owners and privileges between the same two that stand alone, or into a revision of their own.",
      }),
    ),
    ...unnamed.map((one) =>
      problem(
        "index-without-name",
        "an index that is made concurrently needs a name, by which a broken run finds it",
        {
          at: at(one),
          help: "Give it one: CREATE INDEX CONCURRENTLY name ON ….",
        },
      ),
    ),
  ];
}

/** What forbids a way from where the other was left: nobody can say what becomes of rows of which some changed. */
export function turnProblems(course: Course, file: string): Diagnostic[] {
  const { phases, turned, whole, from, reached, twice } = course;
  if (!turned || whole || !from) return [];
  // Batches are told how far those of the other way are.
  const mayBatch = reached !== undefined && !twice;
  const [first] = statementsToCome({ phases }).filter(
    ({ statement, directives }) => isOpaque(statement) || (directives?.batches && !mayBatch),
  );
  if (!first) return [];
  const on = from.direction === "up" ? "upgrade" : "downgrade";
  return [
    problem("half-done-rows", "the other way is half done, and this would change rows as if it were done", {
      at: { file, line: first.line, column: first.column },
      help: `Go on with \`dwh ${on}\`; from there the whole way is open.`,
    }),
  ];
}
