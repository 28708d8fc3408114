// PostgreSQL names the sequence of a serial column after its table, and does not rename it along.
import { displayPath } from "../../model/identifier.ts";
import { isSerial, serialSequenceName } from "../../model/relation.ts";
import type { KeptSequence } from "../../model/warehouse.ts";
import { inSchema } from "../../sql/sql-target.ts";
import type { Statement } from "../../sql/statement.ts";
import type { KitColumn, KitState } from "./kit-state.ts";

/** The columns of a state whose sequences go by a former name. */
function keptColumns({ ddl }: KitState, kept: ReadonlyMap<string, KeptSequence>) {
  const columns = ddl.filter(({ entityType }) => entityType === "columns") as KitColumn[];
  return columns.flatMap(({ schema, table, name, type }) => {
    const sequence = kept.get(displayPath([schema, table, name]))?.sequence;
    return sequence !== undefined && isSerial(type) ? [{ schema, table, name, sequence }] : [];
  });
}

/** The columns that a statement makes: those of a new table, or those that are added. */
function madeBy<Column extends { readonly schema: string; readonly table: string; readonly name: string }>(
  statement: Statement,
  columns: readonly Column[],
): Column[] {
  const ofTable = (path: readonly string[]) => {
    const [schema, name] = inSchema(path);
    return columns.filter((one) => one.schema === schema && one.table === name);
  };
  if (statement.kind === "make" && statement.object === "TABLE") return ofTable(statement.path);
  if (statement.kind !== "alter object" || statement.object !== "TABLE") return [];
  const added = statement.actions.flatMap((action) => (action.kind === "add column" ? [action.column] : []));
  return ofTable(statement.target.path).filter(({ name }) => added.includes(name));
}

/**
 * Adds to statements that make serial columns those that give their sequences the names by which they are known:
 * `ALTER SEQUENCE "S"."person_id_seq" RENAME TO "user_id_seq"`.
 *
 * @param state that the statements lead to
 * @param kept by the path of the column
 */
export function withKeptSequenceNames(
  statements: readonly Statement[],
  state: KitState,
  kept: ReadonlyMap<string, KeptSequence>,
): readonly Statement[] {
  const columns = kept.size === 0 ? [] : keptColumns(state, kept);
  if (columns.length === 0) return statements;
  return statements.flatMap((statement) => {
    const renames = madeBy(statement, columns).map(
      ({ schema, table, name, sequence }): Statement => ({
        kind: "alter object",
        object: "SEQUENCE",
        target: { path: [schema, serialSequenceName(table, name)] },
        actions: [{ kind: "rename", to: sequence }],
      }),
    );
    return [statement, ...renames];
  });
}
