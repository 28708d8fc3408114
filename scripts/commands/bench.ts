import { runTool } from "../project/tool.ts";

/** Measures the main commands beside drizzle-kit and psql. */
export async function run(): Promise<number> {
  return runTool("tsx", ["test/bench/bench.ts"]);
}
