import { expect, test } from "vitest";
import { withImplied } from "../../scripts/adopt/roles/implied-access.ts";
import { contextOf } from "../declarations/roles-context.ts";
import { adopt, liveOf } from "./adopt-case.ts";

const CONTEXT = contextOf({ DM_A: ["t", "u"], STG_A: ["t"] });
const ROLES = `
roles: { app: { shared: true }, looker: { shared: true } }
grants:
  - { to: app, privileges: [SELECT, INSERT, UPDATE, DELETE], tables: [DM_A.t, DM_A.u] }
  - { to: looker, privileges: SELECT, tables: DM_A.t }
  - { to: looker, privileges: USAGE, schemas: DM_A }
`;

test("what is held is of no use without USAGE: it is given where that is asked for, and told", () => {
  const live = liveOf([ROLES], CONTEXT);
  expect(adopt(live, { context: CONTEXT }).text).toContain("tables: DM_A.*");
  const { live: more, gained } = withImplied(live);
  const sequences = [...CONTEXT.relations.values()].flatMap(({ schema, columns }) =>
    schema === "DM_A" ? columns.flatMap(({ serialSequence }) => serialSequence ?? []) : [],
  );
  expect(gained).toEqual(
    [
      "app lacks USAGE on schema DM_A",
      ...sequences.map((one) => `app lacks USAGE on sequence DM_A.${one}`),
    ].sort(),
  );
  expect(adopt(live, { context: CONTEXT }).text).not.toMatch(/USAGE, schemas?: DM_A/);
  expect(adopt(more, { context: CONTEXT }).unsaid).toEqual([]);
  expect(withImplied(more).gained).toEqual([]);
});
