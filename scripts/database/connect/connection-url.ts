// Connection URLs: read, checked, and masked for people.
import { readFileSync } from "node:fs";
import { checkServerIdentity, type PeerCertificate } from "node:tls";
import { type Diagnostic, problem, Refusal } from "../../model/diagnostic.ts";
import { maskSecrets } from "../../model/secret.ts";

const HELP =
  "Write postgres://user:password@host:5432/database; in names and passwords @ : / ? # % are written as %40 %3A %2F %3F %23 %25.";

/** Where a server is and how to reach it, as the driver wants it. */
interface Address {
  readonly host: string;
  readonly port: number;
  /** The socket file, where the host is a folder. */
  readonly path?: string;
  /** Without one the driver takes PGUSER, else the system's user. */
  readonly user?: string;
  /** Without one the driver takes PGPASSWORD. */
  readonly password?: string;
  /** Without one PGDATABASE, else the user's name. */
  readonly database?: string;
  readonly ssl: "prefer" | false | object;
  /** In seconds. */
  readonly connectTimeout?: number;
}

function malformed(why: string): Diagnostic {
  return problem("malformed-url", `the database URL cannot be used: ${why}`, { help: HELP });
}

function readUrl(text: string): URL | Diagnostic {
  if (!/^postgres(ql)?:\/\//.test(text)) return malformed("it does not begin with postgres://");
  // A raw / ? or # in a password ends the host early, and the rest of the password would be shown as a path.
  if (/[/?#].*@/s.test(text.slice(text.indexOf("://") + 3))) {
    return malformed("an @ stands behind a /, ? or # ");
  }
  try {
    const url = new URL(text);
    for (const part of [url.username, url.password, url.pathname]) decodeURIComponent(part);
    return url;
  } catch {
    return malformed("it is not of the form of a URL");
  }
}

/** @throws {Refusal} when it is malformed; the text itself is never repeated */
export function parseUrl(text: string): URL {
  const url = readUrl(text);
  if (url instanceof URL) return url;
  throw new Refusal([url]);
}

const hostOf = ({ searchParams, hostname }: URL): string =>
  searchParams.get("host") ?? decodeURIComponent(hostname).replace(/^\[(.*)\]$/, "$1");

const file = (path: string): string => {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    throw new Refusal([
      malformed(`the file ${path} cannot be read (${(error as NodeJS.ErrnoException).code})`),
    ]);
  }
};

const LOCAL = /^(localhost|127\..*|::1|.*\/.*|)$/;

const MODES = ["disable", "allow", "prefer", "require", "verify-ca", "verify-full"];

/**
 * The sslmode of a URL: the one that it says; else `verify-full` where it names authorities, `disable` on this
 * machine, `prefer` elsewhere. As for libpq, `require` with a file of authorities is `verify-ca`.
 * Source: PostgreSQL manual, "SSL Support", "Client Verification of Server Certificates".
 *
 * @throws {Refusal} for what is no mode, and for one weaker than `verify-full` beside `sslrootcert=system`
 */
export function sslModeOf(url: URL): string {
  const query = url.searchParams;
  const root = query.get("sslrootcert");
  const usual = root ? "verify-full" : LOCAL.test(hostOf(url)) ? "disable" : "prefer";
  const mode = query.get("sslmode") ?? usual;
  if (!MODES.includes(mode)) throw new Refusal([malformed(`there is no sslmode ${mode}`)]);
  if (root === "system" && mode !== "verify-full") {
    throw new Refusal([malformed(`sslrootcert=system needs sslmode=verify-full, and not ${mode}`)]);
  }
  return root && mode === "require" ? "verify-ca" : mode;
}

/**
 * TLS as the driver wants it. `allow` is taken for `prefer`; neither shows `sslcert`, which needs `require` or more.
 * Without `sslrootcert`, or with `system`, the authorities are those that Node.js knows; `~/.postgresql` is not read.
 */
function tlsOf(url: URL): Address["ssl"] {
  const mode = sslModeOf(url);
  if (mode === "disable") return false;
  if (mode === "allow" || mode === "prefer") return "prefer";
  const [root, cert, key] = ["sslrootcert", "sslcert", "sslkey"].map((name) => url.searchParams.get(name));
  const own = { ...(cert && { cert: file(cert) }), ...(key && { key: file(key) }) };
  if (mode === "require") return { ...own, rejectUnauthorized: false };
  const ca = root && root !== "system" ? { ca: file(root) } : {};
  // Node.js would look for "localhost" in the certificate where the host is a number.
  const identity = (_: string, certificate: PeerCertificate) =>
    mode === "verify-ca" ? undefined : checkServerIdentity(hostOf(url), certificate);
  // Said, since NODE_TLS_REJECT_UNAUTHORIZED would count otherwise.
  return { ...own, ...ca, rejectUnauthorized: true, checkServerIdentity: identity };
}

/**
 * Reads a connection URL. Of its parameters `host` (a folder of sockets), `sslmode`, `sslrootcert`, `sslcert`,
 * `sslkey` and `connect_timeout` count; others, made for other programs, are passed over.
 *
 * @throws {Refusal} when it is malformed
 */
export function readAddress(text: string): Address {
  const url = parseUrl(text);
  const host = hostOf(url);
  const port = Number(url.port || 5432);
  const timeout = Number(url.searchParams.get("connect_timeout"));
  const database = decodeURIComponent(url.pathname.slice(1));
  return {
    host: host || "localhost",
    port,
    ...(host.includes("/") && { path: `${host}/.s.PGSQL.${port}` }),
    ...(url.username && { user: decodeURIComponent(url.username) }),
    ...(url.password && { password: decodeURIComponent(url.password) }),
    ...(database && { database }),
    ssl: tlsOf(url),
    ...(timeout > 0 && { connectTimeout: timeout }),
  };
}

/** A connection URL as people may see it: passwords masked, those in parameters too; nothing of a malformed one. */
export function maskUrl(text: string): string {
  return readUrl(text) instanceof URL ? maskSecrets(text) : "a malformed URL";
}

/**
 * The password for a URL, as it is and as the URL writes it; it may be of PGPASSWORD. None where it is the name of the
 * user or of the database, which are shown.
 *
 * @throws {Refusal} when the URL is malformed
 */
export function passwordsOf(text: string, environment: NodeJS.ProcessEnv): readonly string[] {
  const { user, database, password = environment.PGPASSWORD } = readAddress(text);
  if (!password || password === user || password === database) return [];
  return [password, parseUrl(text).password, encodeURIComponent(password)];
}
