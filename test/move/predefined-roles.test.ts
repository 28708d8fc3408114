import { describe, expect, test } from "vitest";
import { indexAccess } from "../../scripts/review/access/access-index.ts";
import { decide } from "../../scripts/review/access/verdict.ts";
import { ask } from "../../scripts/review/access/view-access.ts";
import { APPLIERS, DEPLOYER, own, roleServer } from "../support/role-server.ts";

const [watcher, reader] = ["watcher", "reader"].map(own) as [string, string];
const DEFINITIONS = `
import { integer, pgSchema } from "drizzle-orm/pg-core";
export const app = pgSchema("app");
export const a = app.table("a", { id: integer() });
`;
const ROLES = (declared: string) => `
roles:
  ${watcher}: { shared: true, member_of: [pg_monitor, pg_maintain, { role: pg_read_all_data, admin: true }] }
  ${reader}: { shared: true, member_of: [pg_read_all_data] }
${declared}
`;

const server = roleServer({
  owns: true,
  prepare: async ({ sql, major }) => {
    if (major >= 16)
      await sql.unsafe(
        `GRANT pg_monitor, pg_read_all_data${major >= 17 ? ", pg_maintain" : ""} TO ${DEPLOYER} WITH ADMIN OPTION`,
      );
  },
});

describe.each(["", "  pg_monitor: { external: true }\n  pg_read_all_data: { external: true }"])(
  "PostgreSQL's own roles need no declaration, and may have one: %j",
  (declaration) => {
    test.each(APPLIERS)("proved, applied and compared as %s", async (who) => {
      const { sql, major } = server;
      const files = { "definitions/a.ts": DEFINITIONS, "roles/all.yaml": ROLES(declaration) };
      const { migration } = await server.declare(files, "first", true);
      expect(migration).toContain(`-- when server >= 17\nGRANT "pg_maintain" TO "${watcher}";`);
      await server.up(who);
      const differences = async () => {
        const { lines, back } = await server.compared();
        return [...lines, ...back];
      };
      expect(await differences()).toEqual([]);
      const [{ warehouse }] = await server.sides();
      const index = indexAccess(warehouse, major);
      expect(decide(index, reader, ask(index, "SELECT", { kind: "table", path: ["app", "a"] })).can).toBe(
        true,
      );
      const by = who === "a superuser" || major < 16 ? "" : ` GRANTED BY ${DEPLOYER}`;
      await sql.unsafe(`REVOKE pg_read_all_data FROM ${reader}${by}`);
      expect(await differences()).toHaveLength(2);
      await sql.unsafe(`GRANT pg_read_all_data TO ${reader}${by}`);
      await server.move(who, "down", "base");
    });
  },
);
