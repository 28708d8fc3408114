import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { readRolesFiles } from "../../scripts/declarations/language/role-files.ts";
import { contextOf, declareRight, privilegeLines } from "./roles-context.ts";

const project = fileURLToPath(new URL("../../", import.meta.url));
const files = await readRolesFiles(project, "roles");
const texts = files.map(({ text }) => text);

const LAYERS = ["STG", "ODS", "DWH", "DM"];
const SOURCES = [
  "MONITORING",
  "RENTAL",
  "AUTH",
  "USERDATA",
  "INFO",
  "RATING",
  "SOCIAL",
  "TIMETABLE",
  "PRINT",
  "PINGER",
];

/** 40 schemas of 4 tables, one table of them sensitive. */
const FORTY = contextOf(
  Object.fromEntries(
    LAYERS.flatMap((layer) =>
      SOURCES.map((source) => [`${layer}_${source}`, ["one", "two", "three", "four"]]),
    ),
  ),
  ["STG_USERDATA.three"],
);

describe("the warehouse's own roles", () => {
  const access = declareRight(texts, FORTY);

  it("are in two files", () => {
    expect(files.map(({ file }) => file)).toEqual(["roles/access.yaml", "roles/functional.yaml"]);
  });

  it("have three access roles a schema, and three for the sensitive table", () => {
    const made = [...access.roles.values()].filter(({ template }) => template !== undefined);
    expect(made).toHaveLength(40 * 3 + 3);
    expect(made.every(({ login, management }) => !login && management === "managed")).toBe(true);
    expect(made.filter(({ name }) => name.includes("_sensitive_")).map(({ name }) => name)).toEqual([
      "${env}_sensitive_dwh_stg_userdata_all",
      "${env}_sensitive_dwh_stg_userdata_read",
      "${env}_sensitive_dwh_stg_userdata_write",
    ]);
  });

  it("give each level what it gave before", () => {
    const of = (level: string, table: string) =>
      privilegeLines(access, `\${env}_dwh_stg_rental_${level}`).filter((line) => line.endsWith(table));
    expect(of("read", ".one")).toEqual(["${env}_dwh_stg_rental_read: SELECT on table STG_RENTAL.one"]);
    expect(of("write", ".one")).toEqual([
      "${env}_dwh_stg_rental_write: DELETE, INSERT, SELECT, TRUNCATE, UPDATE on table STG_RENTAL.one",
    ]);
    expect(of("all", ".one")).toEqual([
      "${env}_dwh_stg_rental_all: DELETE, INSERT, MAINTAIN, REFERENCES, SELECT, TRIGGER, TRUNCATE, UPDATE on table STG_RENTAL.one",
    ]);
    expect(of("read", "STG_RENTAL")).toEqual(["${env}_dwh_stg_rental_read: USAGE on schema STG_RENTAL"]);
  });

  it("have people and services that are members of them", () => {
    const rolesOf = (name: string) =>
      [...access.memberships.values()].filter(({ member }) => member === name).map(({ role }) => role);
    expect(rolesOf("${env}_analyst")).toHaveLength(10);
    expect(rolesOf("${env}_orchestrator")).toHaveLength(30);
    expect(rolesOf("${env}_dashboard")).toEqual([
      "${env}_dwh_dm_monitoring_read",
      "${env}_dwh_dm_rental_read",
    ]);
    expect(access.roles.get("${env}_orchestrator")).toMatchObject({ login: true, connectionLimit: 20 });
    expect(access.roles.size).toBe(123 + 3);
  });

  it("leave the sensitive table to the three roles for it", () => {
    const holders = [...(access.privileges.get("table STG_USERDATA.three")?.acl.entries.values() ?? [])];
    expect(new Set(holders.map(({ grantee }) => grantee.replace(/_[a-z]+$/, "")))).toEqual(
      new Set(["${env}_sensitive_dwh_stg_userdata"]),
    );
  });
});

it("a warehouse of a thousand schemas and ten thousand tables", () => {
  const names = Array.from({ length: 10 }, (_, index) => `table_${index}`);
  const large = contextOf(
    Object.fromEntries(
      [
        "DM_MONITORING",
        "DM_RENTAL",
        ...Array.from({ length: 998 }, (_, index) => `${LAYERS[index % 4]}_${index}`),
      ].map((schema) => [schema, names]),
    ),
  );
  const { roles } = declareRight(texts, large);
  expect(roles.size).toBe(3003);
});
