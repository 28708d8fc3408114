// Whether an index goes concurrently, behind the transaction.
import { displayPath } from "../../model/identifier.ts";
import type { Action } from "../../sql/action.ts";
import { inSchema, type ObjectWord, type Path } from "../../sql/sql-target.ts";
import type { Statement, StatementOf } from "../../sql/statement.ts";
import type { OnlineFacts } from "./online-parts.ts";

/** What takes an index along, or gives its table another name. */
const MOVES_INDEXES: ReadonlySet<Action["kind"]> = new Set(["drop column", "rename", "set schema"]);

/** What an index may depend on, so that it must be gone before. */
const UNDER_INDEXES: ReadonlySet<ObjectWord> = new Set([
  "FUNCTION",
  "ROUTINE",
  "TYPE",
  "DOMAIN",
  "EXTENSION",
  "SCHEMA",
  "COLLATION",
]);

const isSame = (a: Path, b: Path): boolean => displayPath(inSchema(a)) === displayPath(inSchema(b));

/** Whether a statement needs the index gone, takes it along, or keeps its table from everybody anyway. */
function needsItGone(statement: Statement, table: Path): boolean {
  if (statement.kind === "make") return isSame(statement.path, table);
  if (statement.kind === "drop")
    return (
      UNDER_INDEXES.has(statement.object) ||
      (statement.object !== "INDEX" && statement.targets.some(({ path }) => isSame(path, table)))
    );
  if (statement.kind !== "alter object") return false;
  if (statement.object === "SCHEMA") return true;
  return (
    isSame(statement.target.path, table) &&
    statement.actions.some(
      (action) =>
        MOVES_INDEXES.has(action.kind) || (action.kind === "alter column" && action.change.kind === "type"),
    )
  );
}

/** Whether what DROP INDEX says is to run behind the transaction, concurrently. */
export function isDroppedBehind(
  { object, targets, concurrently, cascade }: StatementOf<"drop">,
  ddl: readonly Statement[],
  { tableOf, isPartitioned }: OnlineFacts,
): boolean {
  const [index, ...more] = targets;
  if (object !== "INDEX" || concurrently || cascade || !index || more.length > 0) return false;
  const table = tableOf(index.path);
  return table !== undefined && !isPartitioned(table) && !ddl.some((one) => needsItGone(one, table));
}
