import { execFileSync } from "node:child_process";
import { resolve } from "node:path";

const ours = globalThis as { isDwhBuilt?: boolean };

/** Builds dist/ once before the tests of all projects, so that those of the command line run the code beside them. */
export default function setup(): void {
  if (ours.isDwhBuilt) return;
  execFileSync(process.execPath, ["scripts/build/build.mjs"], {
    cwd: resolve(import.meta.dirname, "../.."),
    stdio: "inherit",
  });
  ours.isDwhBuilt = true;
}
