// A connection URL → the environment variables of psql.
import { parseUrl, readAddress, sslModeOf } from "./connection-url.ts";

/** The variables that stand for parameters of a URL. Source: PostgreSQL manual, "Environment Variables" (libpq). */
const PARAMETERS = {
  sslmode: "PGSSLMODE",
  sslrootcert: "PGSSLROOTCERT",
  sslcert: "PGSSLCERT",
  sslkey: "PGSSLKEY",
  sslcrl: "PGSSLCRL",
  sslnegotiation: "PGSSLNEGOTIATION",
  ssl_min_protocol_version: "PGSSLMINPROTOCOLVERSION",
  ssl_max_protocol_version: "PGSSLMAXPROTOCOLVERSION",
  channel_binding: "PGCHANNELBINDING",
  require_auth: "PGREQUIREAUTH",
  gssencmode: "PGGSSENCMODE",
  options: "PGOPTIONS",
  application_name: "PGAPPNAME",
  client_encoding: "PGCLIENTENCODING",
  connect_timeout: "PGCONNECT_TIMEOUT",
  target_session_attrs: "PGTARGETSESSIONATTRS",
} as const;

/** They would lead psql to another server than the one of the URL. */
const ELSEWHERE = ["PGHOSTADDR", "PGSERVICE", "PGSERVICEFILE"];

/**
 * The environment in which psql connects as a URL says, without an argument that others could read.
 *
 * @param given the environment to add to; what the URL is silent about stays as it is there
 * @throws {Refusal} when the URL is malformed
 */
export function psqlEnvironment(text: string, given: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const url = parseUrl(text);
  const { host, port, user, password, database } = readAddress(text);
  const mode = sslModeOf(url);
  const said = Object.entries(PARAMETERS).flatMap(([name, variable]) => {
    const value = url.searchParams.get(name);
    return value ? [[variable, value] as const] : [];
  });
  const kept = Object.entries(given).filter(([name]) => !ELSEWHERE.includes(name));
  return {
    PGSSLMODE: mode,
    ...Object.fromEntries(kept),
    ...Object.fromEntries(said),
    // Authorities are there to be asked, whatever mode the environment has.
    ...(url.searchParams.get("sslrootcert") && { PGSSLMODE: mode }),
    PGHOST: host,
    PGPORT: String(port),
    ...(user && { PGUSER: user }),
    ...(password && { PGPASSWORD: password }),
    ...(database && { PGDATABASE: database }),
  };
}
