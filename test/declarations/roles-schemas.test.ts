import { describe, expect, it } from "vitest";
import type { RolesContext } from "../../scripts/declarations/declared-access.ts";
import { objectKey } from "../../scripts/model/object.ts";
import { contextOf, declareRight, privilegeLines } from "./roles-context.ts";

const OBJECTS = [
  { kind: "sequence", path: ["DM_A", "numbers"] },
  { kind: "type", path: ["DM_A", "mark"] },
  { kind: "type", path: ["STG_A", "mark"] },
] as const;

const CONTEXT: RolesContext = {
  ...contextOf({ DM_A: ["x"], DM_B: [], STG_A: ["y"] }),
  objects: new Map(OBJECTS.map((object) => [objectKey(object), object])),
};

const OWNER = "roles:\n  ${env}_owner:\n";
const LEVELS = `levels:\n  read: {tables: SELECT}\n  write: {tables: [SELECT, INSERT]}\n`;

describe("owners", () => {
  it("are of schemas, and of what lies in them but for sequences of serial columns", () => {
    const { owners } = declareRight(
      [`${OWNER}schemas:\n  DM_*: {owner: "\${env}_owner", objects_owner: "\${env}_owner"}\n`],
      CONTEXT,
    );
    expect([...owners].map(([key, { owner }]) => `${key}: ${owner}`)).toEqual([
      "schema DM_A: ${env}_owner",
      "schema DM_B: ${env}_owner",
      "sequence DM_A.numbers: ${env}_owner",
      "table DM_A.x: ${env}_owner",
      "type DM_A.mark: ${env}_owner",
    ]);
  });

  it("are given one by one: other keys of a schema may come from another pattern and file", () => {
    const { owners, revokingSchemas } = declareRight(
      [
        `${OWNER}schemas:\n  "*": {unmanaged: revoke}\n  DM_A: {owner: "\${env}_owner"}\n`,
        'schemas:\n  DM_A: {objects_owner: "${env}_owner"}\n',
      ],
      CONTEXT,
    );
    expect([...owners.keys()].slice(0, 2)).toEqual(["schema DM_A", "sequence DM_A.numbers"]);
    expect(revokingSchemas).toEqual(new Set(["DM_A", "DM_B", "STG_A"]));
  });

  it("have nothing in ACLs, on columns and sequences of serials neither", () => {
    const access = declareRight(
      [
        `${LEVELS}${OWNER}  x: {external: true}
schemas:
  DM_A: {owner: "\${env}_owner", objects_owner: "\${env}_owner"}
grants:
  - {to: ["\${env}_owner", x], level: write, in: "*"}
  - {to: "\${env}_owner", privileges: SELECT, tables: DM_A.x, columns: id}
`,
      ],
      CONTEXT,
    );
    expect(privilegeLines(access, "${env}_owner")).toEqual([
      "${env}_owner: USAGE on schema DM_B",
      "${env}_owner: USAGE on schema STG_A",
      "${env}_owner: USAGE on sequence STG_A.y_id_seq",
      "${env}_owner: INSERT, SELECT on table STG_A.y",
    ]);
    expect(privilegeLines(access, "x")).toHaveLength(7);
    expect([...access.privileges.keys()].filter((key) => key.startsWith("column"))).toEqual([]);
  });

  it("are told with the places that say them", () => {
    const { provenance } = declareRight([`${OWNER}schemas:\n  DM_B: {owner: "\${env}_owner"}\n`], CONTEXT);
    expect(Object.fromEntries(provenance)).toEqual({
      "owner schema DM_B": [{ file: "a.yaml", line: 4, column: 17, endColumn: 31 }],
      "role ${env}_owner": [{ file: "a.yaml", line: 2, column: 3, endColumn: 15 }],
    });
  });
});

describe("an external schema", () => {
  const EXTERNAL = "schemas:\n  DBT_MARTS: {external: true, unmanaged: revoke}\n";

  it("is matched like others, and levels give USAGE on it", () => {
    const access = declareRight(
      [
        `${LEVELS}${EXTERNAL}access_roles:\n  \${env}_\${schema}_\${level}: {levels: read, in: "*"}\n`,
        "roles:\n  x: {shared: true, access: {level: read, in: DBT_*}, grants: [{level: read, in: '*'}]}\n",
      ],
      CONTEXT,
    );
    expect(access.externalSchemas).toEqual(new Set(["DBT_MARTS"]));
    expect(access.revokingSchemas).toEqual(new Set(["DBT_MARTS"]));
    expect(privilegeLines(access, "${env}_dbt_marts_read")).toEqual([
      "${env}_dbt_marts_read: USAGE on schema DBT_MARTS",
    ]);
    expect([...access.memberships.keys()]).toEqual(["${env}_dbt_marts_read\tx"]);
    expect(privilegeLines(access, "x")[0]).toBe("x: USAGE on schema DBT_MARTS");
  });

  it("keeps its owner where a wildcard sets owners", () => {
    const { owners } = declareRight(
      [EXTERNAL, `${OWNER}schemas:\n  "*": {owner: "\${env}_owner"}\n`],
      CONTEXT,
    );
    expect([...owners.keys()]).toEqual(["schema DM_A", "schema DM_B", "schema STG_A"]);
  });
});
