import { describe, expect, it } from "vitest";
import { checkRemoved } from "../../scripts/declarations/roles/removed-roles.ts";
import type { Role } from "../../scripts/model/role.ts";
import { declareRight, diagnosticText, SMALL } from "./roles-context.ts";

const LEVELS = "levels:\n  read: {tables: SELECT}\n  write: {tables: [SELECT, INSERT]}\n";
const TEMPLATE = `${LEVELS}access_roles:\n  \${env}_\${schema}_\${level}: {levels: [read, write], in: "*"}\n`;

function check(before: string, after: string, schemas: ReadonlySet<string> = SMALL.schemas): string[] {
  const recorded: ReadonlyMap<string, Role> = declareRight([before]).roles;
  const context = {
    ...SMALL,
    schemas,
    relations: new Map([...SMALL.relations].filter(([, { schema }]) => schemas.has(schema))),
  };
  return checkRemoved(recorded, declareRight([after], context), schemas).map(diagnosticText);
}

describe("a role that is no longer declared", () => {
  it("is missed, with the lines to add", () => {
    expect(check("roles:\n  ${env}_a:\n  alice: {shared: true}\n  airflow: {external: true}\n", "")).toEqual([
      [
        "role-not-removed  2 roles are no longer declared: ${env}_a, alice",
        "  help: Declare it again, or add these lines to a file of roles:",
        "        removed:",
        "          ${env}_a: {}",
        "          alice: {}",
      ].join("\n"),
    ]);
  });

  it("may go when it stands in `removed`", () => {
    expect(check("roles:\n  ${env}_a:\n", "removed:\n  ${env}_a: {}\n")).toEqual([]);
  });

  it("goes with its schema", () => {
    const left = new Set([...SMALL.schemas].filter((schema) => schema !== "DM_NEW"));
    expect(check(TEMPLATE, TEMPLATE, left)).toEqual([]);
    expect(check(TEMPLATE, "", left)[0]).toMatch("16 roles are no longer declared");
  });

  it("goes when its template makes fewer roles", () => {
    expect(check(TEMPLATE, TEMPLATE.replace("levels: [read, write]", "levels: [read]"))).toEqual([]);
    expect(check(TEMPLATE, TEMPLATE.replace('in: "*"', "in: DM_*"))).toEqual([]);
  });

  it("is missed when its template has another name, which may stand in `removed`", () => {
    const renamed = TEMPLATE.replace("${env}_${schema}_${level}", "${env}_lake_${schema}_${level}");
    const [missed] = check(TEMPLATE, renamed);
    expect(missed).toMatch("18 roles are no longer declared");
    expect(missed).toMatch("removed:\n          ${env}_${schema}_${level}: {}");
    expect(check(TEMPLATE, `${renamed}removed:\n  \${env}_\${schema}_\${level}: {}\n`)).toEqual([]);
  });
});

it("a line of `removed` that is done is reported, as a warning", () => {
  const [found] = checkRemoved(new Map(), declareRight(["removed:\n  ${env}_a: {}\n"]), SMALL.schemas);
  expect(found).toMatchObject({
    code: "removed-not-recorded",
    severity: "warning",
    at: { line: 2, column: 3 },
  });
});
