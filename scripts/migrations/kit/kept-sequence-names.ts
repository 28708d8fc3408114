// PostgreSQL names the sequence of a serial column after its table, and does not rename it along.
import { displayPath, quoteIdentifier, quotePath } from "../../model/identifier.ts";
import { serialSequenceName } from "../../model/relation.ts";
import type { KeptSequence } from "../../model/warehouse.ts";
import { isSerial } from "./column-type.ts";
import type { KitColumn, KitState } from "./kit-state.ts";
import { PATH } from "./views-in-the-way.ts";

const CREATE = new RegExp(`^CREATE TABLE ${PATH}`);
const ADD = new RegExp(`^ALTER TABLE ${PATH} ADD COLUMN "([^"]+)"`);

/** The columns of a state whose sequences go by a former name. */
function keptColumns({ ddl }: KitState, kept: ReadonlyMap<string, KeptSequence>) {
  const columns = ddl.filter(({ entityType }) => entityType === "columns") as KitColumn[];
  return columns.flatMap(({ schema, table, name, type }) => {
    const sequence = kept.get(displayPath([schema, table, name]))?.sequence;
    return sequence !== undefined && isSerial(type) ? [{ schema, table, name, sequence }] : [];
  });
}

/**
 * Adds to statements that make serial columns those that give their sequences the names by which they are known:
 * `ALTER SEQUENCE "S"."person_id_seq" RENAME TO "user_id_seq"`.
 *
 * @param state that the statements lead to
 * @param kept by the path of the column
 */
export function withKeptSequenceNames(
  statements: readonly string[],
  state: KitState,
  kept: ReadonlyMap<string, KeptSequence>,
): readonly string[] {
  const columns = kept.size === 0 ? [] : keptColumns(state, kept);
  if (columns.length === 0) return statements;
  return statements.flatMap((statement) => {
    const [, schema = "public", table, column] = ADD.exec(statement) ?? CREATE.exec(statement) ?? [];
    const made = columns.filter(
      (one) => one.schema === schema && one.table === table && (column === undefined || one.name === column),
    );
    const renames = made.map((one) => {
      const own = quotePath([one.schema, serialSequenceName(one.table, one.name)]);
      return `ALTER SEQUENCE ${own} RENAME TO ${quoteIdentifier(one.sequence)};`;
    });
    return [statement, ...renames];
  });
}
