import { readFileSync, readdirSync } from "node:fs";
import { it } from "vitest";
import { adopt, liveOf } from "./adopt-case.ts";
import { contextOf } from "./roles-context.ts";
it("x", () => {
  const texts = readdirSync("roles").map((f) => readFileSync(`roles/${f}`, "utf8"));
  const names = Array.from({ length: 10 }, (_, i) => `table_${i}`);
  const C = contextOf(Object.fromEntries(["DM_MONITORING", "DM_RENTAL", ...Array.from({ length: Number(process.env.N) }, (_, i) => `${["STG", "ODS", "DWH", "DM"][i % 4]}_${i}`)].map((s) => [s, names])));
  const live = liveOf(texts, C);
  const t = performance.now();
  const { text } = adopt(live, { context: C });
  console.log(text, performance.now() - t, live.roles.size);
}, 300000);
