import { expect, test } from "vitest";
import { DEPLOYER as deployer, own, roleServer } from "../support/role-server.ts";

const reader = own("reader");

const DEFINITIONS = `
import { integer, pgSchema } from "drizzle-orm/pg-core";
export const mart = pgSchema("DM_A");
export const a = mart.table("a", { id: integer() });
`;
const READER = `roles:\n  ${reader}: { shared: true }\n`;

const server = roleServer({
  files: { "definitions/a.ts": DEFINITIONS, "roles/all.yaml": READER },
  prepare: async (opened) => {
    await opened.revise("first");
    await opened.up("a plain deployer");
  },
});

/** What the deployer has of the role that it made, with who gave it: the bootstrap superuser is `boot`. */
async function memberships(): Promise<string[]> {
  const rows = await server.sql
    .unsafe(
      `SELECT CASE WHEN grantor = 10 THEN 'boot' ELSE grantor::regrole::text END, admin_option,
      to_jsonb(a) ->> 'inherit_option', to_jsonb(a) ->> 'set_option'
    FROM pg_auth_members a WHERE roleid = '${reader}'::regrole AND member = '${deployer}'::regrole ORDER BY admin_option`,
    )
    .values();
  return rows.map((row) => row.join(" "));
}

function declare(options: string) {
  const member = `  ${deployer}:\n    external: true\n    member_of: ${options}\n`;
  return server.declare({ "roles/all.yaml": READER + member }, "member");
}

test.each([
  [`[${reader}]`, "true true"],
  [`[{ role: ${reader}, inherit: false }]`, "false true"],
  [`[{ role: ${reader}, set: false }]`, "true false"],
])("a superuser gives a role to its creator, and takes it again: %s", async (options, expected) => {
  if (server.major < 16 && !options.startsWith(`[${reader}`)) return;
  const before = await memberships();
  expect(before).toEqual(server.major < 16 ? [] : ["boot true false false"]);
  await declare(options);
  await server.up("a superuser");
  if (server.major >= 16) expect(await memberships()).toEqual([`${deployer} false ${expected}`, ...before]);
  else expect(await memberships()).toHaveLength(1);
  await server.move("a superuser", "down", "-1");
  expect(await memberships()).toEqual(before);
});

test("a superuser gives a role to its creator with ADMIN", async () => {
  await declare(`[{ role: ${reader}, admin: true }]`);
  await server.up("a superuser");
  expect(await memberships()).toHaveLength(1);
  if (server.major >= 16) expect(await memberships()).toEqual(["boot true true true"]);
});

test("the creator gives the role to itself", async () => {
  const before = await memberships();
  await declare(`[${reader}]`);
  await server.up("a plain deployer");
  expect(await memberships()).toHaveLength(before.length + 1);
  await server.move("a superuser", "down", "-1");
  expect(await memberships()).toEqual(before);
});
