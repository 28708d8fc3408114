import { describe, expect, test } from "vitest";
import { internAcl, PUBLIC, plainEntry } from "../../scripts/model/acl.ts";
import { EMPTY_WAREHOUSE } from "../../scripts/model/collections.ts";
import { defaultKey } from "../../scripts/model/default-privileges.ts";
import { objectKey, parseObjectKey } from "../../scripts/model/object.ts";
import type { Warehouse } from "../../scripts/model/warehouse.ts";
import { diffWarehouses } from "../../scripts/plan/compare/diff-warehouses.ts";
import { COMPARED, describeChanges, describeDifference } from "../../scripts/review/differences.ts";
import { renderReview } from "../../scripts/review/review.ts";
import { tableDefinitions } from "../../scripts/review/table-definitions.ts";
import { grant, membership, role, table, warehouse } from "../support/warehouse.ts";

function owned(entries: Readonly<Record<string, string>>): Pick<Warehouse, "owners"> {
  const owners = Object.entries(entries).map(([key, owner]) => {
    const object = parseObjectKey(key);
    if (!object) throw new Error(`not an object: ${key}`);
    return { object, owner };
  });
  return { owners: new Map(owners.map((entry) => [objectKey(entry.object), entry])) };
}

function born(grantee: string): Pick<Warehouse, "defaults"> {
  const entry = {
    creator: "dbt",
    schema: "DM",
    kind: "table" as const,
    acl: internAcl([plainEntry(grantee, "SELECT")]),
  };
  return { defaults: new Map([[defaultKey(entry), entry]]) };
}

describe("in what one warehouse is not the other", () => {
  test("attributes, settings and comments of roles are told by name", () => {
    const from = warehouse({
      roles: [
        role("a", { connectionLimit: 3, comment: "it's", settings: { work_mem: "64MB" } }),
        role("gone"),
      ],
    });
    const to = warehouse({
      roles: [
        role("a", { login: true, validUntil: "2027-01-01T00:00:00Z", settingsInDatabase: { role: "x" } }),
        role("new"),
      ],
    });
    expect(describeDifference(diffWarehouses(from, to))).toEqual([
      "the role gone is missing",
      "the role a has LOGIN, not NOLOGIN",
      "the role a has no CONNECTION LIMIT, not CONNECTION LIMIT 3",
      "the role a has VALID UNTIL '2027-01-01T00:00:00Z', not no VALID UNTIL",
      "the role a has no comment, not the comment 'it''s'",
      "the role a has no work_mem, not work_mem = 64MB",
      "the role a has role = x in this database, not no role in this database",
      "the role new is there and should not be",
    ]);
  });

  test("owners, default privileges, PUBLIC, options of memberships", () => {
    const from = {
      ...warehouse({ memberships: [membership("a", "b")], grants: [grant("schema S", PUBLIC, "USAGE")] }),
      ...owned({ "table S.t": "x", "table S.u": "x" }),
      ...born("reader"),
    };
    const to = {
      ...warehouse({ memberships: [{ ...membership("a", "b"), admin: true }] }),
      ...owned({ "table S.t": "y", "schema S": "y" }),
      ...born(PUBLIC),
    };
    const difference = diffWarehouses(from, to);
    expect(describeDifference(difference)).toEqual([
      "a is a member of b with ADMIN TRUE, INHERIT TRUE, SET TRUE, not ADMIN FALSE, INHERIT TRUE, SET TRUE",
      "table S.t belongs to y, not x",
      "table S.u does not belong to x",
      "schema S should not belong to y",
      "PUBLIC lacks USAGE on schema S",
      "reader lacks SELECT by default on every table by dbt in DM",
      "PUBLIC should not have SELECT by default on every table by dbt in DM",
    ]);
    expect(describeDifference(difference, COMPARED).filter((line) => line.includes("should"))).toEqual([]);
  });

  test("renames are told as such", () => {
    const from = warehouse({ roles: [role("old")] });
    const difference = diffWarehouses(from, warehouse({ roles: [role("new")] }), [
      { kind: "role", from: ["old"], to: ["new"] },
    ]);
    expect(describeDifference(difference)).toEqual(["the role old is called new"]);
  });

  test("marks, schemas and sequences that only role files and deltas know", () => {
    const from = { ...EMPTY_WAREHOUSE, revokingSchemas: new Set(["A"]), externalSchemas: new Set(["B c"]) };
    const kept = new Map([["S.t.id", { column: "S.t.id", sequence: "old_seq" }]]);
    const to = { ...EMPTY_WAREHOUSE, sensitive: new Set(["S.t"]), keptSequences: kept };
    expect(describeDifference(diffWarehouses(from, to))).toEqual([
      'the external schema "B c" is missing',
      "the `unmanaged: revoke` of the schema A is missing",
      "the sensitive mark on S.t is there and should not be",
      "the sequence of S.t.id is called old_seq",
    ]);
    expect(describeChanges(diffWarehouses(from, to))).toEqual([
      "external schemas: −1 (B c)",
      "schemas closed to unmanaged roles: −1 (A)",
      "sensitive relations: +1 (S.t)",
      "names of sequences: +1 (S.t.id)",
    ]);
    const many = { ...EMPTY_WAREHOUSE, schemas: new Set(["A", "B", "C", "D", "E"]) };
    expect(describeChanges(diffWarehouses(EMPTY_WAREHOUSE, many))).toEqual([
      "schemas: +5 (A, B, C, … 2 more)",
    ]);
  });

  test("what has no words is shown as it is; the order of columns says nothing", () => {
    const column = { name: "a", type: "x not null", notNull: false };
    const alike = [column, { ...column, type: "x", notNull: true }].map((one) =>
      warehouse({ relations: [{ ...table("S.t"), columns: [one] }] }),
    );
    expect(
      describeDifference(diffWarehouses(alike[0] ?? EMPTY_WAREHOUSE, alike[1] ?? EMPTY_WAREHOUSE)),
    ).toEqual([
      'relations lacks {"kind":"table","schema":"S","name":"t","columns":[{"name":"a","type":"x not null","notNull":false}]}',
      'relations has beyond it {"kind":"table","schema":"S","name":"t","columns":[{"name":"a","type":"x","notNull":true}]}',
    ]);
    const [ab, ba] = [table("S.t", "a", "b"), table("S.t", "b", "a")].map((one) =>
      warehouse({ relations: [one] }),
    );
    if (!ab || !ba) throw new Error("two warehouses");
    expect(describeDifference(diffWarehouses(ab, ba))).toEqual([]);
    const other = table("S.t", "a", "c");
    expect(describeDifference(diffWarehouses(ab, warehouse({ relations: [other] })))).toEqual([
      "S.t lacks the column: b integer",
      "S.t has another column: c integer",
    ]);
  });
});

describe("review.md", () => {
  const review = (from: Warehouse, to: Warehouse, ...rest: Parameters<typeof diffWarehouses>[2][]) =>
    renderReview({
      message: "a change",
      difference: diffWarehouses(from, to, ...rest),
      from,
      to,
      hazards: [],
      definitions: tableDefinitions([]),
      proof: [],
    });

  test("tells renames of roles, options of memberships, owners and default privileges", () => {
    const tables = [table("DM.a", "id"), table("DM.b", "id")];
    const from = warehouse({ relations: tables, roles: [role("old")], memberships: [membership("x", "y")] });
    const to = {
      ...warehouse({
        relations: tables,
        roles: [role("new")],
        memberships: [
          { ...membership("x", "y"), set: false },
          { ...membership("x", "z"), admin: true },
        ],
      }),
      ...owned({ "table DM.a": "keeper", "table DM.b": "keeper" }),
      ...born(PUBLIC),
    };
    const text = review(from, to, [{ kind: "role", from: ["old"], to: ["new"] }]);
    expect(text).toContain("## Roles\n\n- renames `old` to `new`\n");
    expect(text).toContain("- `x` becomes a member of `z` (ADMIN)\n");
    expect(text).toContain(
      "- `x` stays a member of `y`: ADMIN FALSE, INHERIT TRUE, SET TRUE → ADMIN FALSE, INHERIT TRUE, SET FALSE\n",
    );
    expect(text).toContain(
      "- `table DM.a`, `table DM.b` belong to `keeper`, not to whoever applies the revisions\n",
    );
    expect(text).toContain("- `PUBLIC` gets SELECT on every new `table by dbt in DM`\n");
    expect(text).toContain("| `keeper` | `DM` | ALL on 2 tables: a, b |  |");
  });

  test("who gains and who loses: PUBLIC for itself, nothing that PUBLIC gave before, columns of a table", () => {
    const base = { relations: [table("DM.a", "id")], roles: [role("reader")] };
    const open = grant("table DM.a", PUBLIC, "SELECT");
    const all = grant("table DM.a", "reader", "SELECT");
    const column = grant("column DM.a.id", "reader", "SELECT");
    expect(
      review(warehouse({ ...base, grants: [open] }), warehouse({ ...base, grants: [open, all] })),
    ).not.toContain("gains");
    expect(review(warehouse(base), warehouse({ ...base, grants: [open] }))).toContain(
      "| `PUBLIC` | `DM` | SELECT on a |  |",
    );
    expect(
      review(warehouse({ ...base, grants: [all] }), warehouse({ ...base, grants: [column, all] })),
    ).not.toContain("gains");
    expect(review(warehouse({ ...base, grants: [all] }), warehouse({ ...base, grants: [column] }))).toContain(
      "| `reader` | `DM` |  | SELECT on a |",
    );
    const closed = {
      ...EMPTY_WAREHOUSE,
      privileges: new Map([
        ["database", { object: { kind: "database" as const, path: [] }, acl: internAcl([]) }],
      ]),
    };
    expect(review(EMPTY_WAREHOUSE, closed)).toContain(
      "| `PUBLIC` |  |  | CONNECT, TEMPORARY on the database |",
    );
  });
});
