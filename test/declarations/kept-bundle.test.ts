import { mkdtempSync, rmSync, statSync, symlinkSync, utimesSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { keptBundle } from "../../scripts/declarations/definitions/kept-bundle.ts";
import { isBuiltFrom } from "../../scripts/kept/built-from.ts";
import { writeFiles } from "../support/project.ts";
import { until } from "../support/until.ts";

const root = mkdtempSync(join(tmpdir(), "dwh-kept-bundle-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const request = { root, entry: 'export * from "./definitions/a.ts";', name: "definitions" };

async function bundled() {
  const built = await keptBundle(request);
  if (!("bundle" in built)) throw new Error(JSON.stringify(built.diagnostics));
  return built.bundle;
}

/** What was changed just now is not kept: the clock of a file system is slow. Whoever bundles anew writes another file. */
const kept = () =>
  until("the bundle is kept", async () => {
    const inode = async () => statSync((await bundled()).file).ino;
    const first = await inode();
    return (await inode()) === first;
  });

const paths = (target: string) => JSON.stringify({ compilerOptions: { paths: { "#lib": [target] } } });

test("a bundle is made anew where an import leads elsewhere, though no file of it changed", async () => {
  await writeFiles(root, {
    "tsconfig.json": '{ "extends": "./settings/base" }',
    "settings/base.json": paths("../lib/one.ts"),
    "definitions/a.ts": 'export { value } from "#lib";\nexport { other } from "../lib/x";\n',
    "lib/one.ts": 'export const value = "first";',
    "lib/two.ts": 'export const value = "second";',
    "lib/x/index.ts": 'export const other = "index";',
  });
  expect((await bundled()).code).toMatch(/"first"[\s\S]*"index"/);
  const changes = [
    [{ "settings/base.json": paths("../lib/two.ts") }, /"second"[\s\S]*"index"/],
    [{ "lib/x.ts": 'export const other = "beside";' }, /"second"[\s\S]*"beside"/],
    [{ "definitions/tsconfig.json": paths("../lib/one.ts") }, /"first"[\s\S]*"beside"/],
  ] as const;
  for (const [files, code] of changes) {
    await kept();
    await writeFiles(root, files);
    expect((await bundled()).code).toMatch(code);
  }
});

test("a bundle is made anew where something comes that an import prefers, and where a link leads elsewhere", async () => {
  const link = (to: string, path: string) => {
    rmSync(join(root, path), { force: true });
    symlinkSync(to, join(root, path));
  };
  await writeFiles(root, {
    "tsconfig.json": JSON.stringify({
      compilerOptions: { paths: { "@of/*": ["${configDir}/new/*", "./lib/*"] } },
    }),
    "definitions/a.ts": 'export { value } from "@of/deep/v"; export { far } from "../far/f";',
    "lib/deep/v.ts": 'export const value = "first";',
    "new/deep/other.ts": "",
    "places/one/f.ts": 'export const far = "one";',
    "places/two/f.ts": 'export const far = "two";',
  });
  rmSync(join(root, "definitions/tsconfig.json"), { force: true });
  link("places/one", "far");
  link("../places/one/f.ts", "definitions/near.ts");
  expect((await bundled()).code).toMatch(/"first"[\s\S]*"one"/);
  const changes: readonly (readonly [() => unknown, RegExp])[] = [
    [() => link("places/two", "far"), /"first"[\s\S]*"two"/],
    [() => writeFiles(root, { "new/deep/v.ts": 'export const value = "second";' }), /"second"[\s\S]*"two"/],
    [() => rmSync(join(root, "new"), { recursive: true }), /"first"[\s\S]*"two"/],
    [() => writeFiles(root, { "definitions/a.ts": 'export { far } from "./near";' }), /"one"/],
    [() => link("../places/two/f.ts", "definitions/near.ts"), /"two"/],
  ];
  for (const [change, code] of changes) {
    await kept();
    await change();
    expect((await bundled()).code).toMatch(code);
  }
});

test("a bundle that is reused is not old to who removes old ones", async () => {
  await kept();
  const { file } = await bundled();
  utimesSync(file, 1000, 1000);
  expect((await bundled()).file).toBe(file);
  expect(statSync(file).mtimeMs).toBeGreaterThan(Date.now() - 60_000);
});

test("a package is as it was built in where all its files have their sizes", async () => {
  await writeFiles(root, { "package/a.js": "abc", "list.json": '{ "a.js": 3 }' });
  const list = new URL(`file://${root}/list.json`);
  expect(isBuiltFrom(list, join(root, "package"))).toBe(true);
  await writeFiles(root, { "package/a.js": "abcd" });
  expect(isBuiltFrom(list, join(root, "package"))).toBe(false);
  expect(isBuiltFrom(list, root)).toBe(false);
  expect(isBuiltFrom(new URL(`file://${root}/none.json`), join(root, "package"))).toBe(false);
});
