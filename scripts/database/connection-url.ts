import { readFileSync } from "node:fs";
import { type Diagnostic, problem, Refusal } from "../model/diagnostic.ts";

/** What stands for a password wherever an address is shown. */
const MASK = "***";

const HELP =
  "Write postgres://user:password@host:5432/database; in names and passwords @ : / ? # % are written as %40 %3A %2F %3F %23 %25.";

/** Where a server is and how to reach it, as the driver wants it. */
export interface Address {
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

/**
 * TLS as libpq's parameters ask for it; where they do not, whatever the server has, but none on this machine.
 * Source: PostgreSQL manual, "SSL Support".
 */
function tlsOf(host: string, query: URLSearchParams): Address["ssl"] {
  const usual = query.has("sslrootcert") ? "verify-full" : LOCAL.test(host) ? "disable" : "prefer";
  const mode = query.get("sslmode") ?? usual;
  const [root, cert, key] = ["sslrootcert", "sslcert", "sslkey"].map((name) => query.get(name));
  const own = { ...(cert && { cert: file(cert) }), ...(key && { key: file(key) }) };
  switch (mode) {
    case "disable":
      return false;
    case "allow":
    case "prefer":
      return "prefer";
    case "require":
      return { ...own, rejectUnauthorized: false };
    case "verify-ca":
    case "verify-full": {
      const ca = root && root !== "system" ? { ca: file(root) } : {};
      return { ...own, ...ca, ...(mode === "verify-ca" && { checkServerIdentity: () => undefined }) };
    }
    default:
      throw new Refusal([malformed(`there is no sslmode ${mode}`)]);
  }
}

/**
 * Reads a connection URL. Of its parameters `host` (a folder of sockets), `sslmode`, `sslrootcert`, `sslcert`,
 * `sslkey` and `connect_timeout` count; others, made for other programs, are passed over.
 *
 * @throws {Refusal} when it is malformed; the text itself is never repeated
 */
export function readAddress(text: string): Address {
  const url = readUrl(text);
  if (!(url instanceof URL)) throw new Refusal([url]);
  const host = url.searchParams.get("host") ?? decodeURIComponent(url.hostname).replace(/^\[(.*)\]$/, "$1");
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
    ssl: tlsOf(host, url.searchParams),
    ...(timeout > 0 && { connectTimeout: timeout }),
  };
}

/** A connection URL as people may see it: passwords masked, those in parameters too; nothing of a malformed one. */
export function maskUrl(text: string): string {
  const url = readUrl(text);
  if (!(url instanceof URL)) return "a malformed URL";
  if (url.password) url.password = MASK;
  for (const name of [...url.searchParams.keys()]) {
    if (/pass|secret|token|key$/i.test(name)) url.searchParams.set(name, MASK);
  }
  return url.href.replaceAll(encodeURIComponent(MASK), MASK);
}
