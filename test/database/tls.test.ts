import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { connect } from "../../scripts/database/connect/connect.ts";
import { Refusal } from "../../scripts/model/diagnostic.ts";
import { dwhProcess, userProject } from "../support/cli.ts";
import { removeProject, temporaryProject } from "../support/cluster.ts";
import { hasOpenssl, startTlsCluster, type TlsCluster } from "../support/tls-cluster.ts";

const PASSWORD = "secret";

describe.runIf(hasOpenssl)("what of the server's certificate is checked", () => {
  let folder: string;
  let server: TlsCluster;
  let port: number;

  beforeAll(async () => {
    folder = await temporaryProject();
    server = await startTlsCluster(folder, PASSWORD);
    ({ port } = server);
  });
  afterAll(async () => {
    await server.stop();
    await removeProject(folder);
  });

  /** Whether the connection is encrypted, or why there is none. */
  async function tried(host: string, parameters: string): Promise<unknown> {
    const query = parameters
      .replaceAll("CA", join(folder, "ca.pem"))
      .replaceAll("OTHER", join(folder, "other.pem"));
    try {
      const sql = await connect(`postgres://postgres:${PASSWORD}@${host}:${port}/postgres?${query}`);
      const [row] = await sql.unsafe("SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()");
      await sql.end();
      return row?.ssl;
    } catch (error) {
      if (error instanceof Refusal) return error.diagnostics[0]?.code;
      throw error;
    }
  }

  const NUMBER = "127.0.0.1";
  test.each([
    [NUMBER, "", false],
    [NUMBER, "sslmode=disable", false],
    [NUMBER, "sslmode=allow", true],
    [NUMBER, "sslmode=prefer", true],
    [NUMBER, "sslmode=prefer&sslrootcert=OTHER", true],
    [NUMBER, "sslmode=require", true],
    [NUMBER, "sslmode=require&sslrootcert=CA", true],
    [NUMBER, "sslmode=require&sslrootcert=OTHER", "certificate-refused"],
    ["localhost", "sslmode=require&sslrootcert=CA", true],
    [NUMBER, "sslmode=verify-ca", "certificate-refused"],
    [NUMBER, "sslmode=verify-ca&sslrootcert=OTHER", "certificate-refused"],
    ["localhost", "sslmode=verify-ca&sslrootcert=CA", true],
    [NUMBER, "sslmode=verify-full&sslrootcert=CA", true],
    [NUMBER, "sslrootcert=CA", true],
    ["localhost", "sslmode=verify-full&sslrootcert=CA", "certificate-refused"],
    ["localhost", "sslrootcert=CA", "certificate-refused"],
    [NUMBER, "sslmode=verify-full&sslrootcert=OTHER", "certificate-refused"],
    [NUMBER, "sslrootcert=system", "certificate-refused"],
    [NUMBER, "sslmode=require&sslrootcert=system", "malformed-url"],
  ])("%s?%s: %s", async (host, parameters, expected) => {
    expect(await tried(host, parameters)).toBe(expected);
  });

  test.each(["sslmode=verify-full", "sslmode=verify-ca", "sslrootcert=OTHER", "sslrootcert=system"])(
    "%s checks, whatever NODE_TLS_REJECT_UNAUTHORIZED says",
    async (parameters) => {
      vi.stubEnv("NODE_TLS_REJECT_UNAUTHORIZED", "0");
      expect(await tried(NUMBER, parameters)).toBe("certificate-refused");
      expect(await tried(NUMBER, "sslmode=verify-full&sslrootcert=CA")).toBe(true);
      vi.unstubAllEnvs();
    },
  );

  test("also where a project's .env says it", async () => {
    const root = await userProject({
      ".env": `NODE_TLS_REJECT_UNAUTHORIZED=0
DATABASE_URL=postgres://postgres:${PASSWORD}@${NUMBER}:${port}/postgres?sslmode=verify-full
DWH_ENV=test
`,
    });
    const { code, err } = await dwhProcess(root, ["info"]);
    expect(err).toContain("certificate-refused");
    expect(code).toBe(2);
    await removeProject(root);
  });
});
