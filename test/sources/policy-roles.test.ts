import { randomBytes } from "node:crypto";
import { afterEach, describe, expect, inject, test } from "vitest";
import { connect } from "../../scripts/database/connect/connect.ts";
import { Refusal } from "../../scripts/model/diagnostic.ts";
import { migrate } from "../../scripts/move/migrate.ts";
import type { Project } from "../../scripts/sources/project.ts";
import { freshDatabase, removeProject } from "../support/cluster.ts";
import { makeProject, plan, revise, target } from "../support/project.ts";

const env = `test${randomBytes(4).toString("hex")}`;
const definitions = (to: string, using: string) => `
import { sql } from "drizzle-orm";
import { integer, pgPolicy, pgSchema } from "drizzle-orm/pg-core";
import { role } from "dwh-definitions";
export const app = pgSchema("app");
export const other = app.table("other", { id: integer() });
export const a = app.table("a", { id: integer() }, () => [
  pgPolicy("p", { for: "select", to: ${to}, using: sql\`${using}\` }),
]);
`;
let project: Project;
afterEach(() => removeProject(project.root));

async function refused(files: Record<string, string>) {
  project = await makeProject(files, [env]);
  const error = await plan(project, "first").catch((error: unknown) => error);
  if (!(error instanceof Refusal)) throw error;
  return error.diagnostics.map(({ code, message, help, at }) => ({
    code,
    message,
    help,
    line: at?.line,
    file: at?.file,
  }));
}

describe("roles in policies", () => {
  test.each([
    [
      'role("${env}_suport")',
      "true",
      "roles:\n  ${env}_support:\n",
      "${env}_suport",
      "Did you mean ${env}_support?",
    ],
    [
      'role("${env}_old")',
      "true",
      "roles:\n  ${env}_new: { renamed_from: '${env}_old' }\n",
      "${env}_old",
      "rename it to ${env}_new",
    ],
    [
      'role("${env}_old")',
      "true",
      "roles: {}\nremoved: { '${env}_old': {} }\n",
      "${env}_old",
      "stands in `removed`",
    ],
    ['"public"', "current_user = 'boss'", "roles: {}\n", "boss", "Declare it"],
    ['"public"', "pg_has_role(current_user, 'boss', 'member')", "roles: {}\n", "boss", "Declare it"],
  ])("%s using %s, with %j", async (to, using, roles, name, help) => {
    const [only, ...more] = await refused({
      "definitions/a.ts": definitions(to, using),
      "roles/all.yaml": roles,
    });
    expect(more.filter(({ code }) => code === "policy-role")).toEqual([]);
    expect(only).toMatchObject({
      code: "policy-role",
      line: 7,
      file: expect.stringContaining("definitions/a.ts"),
    });
    expect(only?.message).toContain(`the policy p of app.a names the role ${name.includes("$") ? "" : name}`);
    expect(only?.help).toContain(help);
  });

  test("a role of the files, with a variable, is what the server gets", async () => {
    project = await makeProject(
      {
        "definitions/a.ts": definitions(
          '[role("${env}_support"), role("pg_monitor")]',
          "pg_has_role('pg_monitor', 'member')",
        ),
        "roles/all.yaml": "roles:\n  ${env}_support:\n",
      },
      [env],
    );
    await revise(project, "first");
    const database = await freshDatabase(inject("adminUrl"));
    await migrate(project, target(database.url, { env }), { direction: "up", to: "head" });
    const sql = await connect(database.url);
    const [row] = await sql.unsafe("SELECT roles::text FROM pg_policies");
    expect(row?.roles).toContain(`${env}_support`);
    await migrate(project, target(database.url, { env }), { direction: "down", to: "base" });
    await sql.end();
    await database.drop();
  });
});
