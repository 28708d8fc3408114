#!/usr/bin/env node
// The program: what the process was given, and how it ends.
import module from "node:module";
import { isDebugging, main } from "./command-line.ts";
import { printFailure } from "./terminal/failure.ts";

// From Node.js 22.8 on, compiled code is kept between runs.
(module as { enableCompileCache?: () => unknown }).enableCompileCache?.();
process.on("uncaughtException", (error) => process.exit(printFailure(error, isDebugging(process.argv))));
// Whoever reads the output has enough of it.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
  process.exit();
});
process.exitCode = await main(process.argv.slice(2));
