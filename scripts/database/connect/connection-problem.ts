import { type Diagnostic, problem } from "../../model/diagnostic.ts";
import type { DiagnosticCode } from "../../model/diagnostic-codes.ts";

/** What can be wrong with a connection: the error's code, our code, what to say, what to do. */
type Row = readonly [codes: RegExp, code: DiagnosticCode, message: string, help: string];

// Codes of Node.js (ECONNREFUSED), OpenSSL, the driver (CONNECT_TIMEOUT), PostgreSQL (SQLSTATE), connect().
const ROWS: readonly Row[] = [
  [
    /^ECONNREFUSED$|^ENOENT$/,
    "server-down",
    "nothing listens there",
    "Start the server, or correct the host and the port of the URL.",
  ],
  [
    /^ENOTFOUND$|^EAI_/,
    "unknown-host",
    "there is no host of that name",
    "Correct the host of the URL, or connect to the network that knows it.",
  ],
  [
    /^CONNECT_TIMEOUT$|^E(TIMEDOUT|HOSTUNREACH|NETUNREACH)$/,
    "connect-timeout",
    "it does not answer",
    "Check the host and the port, the network, and the firewall between.",
  ],
  [
    /^28P01$|^SASL_/,
    "wrong-password",
    "it does not accept the user or the password",
    "Correct the user and the password of the URL; in a URL, @ : / ? # % are written as %40 %3A %2F %3F %23 %25.",
  ],
  [
    /^28000$/,
    "login-refused",
    "it refuses this user",
    "The role may be missing, lack LOGIN, or have no line in pg_hba.conf; TLS may be required (?sslmode=require).",
  ],
  [
    /^3D000$/,
    "unknown-database",
    "the database does not exist",
    "Create it, or correct the URL's last part.",
  ],
  [
    /^42501$/,
    "connect-denied",
    "the user may not connect to this database",
    "Grant CONNECT on the database to the user.",
  ],
  [
    /^53300$/,
    "too-many-connections",
    "all its connections are in use",
    "End sessions that are no longer needed, and try again.",
  ],
  [/^57P03$/, "server-starting", "it is starting up or shutting down", "Try again in a moment."],
  [
    /CERT|SIGNED|SIGNATURE|ERR_TLS/,
    "certificate-refused",
    "its certificate is not accepted",
    "Give the certificate of its authority (?sslmode=verify-full&sslrootcert=ca.pem), or check the host's name.",
  ],
  [
    /^TLS_MISSING$|^ERR_SSL|^EPROTO$/,
    "tls-failed",
    "it does not speak TLS here",
    "Remove sslmode from the URL, or turn TLS on in the server.",
  ],
  [
    /^CONNECTION_(CLOSED|DESTROYED|ENDED)$|^ECONNRESET$|^EPIPE$|^57P0[12]$/,
    "connection-lost",
    "the connection was lost",
    "What was not committed is undone. Look at what is applied before you try again.",
  ],
];

/** The code that the error of a driver or of a socket carries. */
export function errorCode(error: unknown): string {
  const code = (error as { code?: unknown } | null | undefined)?.code;
  return typeof code === "string" ? code : "";
}

/**
 * What is wrong with a connection, if that is what the error says.
 *
 * @param shown the address without its password
 */
export function connectionProblem(error: unknown, shown: string): Diagnostic | undefined {
  const row = ROWS.find(([codes]) => codes.test(errorCode(error)));
  if (!row) return undefined;
  const [, code, message, help] = row;
  return problem(code, `cannot work on ${shown}: ${message}`, { help });
}
