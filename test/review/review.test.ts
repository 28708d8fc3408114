import { describe, expect, test } from "vitest";
import { EMPTY_WAREHOUSE } from "../../scripts/model/collections.ts";
import type { Warehouse } from "../../scripts/model/warehouse.ts";
import { diffWarehouses } from "../../scripts/plan/compare/diff-warehouses.ts";
import { findHazards } from "../../scripts/plan/ddl/hazards.ts";
import { renderReview } from "../../scripts/review/review.ts";
import { tableDefinitions } from "../../scripts/review/table-definitions.ts";
import { readStatement } from "../../scripts/sql/read-statement.ts";
import { grant, membership, role, table, warehouse } from "../support/warehouse.ts";

function review(from: Warehouse, to: Warehouse, ddl: readonly string[] = []): string {
  const difference = diffWarehouses(from, to);
  const statements = ddl.map(readStatement);
  return renderReview({
    message: "a change",
    difference,
    from,
    to,
    hazards: findHazards(difference, statements),
    definitions: tableDefinitions(statements),
    proof: ["up, down and up again"],
  });
}

const people = {
  relations: [table("DM.a", "id", "note"), table("DM.b", "id")],
  roles: [role("readers"), role("alice", { login: true })],
};

describe("review.md", () => {
  test("what comes is told with defaults, NOT NULL, keys and indexes", () => {
    const to = warehouse({
      relations: [table("DM.a", "id", "note", "live"), table("DM.b", "id"), table("DM.c", "id")],
    });
    const text = review(warehouse(people), to, [
      'CREATE TABLE "DM"."c" (\n\t"id" integer GENERATED ALWAYS AS IDENTITY (START WITH 5),\n\t"n, o" text DEFAULT \'a,b\' NOT NULL,\n\tCONSTRAINT "c_once" UNIQUE("id","n, o")\n);',
      'ALTER TABLE "DM"."a" ADD COLUMN "live" boolean DEFAULT true NOT NULL;',
      'CREATE UNIQUE INDEX "c_low" ON "DM"."c" USING btree (lower("n, o")) WHERE "id" > 1;',
      'ALTER TABLE "DM"."c" ADD CONSTRAINT "c_b" FOREIGN KEY ("id") REFERENCES "DM"."b"("id") ON DELETE CASCADE;',
    ]);
    expect(text).toContain("- changes `DM.a`: + `live` boolean DEFAULT true NOT NULL\n");
    expect(text).toContain(
      "- `DM.c`: `id` integer GENERATED ALWAYS AS IDENTITY (START WITH 5); `\"n, o\"` text DEFAULT 'a,b' NOT NULL; " +
        '`c_once UNIQUE("id","n, o")`; `unique index c_low USING btree (lower("n, o")) WHERE "id" > 1`; ' +
        '`c_b FOREIGN KEY ("id") REFERENCES "DM"."b"("id") ON DELETE CASCADE`',
    );
  });

  test("a membership that holds elsewhere now neither comes nor goes", () => {
    const joined = membership("alice", "readers");
    const from = warehouse({ ...people, memberships: [joined] });
    const to = warehouse({ ...people, memberships: [{ ...joined, when: { env: ["prod"] } }] });
    const text = review(from, to);
    expect(text).toContain("- `alice` is a member of `readers` where env = prod, before everywhere");
    expect(text).not.toMatch(/becomes a member|leaves/);
    const fresh = review(warehouse(people), to);
    expect(fresh).toContain("- `alice` becomes a member of `readers` where env = prod");
  });

  test("says first what destroys data, then who is affected, memberships counted", () => {
    const from = warehouse({ ...people, memberships: [membership("alice", "readers")] });
    const to = warehouse({
      relations: [table("DM.a", "id")],
      roles: people.roles,
      memberships: [membership("alice", "readers")],
      grants: [grant("table DM.a", "readers", "SELECT")],
    });
    expect(review(from, to)).toBe(`# a change

## Destroys data

- drops the column DM.a.note
- drops the table DM.b

## Tables

- changes \`DM.a\`: − \`note\`
- drops 1 table in \`DM\`: \`b\`

## Who gains and who loses access

After memberships.

| role | schema | gains | loses |
|---|---|---|---|
| \`alice\` | \`DM\` | SELECT on a |  |
| \`readers\` | \`DM\` | SELECT on a |  |

## Proof

- up, down and up again
`);
  });

  test("tells the roles of one template together", () => {
    const schemas = ["A", "B", "C", "D"];
    const roles = schemas.map((schema) => role(`${schema}_read`, { template: "${schema}_read", schema }));
    const grants = schemas.flatMap((schema) => [
      grant(`schema ${schema}`, `${schema}_read`, "USAGE"),
      grant(`table ${schema}.t`, `${schema}_read`, "SELECT"),
    ]);
    const to = warehouse({ relations: schemas.map((schema) => table(`${schema}.t`, "id")), roles, grants });
    const text = review(EMPTY_WAREHOUSE, to);
    expect(text).toContain("- creates 4 roles of `${schema}_read`");
    expect(text).toContain(
      "| 4 roles of `${schema}_read` | 4 schemas | USAGE on 4 schemas; SELECT on 4 tables |  |",
    );
  });

  test("what is lost is said as what is gained", () => {
    const grants = [grant("table DM.a", "readers", "SELECT", "INSERT")];
    const from = warehouse({ ...people, memberships: [membership("alice", "readers")], grants });
    const text = review(from, warehouse({ ...people, grants }));
    expect(text).toContain("`alice` leaves `readers`");
    expect(text).toContain("| `alice` | `DM` |  | SELECT, INSERT on a |");
    expect(text).not.toContain("| `readers` |");
  });

  test("where a column becomes sensitive, what is lost and what stays are named", () => {
    const tables = [table("DM.a", "id", "note", "mail"), table("DM.b", "id")];
    const whole = [
      grant("table DM.a", "readers", "SELECT", "UPDATE", "DELETE"),
      grant("table DM.b", "readers", "SELECT"),
    ];
    const parts = [
      grant("table DM.a", "readers", "DELETE"),
      grant("column DM.a.id", "readers", "SELECT", "UPDATE"),
      grant("column DM.a.note", "readers", "SELECT", "UPDATE"),
      grant("table DM.b", "readers", "SELECT"),
    ];
    const [open, closed] = [whole, parts].map((grants) =>
      warehouse({ relations: tables, roles: people.roles, grants }),
    ) as [Warehouse, Warehouse];
    expect(review(open, closed)).toContain(
      "| `readers` | `DM` |  | SELECT, UPDATE on a.mail (keeps a.id, a.note) |",
    );
    expect(review(closed, open)).toContain(
      "| `readers` | `DM` | SELECT, UPDATE on a.mail (has a.id, a.note) |  |",
    );
  });

  test("views are no tables; a schema without tables and what is said of whole schemas is told", () => {
    const view = { ...table("DM.v"), kind: "view" as const };
    const to = {
      ...warehouse({ schemas: ["NEW"], relations: [view, table("DM.t", "id")] }),
      externalSchemas: new Set(["DBT"]),
      revokingSchemas: new Set(["DM"]),
    };
    const text = review(EMPTY_WAREHOUSE, to);
    expect(text).toContain("- adds the schema `NEW`\n");
    expect(text).toContain("- adds 1 view in the new schema `DM`: `v`\n");
    expect(text).toContain("- adds 1 table in the new schema `DM`: `t`\n");
    expect(text).toContain("- `DBT` is made by others\n");
    expect(text).toContain("- `DM`: from now on each upgrade takes away what unmanaged roles have there\n");
  });

  test("who sees which rows has a section of its own", () => {
    const same = warehouse(people);
    const text = review(same, same, ['ALTER TABLE "DM"."a" DISABLE ROW LEVEL SECURITY;']);
    expect(text).toContain("## Row security\n\n- DM.a: row security is off: ");
  });

  test("an unchanged warehouse has nothing to tell", () => {
    const same = warehouse(people);
    expect(review(same, same)).toBe("# a change\n\n## Proof\n\n- up, down and up again\n");
  });
});
