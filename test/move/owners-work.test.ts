import { describe, expect, test } from "vitest";
import { Refusal } from "../../scripts/model/diagnostic.ts";
import { proveForeignKeys } from "../../scripts/prove/prove-foreign-keys.ts";
import { APPLIERS, own, roleServer } from "../support/role-server.ts";

const DEFINITIONS = `
import { integer, pgSchema, serial } from "drizzle-orm/pg-core";
export const base = pgSchema("base");
export const app = pgSchema("app");
export const parent = base.table("parent", { id: integer().primaryKey() });
export const child = app.table("child", {
  id: serial().primaryKey(),
  parent: integer().references(() => parent.id, { onDelete: "cascade", onUpdate: "cascade" }),
});
`;
const ROLES = `
levels:
  write: { tables: [SELECT, INSERT, UPDATE, DELETE] }
roles:
  ${own("keeper")}: { shared: true }
  ${own("base")}: { shared: true }
  ${own("app")}: { shared: true }
  ${own("writer")}: { shared: true, grants: [{ level: write, in: [base, app] }] }
schemas:
  base: { owner: ${own("keeper")}, objects_owner: ${own("base")} }
  app: { owner: ${own("keeper")}, objects_owner: ${own("app")} }
`;

const server = roleServer({
  owns: true,
  files: { "definitions/a.ts": DEFINITIONS, "roles/all.yaml": ROLES },
});

describe.each(APPLIERS)("owners can work: as %s", (who) => {
  test("a foreign key between owners who do not own their schemas lets rows in and out", async () => {
    const { sql } = server;
    await server.revise("first", who === "a superuser");
    await server.up(who);
    await sql.unsafe(`SET ROLE ${own("writer")};
      INSERT INTO base.parent VALUES (1), (2);
      INSERT INTO app.child (parent) VALUES (1), (2);
      UPDATE base.parent SET id = 3 WHERE id = 2;
      DELETE FROM base.parent WHERE id = 1;
      RESET ROLE`);
    expect(await sql.unsafe("SELECT parent FROM app.child")).toEqual([{ parent: 3 }]);
    const [row] = await sql.unsafe(
      `SELECT has_table_privilege('${own("app")}', 'base.parent', 'REFERENCES') AS refers`,
    );
    expect(row).toEqual({ refers: true });
    expect(await proveForeignKeys(sql)).toEqual([]);
    // What the proof would say where an owner lacks it.
    await sql.unsafe(`REVOKE USAGE ON SCHEMA base FROM ${own("base")}, ${own("app")};
      REVOKE USAGE ON SCHEMA app FROM ${own("app")}`);
    const error = await proveForeignKeys(sql).catch((error: unknown) => error);
    expect(error).toBeInstanceOf(Refusal);
    expect((error as Refusal).diagnostics.map(({ code, help }) => [code, help])).toEqual([
      ["proof-foreign-key", expect.stringContaining(`give ${own("base")} USAGE on the schema base`)],
      ["proof-foreign-key", expect.stringContaining(`give ${own("app")} USAGE on the schema app`)],
    ]);
  });
});
