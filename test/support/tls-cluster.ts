/** A server as others run theirs: passwords by SCRAM, and TLS with a certificate of an authority of its own. */
import { spawnSync } from "node:child_process";
import { chmod, chown, copyFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { connect } from "../../scripts/database/connect/connect.ts";
import { initCluster, startCluster, stopCluster } from "../../scripts/database/servers/cluster.ts";
import { runAs } from "../../scripts/database/servers/run-as.ts";
import { embeddedPackage } from "./cluster.ts";

/** Whether certificates can be made here. */
export const hasOpenssl = spawnSync("openssl", ["version"]).status === 0;

/** A server that runs. */
export interface TlsCluster {
  readonly port: number;
  readonly dataDir: string;
  /** The certificate of the authority. */
  readonly authority: string;
  stop(): Promise<void>;
}

/**
 * Starts one in a folder, with ca.pem, and other.pem of another authority. The certificate is for the number 127.0.0.1 and
 * not for the name, which is the same machine.
 */
export async function startTlsCluster(folder: string, password: string): Promise<TlsCluster> {
  const openssl = (...args: string[]) => {
    const { status, stderr } = spawnSync("openssl", args, { cwd: folder, encoding: "utf8" });
    if (status !== 0) throw new Error(stderr);
  };
  const dataDir = join(folder, "data");
  for (const name of ["ca", "other"]) {
    const what = ["-keyout", `${name}.key`, "-out", `${name}.pem`, "-subj", `/CN=${name}`];
    openssl("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", ...what);
  }
  const key = ["-keyout", "server.key", "-out", "server.csr", "-subj", "/CN=s"];
  openssl("req", "-newkey", "rsa:2048", "-nodes", ...key);
  await writeFile(join(folder, "names"), "subjectAltName=IP:127.0.0.1\n");
  const by = ["-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial", "-extfile", "names"];
  openssl("x509", "-req", "-in", "server.csr", ...by, "-days", "2", "-out", "server.pem");
  await initCluster({ ...embeddedPackage(), dataDir, password });
  const { uid, gid } = await runAs();
  for (const [from, to] of [
    ["server.key", "server.key"],
    ["server.pem", "server.crt"],
  ] as const) {
    await copyFile(join(folder, from), join(dataDir, to));
    await chmod(join(dataDir, to), 0o600);
    if (uid !== undefined) await chown(join(dataDir, to), uid, gid);
  }
  const settings = { ssl: "on", fsync: "off" };
  const { port } = await startCluster({ ...embeddedPackage(), dataDir, settings });
  const stop = async () => void (await stopCluster(dataDir, "immediate"));
  return { port, dataDir, authority: join(folder, "ca.pem"), stop };
}

/** Lets nobody in without TLS and a password. @returns a superuser's address */
export async function refuseOthers({ port, dataDir, authority }: TlsCluster, password: string): Promise<URL> {
  const url = new URL(`postgres://postgres:${password}@127.0.0.1:${port}/postgres`);
  url.searchParams.set("sslmode", "verify-full");
  url.searchParams.set("sslrootcert", authority);
  const rules = ["hostnossl all all all reject", "hostssl all all all scram-sha-256"];
  await writeFile(join(dataDir, "pg_hba.conf"), `${rules.join("\n")}\n`);
  const sql = await connect(url.href);
  await sql.unsafe("SELECT pg_reload_conf()").finally(() => sql.end());
  return url;
}
