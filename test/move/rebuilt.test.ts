import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { connect, type Sql } from "../../scripts/database/connect/connect.ts";
import { catalogShape } from "../../scripts/database/inspect/shape.ts";
import { migrate } from "../../scripts/move/migrate.ts";
import { proveAndWrite } from "../../scripts/revise/write-revision.ts";
import type { Project } from "../../scripts/sources/project.ts";
import { cases, openCase, planCase } from "../support/case.ts";
import { removeProject } from "../support/cluster.ts";
import { type OwnedDatabase, ownedDatabase } from "../support/owned-database.ts";
import { target } from "../support/project.ts";

/** What drizzle-kit drops and makes again, by a deployer without superuser: CREATEROLE and its own database. */
const suffix = randomBytes(4).toString("hex");
const env = `rb${suffix}`;
const deployer = `deployer_${suffix}`;
let database: OwnedDatabase;
let sql: Sql;
let url: string;

beforeAll(async () => {
  database = await ownedDatabase(deployer);
  sql = await connect(database.url);
  url = database.asDeployer;
});
afterAll(async () => {
  await sql.end();
  await database.drop();
});

const shape = () => catalogShape(sql, { leaveOut: ["drizzle"], roles: (role) => role.includes(suffix) });

test.each(cases().filter(({ name }) => name.startsWith("rebuilt/")))("$name", async (entry) => {
  const project: Project = await openCase(entry, [env]);
  const move = (direction: "up" | "down", to: string) =>
    migrate(project, target(url, { env }), { direction, to });
  try {
    await proveAndWrite(project, await planCase(project, entry), { proof: false });
    await move("up", "+1");
    const before = await shape();
    await move("up", "head");
    const after = await shape();
    expect(after).not.toEqual(before);
    await move("down", "-1");
    expect(await shape()).toEqual(before);
    await move("up", "head");
    expect(await shape()).toEqual(after);
  } finally {
    await move("down", "base");
    await removeProject(project.root);
  }
});
