// `dwh psql`: a shell on the target.
import { spawn } from "node:child_process";
import { psqlEnvironment } from "../database/connect/psql-environment.ts";
import { EXIT } from "../model/exit-code.ts";
import { openProject } from "../sources/project.ts";
import { openTarget } from "../sources/target.ts";
import type { Options } from "../verbs/verbs.ts";

/** Opens psql on the target. Where it is not installed, prints the URL, with its password: the user asked. */
export async function run(args: readonly string[], options: Options<"psql">): Promise<number> {
  const target = await openTarget(await openProject(), options.target);
  const env = psqlEnvironment(target.url, process.env);
  return new Promise((resolve, reject) => {
    const psql = spawn("psql", args, { stdio: "inherit", env });
    psql.once("error", (error: NodeJS.ErrnoException) => {
      if (error.code !== "ENOENT") return reject(error);
      process.stderr.write("psql is not installed; this is the database's URL:\n");
      process.stdout.write(`${target.url}\n`);
      resolve(EXIT.done);
    });
    psql.once("exit", (code) => resolve(code ?? EXIT.error));
  });
}
