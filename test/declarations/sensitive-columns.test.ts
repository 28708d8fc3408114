import { describe, expect, it } from "vitest";
import { given, RICH } from "./rich-context.ts";
import { declare, declareRight, privilegeLines } from "./roles-context.ts";

const MARKED = 'sensitive:\n  - {tables: CRM.person, columns: [email, "*phone"]}\n';
const CLEARED = "cleared:\n  - {tables: CRM.domains, because: domains tell nobody apart}\n";
const TEMPLATES = `
levels:
  read: {tables: SELECT}
  all: {tables: ALL}
access_roles:
  \${env}_\${schema}_\${level}: {levels: [read, all], in: "*"}
  \${env}_sensitive_\${schema}_\${level}: {levels: [read, all], in: "*", sensitive: only}
`;

describe("a table that is sensitive in some columns", () => {
  it("gives levels the others, DELETE and TRUNCATE, and nothing that reaches all of it", () => {
    expect(given("{level: all, in: CRM}", MARKED).filter((line) => line.includes("person"))).toEqual([
      "INSERT, REFERENCES, SELECT, UPDATE on column CRM.person.faculty",
      "INSERT, REFERENCES, SELECT, UPDATE on column CRM.person.id",
      "DELETE, TRUNCATE on table CRM.person",
    ]);
    expect(given("{level: read, in: CRM}", MARKED)).toEqual([
      "SELECT on column CRM.person.faculty",
      "SELECT on column CRM.person.id",
      "USAGE on schema CRM",
      "SELECT on table CRM.faculties",
      "SELECT on table CRM.visit",
    ]);
  });

  it("is given as a whole by what says so", () => {
    for (const mode of ["include", "only"]) {
      expect(given(`{level: read, in: CRM, sensitive: ${mode}}`, MARKED)).toContain(
        "SELECT on table CRM.person",
      );
      expect(given(`{privileges: TRIGGER, tables: CRM.person, sensitive: ${mode}}`, MARKED)).toEqual([
        "TRIGGER on table CRM.person",
      ]);
    }
    expect(given("{level: read, in: CRM, sensitive: only}", MARKED)).toEqual([
      "USAGE on schema CRM",
      "SELECT on table CRM.domain_counts",
      "SELECT on table CRM.domains",
      "SELECT on table CRM.person",
    ]);
  });

  it("gives privileges by wildcards what it gives levels", () => {
    expect(given("{privileges: [SELECT, DELETE, TRIGGER], tables: CRM.p*}", MARKED)).toEqual([
      "SELECT on column CRM.person.faculty",
      "SELECT on column CRM.person.id",
      "DELETE on table CRM.person",
    ]);
  });

  it("gives columns by name, sensitive ones where that is said", () => {
    const columns = (list: string, mode = "") =>
      given(`{privileges: SELECT, tables: CRM.person, columns: ${list}${mode}}`, MARKED);
    expect(columns('"*"')).toEqual(["SELECT on column CRM.person.faculty", "SELECT on column CRM.person.id"]);
    expect(columns("[id, email]", ", sensitive: include")).toEqual([
      "SELECT on column CRM.person.email",
      "SELECT on column CRM.person.id",
    ]);
    expect(columns('"*"', ", sensitive: only")).toEqual([
      "SELECT on column CRM.person.email",
      "SELECT on column CRM.person.home_phone",
      "SELECT on column CRM.person.work_phone",
    ]);
  });

  it("is left out where a column is named of several tables by wildcards", () => {
    const marked = "sensitive:\n  - {tables: CRM.person, columns: id}\n";
    expect(given("{privileges: SELECT, tables: [CRM.p*, CRM.v*], columns: id}", marked)).toEqual([
      "SELECT on column CRM.visit.id",
    ]);
  });

  it("has access roles of its own, and the others have the rest", () => {
    const access = declareRight([TEMPLATES, MARKED], RICH);
    expect(privilegeLines(access, "${env}_crm_read")).toEqual([
      "${env}_crm_read: SELECT on column CRM.person.faculty",
      "${env}_crm_read: SELECT on column CRM.person.id",
      "${env}_crm_read: USAGE on schema CRM",
      "${env}_crm_read: SELECT on table CRM.faculties",
      "${env}_crm_read: SELECT on table CRM.visit",
    ]);
    expect(
      privilegeLines(access, "${env}_sensitive_crm_all").filter((line) => line.endsWith(".person")),
    ).toEqual([
      "${env}_sensitive_crm_all: DELETE, INSERT, MAINTAIN, REFERENCES, SELECT, TRIGGER, TRUNCATE, UPDATE on table CRM.person",
    ]);
    expect(access.roles.has("${env}_sensitive_dm_user_read")).toBe(false);
    expect(declareRight([TEMPLATES], RICH).roles.has("${env}_sensitive_crm_read")).toBe(false);
  });

  it("is sensitive as a whole where nobody knows its other columns", () => {
    const marked = "sensitive:\n  - {tables: CRM.faculties, columns: faculty}\n";
    expect(given("{level: read, in: CRM}", marked)).not.toContain("SELECT on table CRM.faculties");
    expect(given("{level: read, in: CRM, sensitive: only}", marked)).toEqual([
      "USAGE on schema CRM",
      "SELECT on table CRM.faculties",
    ]);
  });
});

describe("views over sensitive columns", () => {
  it("are sensitive, and so are views over them", () => {
    expect([...declareRight([MARKED], RICH).sensitive].filter((key) => key.startsWith("CRM."))).toEqual([
      "CRM.person.email",
      "CRM.person.home_phone",
      "CRM.person.work_phone",
      "CRM.domains",
      "CRM.domain_counts",
    ]);
  });

  it("are not when they are cleared, and pass nothing on", () => {
    const access = declareRight([MARKED, CLEARED], RICH);
    expect([...access.cleared]).toEqual(["CRM.domains"]);
    expect(access.sensitive.has("CRM.domain_counts")).toBe(false);
    expect(given("{privileges: SELECT, tables: CRM.domain*}", `${MARKED}${CLEARED}`)).toEqual([
      "SELECT on table CRM.domain_counts",
      "SELECT on table CRM.domains",
    ]);
  });
});

it("nobody gets by default privileges what is sensitive in an external schema", () => {
  const external = `schemas: {DBT: {external: true}}
creators: {dbt: DBT}
roles:
  dbt: {external: true}
  x: {shared: true, grants: [{level: read, in: DBT}]}
  y: {shared: true, grants: [{level: read, in: DBT, sensitive: include}]}
`;
  const marked = "sensitive:\n  - {tables: DBT.cards}\n";
  const of = (more: string) => {
    const { access, diagnostics } = declare([TEMPLATES, external + more], RICH);
    const grantees = [...access.defaults.values()].flatMap(({ acl }) => [...acl.entries.values()]);
    return [new Set(grantees.map(({ grantee }) => grantee)), new Set(diagnostics.map(({ code }) => code))];
  };
  expect(of("")).toEqual([new Set(["${env}_dbt_all", "${env}_dbt_read", "x", "y"]), new Set()]);
  expect(of(marked)).toEqual([new Set(["y"]), new Set(["no-default-privileges"])]);
});

it("what is said to be sensitive in an external schema is known there", () => {
  const more = "schemas:\n  DBT: {external: true}\nsensitive:\n  - {tables: DBT.cards}\n";
  expect(given("{level: read, in: DBT, sensitive: only}", more)).toEqual([
    "USAGE on schema DBT",
    "SELECT on table DBT.cards",
  ]);
});
