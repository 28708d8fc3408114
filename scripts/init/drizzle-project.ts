// A drizzle project that is there already: what is to be added to its configuration by hand, and what becomes of its history.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { loadConfig, type ProjectConfig } from "../declarations/config/config.ts";
import { Refusal } from "../model/diagnostic.ts";
import { warehouseKey } from "./config-text.ts";

const CONFIG = "drizzle.config.ts";

/** The names under which drizzle-kit looks for its configuration, of which this program reads the first. */
const CONFIGS: readonly string[] = [CONFIG, "drizzle.config.js", "drizzle.config.json"];

/** drizzle-kit's history table, unless its configuration says another. */
const KIT_TABLE = "__drizzle_migrations";

/** The configuration that a folder has; undefined where it has none. */
export const configOf = (root: string): string | undefined =>
  CONFIGS.find((name) => existsSync(join(root, name)));

/** Whether a folder has migrations of drizzle-kit's own: a journal, or folders that no revision of ours is. */
function isHistory(folder: string): boolean {
  if (!existsSync(folder)) return false;
  if (existsSync(join(folder, "meta/_journal.json"))) return true;
  return readdirSync(folder, { withFileTypes: true }).some(
    ({ name }) =>
      existsSync(join(folder, name, "migration.sql")) && !existsSync(join(folder, name, "delta.json")),
  );
}

/** The configuration as it loads, or why it does not. */
async function tryConfig(root: string): Promise<ProjectConfig | string> {
  try {
    return await loadConfig(root);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return error.diagnostics.map(({ message }) => message).join("; ");
  }
}

const block = (text: string): string => text.trimEnd().replaceAll(/^/gm, "  ");

/** What a history of drizzle-kit means for the project. */
function historyNotes(root: string, config: ProjectConfig | undefined): string[] {
  const folders = [...new Set([...(config ? [config.out] : []), join(root, "drizzle")])].filter(isHistory);
  const [first] = folders;
  if (first === undefined) return [];
  const { schema, table } = config?.migrations ?? { schema: "drizzle", table: KIT_TABLE };
  const keys = [
    ...(config === undefined || folders.includes(config.out) ? ['  out: "./generated",\n'] : []),
    ...(table === KIT_TABLE ? [`  migrations: { schema: "${schema}", table: "__dwh_migrations" },\n`] : []),
  ];
  const own =
    "so that the revisions have a folder and a table of their own, apart from drizzle-kit's migrations:";
  const said = keys.length > 0 ? [`In ${CONFIG} say, ${own}\n${block(keys.join(""))}`] : [];
  return [
    ...said,
    `The migrations in ${relative(root, first)}/ stay as they are, and so does the history of them that a database keeps. ` +
      "`dwh adopt` (--target NAME) takes over a database that has them: it writes the first revision, which makes all that the " +
      "definitions say, and stamps the database at it if it is that; migrations that are not applied there are named. An empty " +
      "database gets it by `dwh upgrade`, without the rows that those migrations may have written.",
  ];
}

/** What whoever has the configuration is to know, a text each. */
export async function drizzleNotes(
  root: string,
  name: string,
  environments: readonly string[],
): Promise<string[]> {
  if (name !== CONFIG) {
    return [`${name} is not read by dwh: say the same in ${CONFIG}, then run dwh init again.`];
  }
  const config = await tryConfig(root);
  const isWarehouse = /\bwarehouse\b/.test(readFileSync(join(root, CONFIG), "utf8"));
  return [
    ...(typeof config === "string" ? [`${CONFIG} does not load yet: ${config}`] : []),
    ...(isWarehouse
      ? []
      : [
          `Add to ${CONFIG}, if role files are to have \${env} and commands a --target:\n${block(warehouseKey(environments))}`,
        ]),
    ...historyNotes(root, typeof config === "string" ? undefined : config),
  ];
}
