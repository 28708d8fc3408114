import { runTool } from "../project/tool.ts";

/** Runs the test suite. */
export async function run(): Promise<number> {
  return runTool("vitest", ["run"]);
}
