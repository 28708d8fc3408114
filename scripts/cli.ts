#!/usr/bin/env node
// The program: what the process was given, and how it ends.
import module from "node:module";
import { setFlagsFromString } from "node:v8";
import { isDebugging, main } from "./command-line.ts";
import { printFailure } from "./terminal/failure.ts";

/**
 * How long V8 waits before it compiles a function once more, with optimizations: some fifteen times as long as by
 * itself. Most commands are done before that pays, and it took a fifth to a third of their time.
 */
const PATIENCE: Readonly<Record<string, string>> = {
  "20": "--interrupt-budget=1000000",
  "22": "--invocation-count-for-turbofan=50000",
  "24": "--invocation-count-for-turbofan=50000",
};

// What fits this V8, by the major version of Node.js: another one would complain of a flag that it does not know.
const patience = PATIENCE[process.versions.node.split(".")[0] ?? ""];
if (patience) setFlagsFromString(patience);
// From Node.js 22.8 on, compiled code is kept between runs.
(module as { enableCompileCache?: () => unknown }).enableCompileCache?.();
process.on("uncaughtException", (error) => process.exit(printFailure(error, isDebugging(process.argv))));
// Whoever reads the output has enough of it.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
  process.exit();
});
process.exitCode = await main(process.argv.slice(2));
