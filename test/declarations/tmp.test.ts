import { expect, it } from "vitest";
import { loadDefinitions } from "../../scripts/declarations/definitions.ts";
import { loadConfig } from "../../scripts/declarations/config.ts";
it("x", async () => {
  const t = performance.now();
  const d = await loadDefinitions("/work/main", ["./definitions/**/*.ts"], { library: "/work/main/scripts/index.ts" });
  console.log(performance.now() - t, Object.keys(d.exports).length, d.diagnostics, d.annotations.length);
  console.log(await loadConfig("/work/main"));
});
