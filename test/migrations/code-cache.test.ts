import { execFile } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
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
  import { runCompiled } from ${JSON.stringify(fileURLToPath(new URL("../../scripts/migrations/kit/code-cache.ts", import.meta.url)))};
  const file = ${JSON.stringify(join(folder, "library.cjs"))};
  const { add, folder, os, given, later } = runCompiled(file, ${JSON.stringify(cache)}, (asked, require) =>
    asked === "given" ? "given" : require(asked));
  const { sep } = await later();
  console.log(add(1, 2), folder === import.meta.dirname, typeof os.tmpdir, given, sep);
`;

async function run(): Promise<string> {
  return (await promisify(execFile)(process.execPath, [join(folder, "probe.mjs")])).stdout.trim();
}

describe("runCompiled", () => {
  it("loads the same with compiled code, without, and with code that is spoilt", async () => {
    const library =
      "exports.add = (a, b) => a + b;\nexports.folder = __dirname;\nexports.os = require('node:os');\n" +
      "exports.given = require('given');\nexports.later = () => importModule('node:path');\n";
    writeFileSync(join(folder, "library.cjs"), library);
    await build({
      stdin: { contents: probe, resolveDir: folder },
      outfile: join(folder, "probe.mjs"),
      bundle: true,
      format: "esm",
      platform: "node",
    });
    expect(await run()).toBe("3 true function given /");
    const [name = ""] = readdirSync(cache);
    expect(name).toMatch(/^library\.cjs-[0-9a-f]{16}\.v8$/);
    const { size, mtimeNs } = statSync(join(cache, name), { bigint: true });
    expect(await run()).toBe("3 true function given /");
    expect(statSync(join(cache, name), { bigint: true }).mtimeNs).toBe(mtimeNs);
    writeFileSync(join(cache, name), "spoilt");
    expect(await run()).toBe("3 true function given /");
    expect(statSync(join(cache, name), { bigint: true }).size).toBe(size);
    // As long, and as old.
    const { atime, mtime } = statSync(join(folder, "library.cjs"));
    writeFileSync(join(folder, "library.cjs"), library.replace("a + b", "a - b"));
    utimesSync(join(folder, "library.cjs"), atime, mtime);
    expect(await run()).toBe("-1 true function given /");
    expect(readdirSync(cache)).toHaveLength(2);
  });
});
