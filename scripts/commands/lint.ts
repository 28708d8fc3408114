import { runTool } from "../project/tool.ts";

/** Checks style and types. */
export async function run(): Promise<number> {
  return (await runTool("biome", ["check"])) || runTool("tsc", ["-p", "tsconfig.json"]);
}
