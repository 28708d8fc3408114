/** A database of a deployer: it owns that, makes roles, and is no superuser. */
import { inject } from "vitest";
import { connect, serverVersion } from "../../scripts/database/connect/connect.ts";
import { freshDatabase } from "./cluster.ts";

/** A new database and whoever applies revisions there. */
export interface OwnedDatabase {
  /** A superuser's address. */
  readonly url: string;
  /** The deployer's. */
  readonly asDeployer: string;
  readonly name: string;
  /** Drops the database and then the deployer, with what it has on the server. */
  drop(): Promise<void>;
}

/** @param deployer the name of the role, which is made */
export async function ownedDatabase(deployer: string): Promise<OwnedDatabase> {
  const { url, drop } = await freshDatabase(inject("adminUrl"));
  const name = new URL(url).pathname.slice(1);
  const sql = await connect(url);
  await sql.unsafe(
    `CREATE ROLE ${deployer} LOGIN CREATEROLE PASSWORD 'p'; ALTER DATABASE "${name}" OWNER TO ${deployer}`,
  );
  // From 15 on it belongs to whoever owns the database.
  if ((await serverVersion(sql)).major < 15) await sql.unsafe(`ALTER SCHEMA public OWNER TO ${deployer}`);
  await sql.end();
  return {
    url,
    asDeployer: Object.assign(new URL(url), { username: deployer, password: "p" }).href,
    name,
    drop: async () => {
      await drop();
      const admin = await connect(inject("adminUrl"));
      await admin.unsafe(`DROP OWNED BY ${deployer}; DROP ROLE ${deployer}`);
      await admin.end();
    },
  };
}
