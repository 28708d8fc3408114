import { expect, it } from "vitest";
import { objectKey } from "../../scripts/model/object.ts";
import { RICH } from "./rich-context.ts";
import { declareRight } from "./roles-context.ts";

/** The expectations of these entries in short. */
function expected(...entries: string[]) {
  const text = `
roles:
  \${env}_x:
  \${env}_auditor: {when: {env: prod}}
expect:
${entries.map((entry) => `  - ${entry}\n`).join("")}`;
  return declareRight([text], RICH).expectations.map(({ at, ...one }) =>
    one.kind === "membership" ? one : { ...one, objects: one.objects.map(objectKey), line: at.line },
  );
}

it("names objects and columns, sensitive ones too", () => {
  expect(
    expected(
      '{role: "${env}_x", cannot: [SELECT, UPDATE], tables: DWH_USER_INFO.*}',
      '{nobody_but: "${env}_x", can: SELECT, tables: CRM.person, columns: "*phone"}',
      '{role: ["${env}_x", "${env}_auditor"], can: ALL, schemas: CRM, when: {env: prod}}',
    ),
  ).toEqual([
    {
      kind: "access",
      says: "cannot",
      roles: ["${env}_x"],
      privileges: ["SELECT", "UPDATE"],
      objects: ["table DWH_USER_INFO.faculty", "table DWH_USER_INFO.info"],
      line: 6,
    },
    {
      kind: "access",
      says: "nobody but",
      roles: ["${env}_x"],
      privileges: ["SELECT"],
      objects: ["column CRM.person.home_phone", "column CRM.person.work_phone"],
      line: 7,
    },
    ...["${env}_x", "${env}_auditor"].map((role) => ({
      kind: "access",
      says: "can",
      roles: [role],
      privileges: ["USAGE", "CREATE"],
      objects: ["schema CRM"],
      when: { env: ["prod"] },
      line: 8,
    })),
  ]);
});

it("knows PostgreSQL's own roles, and where a role exists", () => {
  expect(
    expected(
      '{role: "${env}_x", cannot: member, of: pg_read_all_data}',
      '{role: "${env}_auditor", can: CONNECT, database: current}',
    ),
  ).toEqual([
    { kind: "membership", says: "cannot", role: "${env}_x", of: "pg_read_all_data" },
    {
      kind: "access",
      says: "can",
      roles: ["${env}_auditor"],
      privileges: ["CONNECT"],
      objects: ["database"],
      when: { env: ["prod"] },
      line: 7,
    },
  ]);
});
