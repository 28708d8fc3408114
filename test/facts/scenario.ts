import { readFileSync } from "node:fs";
import { join } from "node:path";
import type postgres from "postgres";
import type { FactsCluster } from "../support/facts-cluster.ts";

/** A migration in the order that converges: its way up, its way back, and the question what it made. */
type Script = "up" | "down" | "normal-form";

const read = (path: string): string => readFileSync(join(import.meta.dirname, path), "utf8");

/** What there is before the scenario: the owner of its objects, and a deployer who is no superuser. */
export const SCENARIO_GROUND = `
  create role sc_own; grant create on database facts to sc_own;
  create role deployer login createrole; grant sc_own to deployer;
  create role stranger login;`;

/** Runs a script as `executor`, in one transaction; a deployer also gives itself what it needs for that time. */
export async function runScript(cluster: FactsCluster, name: Script, executor: string): Promise<string[]> {
  const text = read(`scenario/${name}.sql`)
    .replaceAll(/^--@temp (.*)$/gm, executor === "boot" ? "" : "$1;")
    .replaceAll("${executor}", executor)
    // Before 16 a membership has no options to name.
    .replaceAll(" WITH INHERIT TRUE, SET TRUE", cluster.major < 16 ? "" : "$&");
  return withConnection(cluster, executor, async (sql) => {
    const rows = await sql.unsafe(`begin;\n${text}\ncommit;`);
    return rows.flat().flatMap(({ line }) => (line === undefined ? [] : [line]));
  });
}

/** The answers to every query of the catalogs that the model needs, each as text. */
export async function rawState(cluster: FactsCluster, user: string): Promise<string[]> {
  const queries = read("inspect.queries.sql")
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith("--"));
  return withConnection(cluster, user, async (sql) => {
    await sql`set search_path = ''`;
    const answers: string[] = [];
    for (const query of queries) {
      const rows = await sql.unsafe(query).values();
      answers.push(...rows.map((row) => `${query.slice(0, 60)} ${JSON.stringify(row)}`).sort());
    }
    return answers;
  });
}

async function withConnection<T>(
  cluster: FactsCluster,
  user: string,
  use: (sql: postgres.Sql) => Promise<T>,
): Promise<T> {
  const sql = cluster.connect(user, "facts");
  return use(sql).finally(() => sql.end({ timeout: 5 }));
}
