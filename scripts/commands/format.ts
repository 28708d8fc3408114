import { runTool } from "../project/tool.ts";

/** Formats the code. */
export async function run(): Promise<number> {
  return runTool("biome", ["check", "--write"]);
}
