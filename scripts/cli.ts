#!/usr/bin/env node
// The program: what the process was given, and how it ends.
import module from "node:module";
import { setFlagsFromString } from "node:v8";
import { isDebugging, main } from "./command-line.ts";
import { printFailure } from "./terminal/failure.ts";

// Fifteen times what V8 has by itself: most commands are done before it pays to compile a function once more, with
// optimizations, and that took a fifth to a third of their time.
setFlagsFromString("--interrupt-budget=1000000");
// From Node.js 22.8 on, compiled code is kept between runs.
(module as { enableCompileCache?: () => unknown }).enableCompileCache?.();
process.on("uncaughtException", (error) => process.exit(printFailure(error, isDebugging(process.argv))));
// Whoever reads the output has enough of it.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
  process.exit();
});
process.exitCode = await main(process.argv.slice(2));
