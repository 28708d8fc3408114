// What may fail where the other way of a revision was left half done: what it finds as it is to be.
import { isOpaque } from "../../sql/opaque.ts";
import type { Statement } from "../../sql/statement.ts";
import { errorCode } from "../connect/connection-problem.ts";

/** Something is there already, or is not there. Source: PostgreSQL manual, "PostgreSQL Error Codes". */
const AS_IT_IS_TO_BE = new Set([
  "42P07", // duplicate_table, of an index too
  "42710", // duplicate_object
  "42701", // duplicate_column
  "42P06", // duplicate_schema
  "42723", // duplicate_function
  "42P16", // invalid_table_definition: a second primary key
  "42P01", // undefined_table
  "42704", // undefined_object
  "42703", // undefined_column
  "42883", // undefined_function
  "3F000", // invalid_schema_name
]);

/** Whether an error says that there is nothing to do; of what changes rows or runs code, none does. */
export const isPassedOver = (error: unknown, statement: Statement): boolean =>
  AS_IT_IS_TO_BE.has(errorCode(error)) && !isOpaque(statement);

/** What is told of it, as PostgreSQL's notices are. */
export const passedOver = (error: unknown): string => `ERROR, passed over: ${(error as Error).message}`;
