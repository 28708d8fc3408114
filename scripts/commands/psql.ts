import { spawn } from "node:child_process";
import { readAddress } from "../database/connection-url.ts";
import { openProject } from "../project/project.ts";
import { openTarget } from "../project/target.ts";

const SIGNALLED = 2;

/** Opens psql on the target. Where it is not installed, prints the URL, with its password: the user asked. */
export async function run(args: readonly string[], options: { target?: string }): Promise<number> {
  const target = await openTarget(await openProject(), options.target);
  const { host, port, user, password, database } = readAddress(target.url);
  // Through the environment, since arguments are visible to every user of the machine.
  const env = {
    ...process.env,
    PGHOST: host,
    PGPORT: String(port),
    ...(user && { PGUSER: user }),
    ...(password && { PGPASSWORD: password }),
    ...(database && { PGDATABASE: database }),
  };
  return new Promise((resolve, reject) => {
    const psql = spawn("psql", args, { stdio: "inherit", env });
    psql.once("error", (error: NodeJS.ErrnoException) => {
      if (error.code !== "ENOENT") return reject(error);
      process.stderr.write("psql is not installed; this is the database's URL:\n");
      process.stdout.write(`${target.url}\n`);
      resolve(0);
    });
    psql.once("exit", (code) => resolve(code ?? SIGNALLED));
  });
}
