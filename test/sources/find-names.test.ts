import { expect, test } from "vitest";
import { PUBLIC } from "../../scripts/model/acl.ts";
import { Refusal } from "../../scripts/model/diagnostic.ts";
import { indexAccess } from "../../scripts/review/access/access-index.ts";
import { whoCan } from "../../scripts/review/access/access-report.ts";
import { findNames } from "../../scripts/sources/find-names.ts";
import type { Source } from "../../scripts/sources/source.ts";
import { grant, role, table, warehouse } from "../support/warehouse.ts";

const source = (parts: Parameters<typeof warehouse>[0]): Source => ({
  kind: "declared",
  label: "declared",
  warehouse: warehouse(parts),
  binding: { variables: {}, major: 18 },
  provenance: new Map(),
  renames: [],
});

test("the schema public can be asked about, whether files leave a trace there or not", () => {
  const bare = source({ roles: [role("r")] });
  const { object } = findNames(bare, { object: "public" });
  expect(object).toEqual({ kind: "schema", path: ["public"] });
  const given = source({
    roles: [role("r")],
    grants: [grant("schema public", "r", "USAGE"), grant("schema public", PUBLIC, "USAGE")],
  });
  const { object: named } = findNames(given, { object: "public" });
  expect(whoCan(indexAccess(given.warehouse), named).map((one) => one.role)).toEqual(["PUBLIC", "r"]);
  expect(() => findNames(bare, { object: "nowhere" })).toThrow(Refusal);
});

test("so can the schema of a table, though nobody makes it", () => {
  const inhabited = { ...source({ relations: [table("app.t", "id")] }) };
  const found = findNames(
    { ...inhabited, warehouse: { ...inhabited.warehouse, schemas: new Set() } },
    { object: "app" },
  );
  expect(found.object.kind).toBe("schema");
});
