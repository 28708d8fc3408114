import { execFileSync } from "node:child_process";
import { resolve } from "node:path";

/** Builds dist/ once before the tests, so that those of the command line run the code beside them. */
export default function setup(): void {
  execFileSync(process.execPath, ["scripts/build.mjs"], {
    cwd: resolve(import.meta.dirname, "../.."),
    stdio: "inherit",
  });
}
