/** A scratch database on a server that is not ours: made for one proof and dropped behind it, with the roles. */
import { randomBytes } from "node:crypto";
import { problem, Refusal } from "../../model/diagnostic.ts";
import { quoteIdentifier, quoteLiteral } from "../../model/identifier.ts";
import { connect, disconnect, majorOf, type Sql, shownAddress } from "../connect/connect.ts";
import { begin } from "../connect/transaction.ts";
import type { Scratch } from "./scratch.ts";

/** "dwh" as bytes, and one more than the locks of runs have. */
const LOCK = 0x647768 + 2;

const PREFIX = "dwh_scratch_";

async function roleNames(sql: Sql): Promise<Set<string>> {
  const rows = await sql.unsafe<{ name: string }[]>("SELECT rolname AS name FROM pg_catalog.pg_roles");
  return new Set(rows.map(({ name }) => name));
}

/** Drops a database and those of these roles that are there. */
async function dropScratch(sql: Sql, database: string, roles: Iterable<string>): Promise<void> {
  await sql.unsafe(`DROP DATABASE IF EXISTS ${quoteIdentifier(database)} WITH (FORCE)`);
  const there = await roleNames(sql);
  const left = [...roles].filter((role) => there.has(role)).map(quoteIdentifier);
  if (left.length === 0) return;
  await sql.unsafe(`DROP ROLE ${left.join(", ")}`).catch((error: Error) => {
    const message = `roles of a proof stay on the scratch server ${shownAddress(sql)}: ${error.message}`;
    throw new Refusal([problem("scratch-left", message, { help: `Drop them there: ${left.join(", ")}.` })]);
  });
}

/** What proofs left that were killed: the comment of the database has their roles. */
async function dropLeftOvers(sql: Sql): Promise<void> {
  const rows = await sql.unsafe<{ name: string; roles: string | null }[]>(`
    SELECT datname AS name, shobj_description(oid, 'pg_database') AS roles FROM pg_catalog.pg_database d
    WHERE starts_with(datname, '${PREFIX}') AND pg_has_role(datdba, 'USAGE')
      AND NOT EXISTS (SELECT FROM pg_catalog.pg_stat_activity a WHERE a.datid = d.oid)`);
  for (const { name, roles } of rows) {
    const made = JSON.parse(/^\[.*\]$/s.exec(roles ?? "")?.[0] ?? "[]") as string[];
    await dropScratch(sql, name, made);
  }
}

async function makeDatabase(sql: Sql): Promise<string> {
  const database = `${PREFIX}${randomBytes(6).toString("hex")}`;
  await sql.unsafe(`CREATE DATABASE ${quoteIdentifier(database)}`).catch((error: Error) => {
    throw new Refusal([
      problem("scratch-refused", `no database can be made on ${shownAddress(sql)}: ${error.message}`, {
        help: "The role of `warehouse.scratch` needs CREATEDB and CREATEROLE, or be a superuser.",
      }),
    ]);
  });
  // Who is no superuser may then become the roles that it makes, and has what they own.
  if (majorOf(sql) >= 16)
    await sql.unsafe(
      `ALTER DATABASE ${quoteIdentifier(database)} SET createrole_self_grant = 'set, inherit'`,
    );
  return database;
}

/**
 * Opens a scratch database on a server. Nothing is kept there: each proof begins with an empty one. One proof at a time
 * runs on a server, since roles belong to all of it.
 *
 * @param url of a role that may make databases and roles
 * @param onClose runs when all is dropped
 * @throws {Refusal} when it may not
 */
export async function borrowServer(url: string, onClose = async () => {}): Promise<Scratch> {
  const sql = await connect(url);
  const keeper = await connect(url);
  const disconnectAll = () => Promise.all([disconnect(sql), disconnect(keeper)]);
  try {
    await begin(keeper);
    await keeper.unsafe(
      `SELECT set_config('idle_in_transaction_session_timeout', '0', true), pg_advisory_xact_lock(${LOCK}, 0)`,
    );
    await dropLeftOvers(sql);
    const before = await roleNames(sql);
    const database = await makeDatabase(sql);
    const made = new Set<string>();
    const address = new URL(url);
    address.pathname = `/${database}`;
    let ending: Promise<void> | undefined;
    const close = async () => {
      try {
        await dropScratch(sql, database, made);
      } finally {
        await disconnectAll();
        await onClose();
      }
    };
    const end = () => {
      ending ??= close();
      return ending;
    };
    return {
      url: address.href,
      state: undefined,
      shared: {
        made,
        async claim(roles, outside) {
          const taken = roles.filter((role) => before.has(role));
          if (taken.length > 0) {
            const message = `the scratch server has roles already that the proof is to make: ${taken.join(", ")}`;
            const help =
              "Prove on a server where nothing is deployed, or drop what an earlier proof left there.";
            throw new Refusal([problem("scratch-refused", message, { help })]);
          }
          for (const role of [...roles, ...outside]) if (!before.has(role)) made.add(role);
          const text = quoteLiteral(JSON.stringify([...made]));
          await sql.unsafe(`COMMENT ON DATABASE ${quoteIdentifier(database)} IS ${text}`);
        },
      },
      saveAs: end,
      close: end,
    };
  } catch (error) {
    await disconnectAll();
    await onClose();
    throw error;
  }
}
