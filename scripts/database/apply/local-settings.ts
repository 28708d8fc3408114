/** What a script SETs ends with its transaction: behind a pooler, the session is other programs' afterwards. */
import type { ScriptStatement } from "../../sql/script.ts";

/** SET of a session; SET CONSTRAINTS and SET TRANSACTION are about the transaction anyway. */
const SET =
  /^SET\s+(?:SESSION\s+(?!AUTHORIZATION\b|CHARACTERISTICS\b))?(?!LOCAL\b|SESSION\s+C|CONSTRAINTS\b|TRANSACTION\b)/i;

/** As pg_dump writes it: `SELECT pg_catalog.set_config('search_path', '', false)`. */
const SET_CONFIG =
  /^(SELECT\s+(?:pg_catalog\s*\.\s*)?set_config\s*\(\s*'[^']*'\s*,\s*'[^']*'\s*,\s*)false(\s*\))$/i;

/** The statement with its setting LOCAL, where it sets one. */
export function setLocally<Sent extends ScriptStatement>(statement: Sent): Sent {
  const { sql, source = sql } = statement;
  const local = sql.replace(SET, "SET LOCAL ").replace(SET_CONFIG, "$1true$2");
  return local === sql ? statement : { ...statement, sql: local, source };
}
