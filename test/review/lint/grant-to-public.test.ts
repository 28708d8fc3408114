import { expect, test } from "vitest";
import { PUBLIC } from "../../../scripts/model/acl.ts";
import { entrySource } from "../../../scripts/model/provenance.ts";
import { grantToPublic } from "../../../scripts/review/lint/grant-to-public.ts";
import { grant, warehouse } from "../../support/warehouse.ts";
import { messages } from "./subject.ts";

test("what PUBLIC gets beyond what it has by itself", () => {
  const grants = [grant("table A.t", PUBLIC, "SELECT"), grant("routine A.f(integer)", PUBLIC, "EXECUTE")];
  expect(messages(grantToPublic, { grants })).toEqual(["PUBLIC gets SELECT on table A.t"]);
  expect(messages(grantToPublic, { grants: [grant("table A.t", "reader", "SELECT")] })).toEqual([]);
});

test("one line of a file is one finding, at its place", () => {
  const declared = warehouse({
    grants: [grant("table A.t", PUBLIC, "SELECT"), grant("table A.u", PUBLIC, "SELECT")],
  });
  const at = { file: "roles/a.yaml", line: 3, column: 5 };
  const provenance = new Map(
    [...declared.privileges.values()].flatMap(({ object, acl }) =>
      [...acl.entries.values()].map((entry) => [entrySource(object, entry), [at]] as const),
    ),
  );
  expect(grantToPublic.find({ warehouse: declared, provenance })).toMatchObject([
    { message: "PUBLIC gets privileges on 2 objects, table A.t the first", at },
  ]);
});
