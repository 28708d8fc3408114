import { execFile } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { build } from "esbuild";
import { afterAll, describe, expect, it } from "vitest";

const folder = mkdtempSync(join(tmpdir(), "dwh-code-cache-"));
const cache = join(folder, "cache");
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const probe = `
  import { createRequire } from "node:module";
  import { requireCompiled } from ${JSON.stringify(fileURLToPath(new URL("../../scripts/migrations/kit/code-cache.ts", import.meta.url)))};
  const require = createRequire(import.meta.url);
  const { add, folder, os } = requireCompiled(require, "./library.cjs", ${JSON.stringify(cache)});
  console.log(add(1, 2), folder === import.meta.dirname, typeof os.tmpdir);
`;

async function run(): Promise<string> {
  return (await promisify(execFile)(process.execPath, [join(folder, "probe.mjs")])).stdout.trim();
}

describe.skipIf("enableCompileCache" in (await import("node:module")).default)("requireCompiled", () => {
  it("loads the same with compiled code, without, and with code that is spoilt", async () => {
    const library =
      "exports.add = (a, b) => a + b;\nexports.folder = __dirname;\nexports.os = require('node:os');\n";
    writeFileSync(join(folder, "library.cjs"), library);
    await build({
      stdin: { contents: probe, resolveDir: folder },
      outfile: join(folder, "probe.mjs"),
      bundle: true,
      format: "esm",
      platform: "node",
    });
    expect(await run()).toBe("3 true function");
    const [name = ""] = readdirSync(cache);
    expect(name).toMatch(/^library\.cjs-[0-9a-f]{16}\.v8$/);
    const { size } = statSync(join(cache, name));
    expect(await run()).toBe("3 true function");
    writeFileSync(join(cache, name), "spoilt");
    expect(await run()).toBe("3 true function");
    expect(statSync(join(cache, name)).size).toBe(size);
    writeFileSync(join(folder, "library.cjs"), library.replace("a + b", "a * 10 + b"));
    expect(await run()).toBe("12 true function");
    expect(readdirSync(cache)).toHaveLength(2);
  });
});
