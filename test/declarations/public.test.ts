import { describe, expect, it } from "vitest";
import { bindWarehouse } from "../../scripts/model/bind.ts";
import { EMPTY_WAREHOUSE } from "../../scripts/model/collections.ts";
import { RICH } from "./rich-context.ts";
import { declareRight } from "./roles-context.ts";

/** Each object's ACL, a line an object; an empty one is `nobody`. */
function acls(text: string): string[] {
  const { privileges } = declareRight([text], RICH);
  return [...privileges].map(([key, { acl }]) => {
    const entries = [...acl.entries.keys()].map((entry) =>
      entry.replace("@owner\t", "").replaceAll("\t", " ").trim(),
    );
    return `${key}: ${entries.join(", ") || "nobody"}`;
  });
}

describe("public", () => {
  it("is exactly what is said", () => {
    expect(
      acls(`
roles: {x: {shared: true, grants: [{privileges: CONNECT, database: current}]}}
public:
  - {privileges: [], database: current}
  - {privileges: [], routines: CRM.f(int)}
  - {privileges: SELECT, tables: CRM.visit}
  - {privileges: [], schemas: public}
  - {privileges: [], types: CRM.*, except: CRM.state}
`),
    ).toEqual([
      "database: x CONNECT",
      "routine CRM.f(integer): nobody",
      "schema public: nobody",
      "table CRM.visit: @public SELECT",
      "type CRM.mood: nobody",
    ]);
  });

  it("needs no word where it says what holds anyway", () => {
    expect(
      acls(`
public:
  - {privileges: [CONNECT, TEMPORARY], database: current}
  - {privileges: [], tables: "*.*", except: DM_USER}
  - {privileges: USAGE, languages: plpgsql}
  - {privileges: EXECUTE, routines: CRM.f()}
  - {privileges: USAGE, schemas: public}
`),
    ).toEqual([]);
  });

  it("under a condition leaves what PUBLIC has by itself to the others", () => {
    const text = "public:\n  - {privileges: [], database: current, when: {env: prod}}\n";
    expect(acls(text)).toEqual(["database: @public CONNECT env = test, @public TEMPORARY env = test"]);
    const { privileges } = declareRight([text], RICH);
    const bind = (env: string) =>
      bindWarehouse({ ...EMPTY_WAREHOUSE, privileges }, { variables: { env }, major: 17 }).privileges;
    expect(bind("test").size).toBe(0);
    expect(bind("prod").get("database")?.acl.entries.size).toBe(0);
    expect(acls(`${text}  - {privileges: CONNECT, database: current, when: {env: test}}\n`)).toEqual([
      "database: @public CONNECT env = test",
    ]);
  });

  it("reaches what is sensitive only where that is said", () => {
    expect(acls("public:\n  - {privileges: SELECT, tables: DWH_USER_INFO.*}\n")).toEqual([
      "table DWH_USER_INFO.faculty: @public SELECT",
    ]);
  });

  it("of all routines holds for those that creators make later", () => {
    const { defaults, privileges } = declareRight(
      [
        `
roles: {dbt: {external: true}}
creators: {dbt: DM_*}
public:
  - {privileges: [], routines: "*.*"}
  - {privileges: [], types: "*.*"}
`,
      ],
      RICH,
    );
    expect([...defaults].map(([key, { acl }]) => [key, acl.entries.size])).toEqual([
      ["routine by dbt", 0],
      ["type by dbt", 0],
    ]);
    expect([...privileges.keys()].filter((key) => !key.startsWith("schema"))).toEqual([
      "type CRM.mood",
      "type CRM.state",
    ]);
  });
});
