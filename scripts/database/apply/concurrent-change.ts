// Whether a statement failed only because another session changed the same at the same moment.
import { Refusal } from "../../model/diagnostic.ts";
import { errorCode } from "../connect/connection-problem.ts";

/** Fields of an error that no language changes. Source: PostgreSQL manual, "Error and Notice Message Fields". */
interface ServerError {
  readonly message?: string;
  /** The function in PostgreSQL's source that reports it. */
  readonly routine?: string;
  readonly schema_name?: string;
  readonly table_name?: string;
}

/**
 * Whether another session changed the same row of a catalog, or made the same role, at the same moment: the same
 * statements succeed when they are repeated.
 */
export function isConcurrent(error: unknown): boolean {
  const cause = error instanceof Refusal ? error.cause : error;
  const { message = "", routine, schema_name, table_name } = (cause ?? {}) as ServerError;
  switch (errorCode(cause)) {
    case "XX000":
      // Messages of internal errors are the same in every language, unlike others.
      return /^tuple concurrently (updated|deleted)$/.test(message);
    case "42710":
      return routine === "CreateRole" || routine === "RenameRole";
    case "23505":
      return schema_name === "pg_catalog" && table_name === "pg_authid";
    default:
      return false;
  }
}
