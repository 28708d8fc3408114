// `dwh studio`: drizzle-kit's own web UI on a database.
import { spawn } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import { withConnection } from "../database/connect/connect.ts";
import { readOnlyUrl } from "../database/connect/read-only-url.ts";
import { rolledBack } from "../database/connect/transaction.ts";
import { ensureLocalServer } from "../database/servers/local-server.ts";
import { keptFolder } from "../kept/kept-folder.ts";
import { kitProgram } from "../migrations/kit/drizzle-kit.ts";
import { problem, Refusal } from "../model/diagnostic.ts";
import { EXIT } from "../model/exit-code.ts";
import { quoteIdentifier } from "../model/identifier.ts";
import { openProject, type Project } from "../sources/project.ts";
import { openTarget, type Target } from "../sources/target.ts";
import type { Options } from "../verbs/verbs.ts";

/** drizzle-kit would listen on all addresses, and whoever reaches it may run SQL. */
const LOOPBACK = "127.0.0.1";

const PORT = "4983";

/** The address stands in no file and in no argument. */
const CONFIG = `// Written by \`dwh studio\`.
export default { dialect: "postgresql", dbCredentials: { url: process.env.DWH_STUDIO_URL } };
`;

/** @throws {Refusal} where the login of the target may not become the role, or cannot connect */
async function checkRole({ name, url, readOnlyRole }: Target): Promise<void> {
  await withConnection(url, (sql) =>
    rolledBack(sql, async (tx) => {
      if (readOnlyRole === undefined) return;
      await tx.unsafe(`SET LOCAL ROLE ${quoteIdentifier(readOnlyRole)}`).catch((error: Error) => {
        const message = `the readOnlyRole ${readOnlyRole} of ${name} cannot be used: ${error.message}`;
        const help = `Make it, and GRANT ${quoteIdentifier(readOnlyRole)} to the role of the target's URL.`;
        throw new Refusal([problem("read-only-role", message, { help })]);
      });
    }),
  );
}

/** What of a target is shown, and where: the local server to work on, all others to look at. */
async function studioUrl(project: Project, name: string | undefined): Promise<string> {
  if (name === undefined) return (await ensureLocalServer(project.root)).url;
  const target = await openTarget(project, name);
  await checkRole(target);
  return readOnlyUrl(target.url, target.readOnlyRole);
}

/** drizzle-kit would end in the middle of a sentence. @throws {Refusal} where something listens there already */
async function checkPort(port: string): Promise<void> {
  const probe = createServer();
  await new Promise<void>((resolve, reject) => {
    probe.once("error", reject).listen(Number(port), LOOPBACK, () => probe.close(() => resolve()));
  }).catch((error: Error) => {
    throw new Refusal([
      problem("port-in-use", `studio cannot listen on ${LOOPBACK}:${port}: ${error.message}`, {
        help: `Name another one: --port ${Number(port) === 65_535 ? PORT : Number(port) + 1}.`,
      }),
    ]);
  });
}

/** Runs until Ctrl-C. */
export async function run(_args: readonly string[], options: Options<"studio">): Promise<number> {
  const { target, port = PORT } = options;
  if (!/^[1-9]\d{0,4}$/.test(port) || Number(port) > 65_535)
    throw new Refusal([
      problem("option-value", `--port ${JSON.stringify(port)} is not understood`, {
        help: "Write --port 4983.",
      }),
    ]);
  await checkPort(port);
  const project = await openProject();
  const url = await studioUrl(project, target);
  const config = join(await keptFolder(project.root), "studio.config.mjs");
  await writeFile(config, CONFIG);
  process.stderr.write(
    `Studio on ${target ?? "the local server"}${target === undefined ? "" : ", to read"}\n`,
  );
  const args = [kitProgram(), "studio", "--config", config, "--host", LOOPBACK, "--port", port];
  const env = { ...process.env, DWH_STUDIO_URL: url };
  const child = spawn(process.execPath, args, { cwd: project.root, env, stdio: "inherit" });
  const pass = (signal: NodeJS.Signals) => child.kill(signal);
  process.on("SIGINT", pass).on("SIGTERM", pass);
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code, signal) => resolve(signal ? EXIT.done : (code ?? EXIT.error)));
  });
}
