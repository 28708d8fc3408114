import { describe, expect, test } from "vitest";
import { removeProject } from "../support/cluster.ts";
import { makeProject, plan } from "../support/project.ts";

const DEFINITIONS = `
import { sql } from "drizzle-orm";
import { integer, pgSchema, unique, uuid } from "drizzle-orm/pg-core";
export const s = pgSchema("S");
export const t = s.table("t", { id: uuid().primaryKey().default(sql\`uuidv7()\`), a: integer() }, (t) => [
  unique("u").on(t.a).nullsNotDistinct(),
]);
`;
const ROLES = `
roles:
  reader: { shared: true }
grants:
  - { to: reader, privileges: [SELECT, MAINTAIN], tables: S.t }
`;

async function warnings(warehouse: object) {
  const config = { dialect: "postgresql", schema: "./definitions/**/*.ts", warehouse };
  const project = await makeProject({
    "drizzle.config.ts": `export default ${JSON.stringify(config)};`,
    "definitions/s.ts": DEFINITIONS,
    "roles/r.yaml": ROLES,
  });
  try {
    const { warnings: all } = await plan(project, "first");
    return all.map(({ code, severity, message }) => `${severity} ${code}: ${message}`);
  } finally {
    await removeProject(project.root);
  }
}

const urlFrom = "SOME_URL";

describe("targets whose PostgreSQL is older than what a revision says", () => {
  test("each thing with the targets that lack it; what only later servers get is none", async () => {
    const targets = {
      old: { urlFrom, major: 14 },
      middle: { urlFrom, major: 17 },
      new: { urlFrom, major: 18 },
      unknown: { urlFrom },
    };
    expect(await warnings({ targets })).toEqual([
      "warning target-too-old: NULLS NOT DISTINCT needs PostgreSQL 15, and a target is older: old (14)",
      "warning target-too-old: uuidv7() needs PostgreSQL 18, and a target is older: old (14), middle (17)",
    ]);
  });

  test("what the scratch server is, its targets are; nothing is said where nothing is known", async () => {
    const targets = { one: { urlFrom }, two: { urlFrom, major: 18 } };
    expect(await warnings({ targets, scratch: { major: 17 } })).toEqual([
      "warning target-too-old: uuidv7() needs PostgreSQL 18, and a target is older: one (17)",
    ]);
    expect(await warnings({ targets: { one: { urlFrom } } })).toEqual([]);
  });
});
