import { spawn } from "node:child_process";

/**
 * Runs a development tool of this repository with our terminal as its own.
 *
 * @returns its exit code; 2 where a signal ended it
 */
export function runTool(program: string, args: readonly string[]): Promise<number> {
  return new Promise((resolve, reject) => {
    // npx finds what is installed in node_modules and asks no registry.
    const tool = spawn("npx", ["--no-install", program, ...args], { stdio: "inherit" });
    tool.once("error", reject);
    tool.once("exit", (code) => resolve(code ?? 2));
  });
}
