import { describe, expect, it } from "vitest";
import { entrySource } from "../../scripts/model/provenance.ts";
import { parseRoutineArguments } from "../../scripts/model/routine-arguments.ts";
import { given, RICH } from "./rich-context.ts";
import { declareRight, privilegeLines } from "./roles-context.ts";

describe("privileges on a kind of object", () => {
  it.each([
    [
      "{privileges: SELECT, tables: CRM.person, columns: [id, faculty]}",
      ["SELECT on column CRM.person.faculty", "SELECT on column CRM.person.id"],
    ],
    [
      '{privileges: [SELECT, UPDATE], tables: CRM.*, columns: "*_id", except: [CRM.domains, CRM.domain_counts, CRM.faculties]}',
      ["SELECT, UPDATE on column CRM.visit.person_id"],
    ],
    [
      "{privileges: ALL, tables: CRM.visit, columns: id}",
      ["INSERT, REFERENCES, SELECT, UPDATE on column CRM.visit.id"],
    ],
    ["{privileges: SELECT, tables: CRM.domains, columns: domain}", ["SELECT on column CRM.domains.domain"]],
    [
      "{privileges: USAGE, sequences: [STG_RENTAL.*, CRM.ticket]}",
      ["USAGE on sequence CRM.ticket", "USAGE on sequence STG_RENTAL.item_id_seq"],
    ],
    [
      "{privileges: ALL, sequences: STG_AUTH.*, except: STG_AUTH.user_id_seq}",
      ["SELECT, UPDATE, USAGE on sequence STG_AUTH.session_id_seq"],
    ],
    [
      "{privileges: CREATE, schemas: STG_*, except: [STG_AUTH, STG_USERDATA]}",
      ["CREATE on schema STG_RENTAL"],
    ],
    ["{privileges: ALL, schemas: public}", ["CREATE, USAGE on schema public"]],
    ["{privileges: [CREATE, TEMPORARY], database: current}", ["CREATE, TEMPORARY on database"]],
    [
      "{privileges: EXECUTE, routines: 'CRM.decrypt(BYTEA, varchar(20), int[])'}",
      ["EXECUTE on routine CRM.decrypt(bytea, character varying, integer[])"],
    ],
    [
      "{privileges: EXECUTE, routines: [CRM.now(), public.f(CRM.mood)]}",
      ["EXECUTE on routine CRM.now()", 'EXECUTE on routine public.f("CRM".mood)'],
    ],
    ["{privileges: USAGE, types: 'CRM.*', except: CRM.state}", ["USAGE on type CRM.mood"]],
    ["{privileges: USAGE, types: public.geometry}", ["USAGE on type public.geometry"]],
    [
      "{privileges: USAGE, languages: [plpgsql, sql]}",
      ["USAGE on language plpgsql", "USAGE on language sql"],
    ],
    [
      "{privileges: USAGE, foreign_data_wrappers: postgres_fdw}",
      ["USAGE on foreign data wrapper postgres_fdw"],
    ],
    ["{privileges: USAGE, foreign_servers: crm}", ["USAGE on foreign server crm"]],
    [
      "{privileges: ALL, tablespaces: [fast, pg_default]}",
      ["CREATE on tablespace fast", "CREATE on tablespace pg_default"],
    ],
    ["{privileges: [SELECT, UPDATE], large_objects: 16400}", ['SELECT, UPDATE on large object "16400"']],
    [
      "{privileges: ALL, parameters: [Work_Mem, auto_explain.log_timing]}",
      ['ALTER SYSTEM, SET on parameter "auto_explain.log_timing"', "ALTER SYSTEM, SET on parameter work_mem"],
    ],
  ])("%s", (grant, expected) => {
    expect(given(grant)).toEqual(expected);
  });

  it("in an external schema is taken as said", () => {
    const external = "schemas:\n  DBT: {external: true}\n";
    const grants = [
      "{privileges: SELECT, tables: DBT.orders}",
      "{privileges: SELECT, tables: DBT.clients, columns: id}",
      "{privileges: USAGE, sequences: DBT.s}",
      "{level: read, in: DBT}",
    ];
    expect(given(grants, external)).toEqual([
      "SELECT on column DBT.clients.id",
      "USAGE on schema DBT",
      "USAGE on sequence DBT.s",
      "SELECT on table DBT.orders",
    ]);
  });
});

describe("an ACL", () => {
  const acl = (key: string, ...texts: string[]) =>
    [...(declareRight(texts, RICH).privileges.get(key)?.acl.entries.keys() ?? [])].map((entry) =>
      entry.replaceAll("\t", " ").trim(),
    );
  const f = "routine CRM.f(integer)";
  const role = (...grants: string[]) =>
    `roles:\n  x:\n    shared: true\n    grants:\n${grants.map((grant) => `      - ${grant}\n`).join("")}`;

  it("keeps what PUBLIC has by itself beside what a role is given", () => {
    expect(acl(f, role("{privileges: EXECUTE, routines: CRM.f(int)}"))).toEqual([
      "@public @owner EXECUTE",
      "x @owner EXECUTE",
    ]);
    expect(acl("database", role("{privileges: CREATE, database: current}"))).toEqual([
      "@public @owner CONNECT",
      "@public @owner TEMPORARY",
      "x @owner CREATE",
    ]);
  });

  it("has a grant option where one entry gives it", () => {
    const grants = [
      "{privileges: SELECT, tables: CRM.visit}",
      "{privileges: SELECT, tables: CRM.visit, grant_option: true}",
    ];
    expect(acl("table CRM.visit", role(...grants))).toEqual(["x @owner SELECT*"]);
  });

  it("has what is conditional where nothing else gives it", () => {
    const prod = "{privileges: SELECT, tables: CRM.visit, when: {env: prod}}";
    expect(acl("table CRM.visit", role(prod))).toEqual(["x @owner SELECT env = prod"]);
    expect(acl("table CRM.visit", role(prod, "{privileges: SELECT, tables: CRM.*}"))).toEqual([
      "x @owner SELECT",
    ]);
    expect(
      acl("table CRM.visit", role(prod, "{privileges: SELECT, tables: CRM.visit, when: {env: test}}")),
    ).toEqual(["x @owner SELECT"]);
  });

  it("is told where each entry is said", () => {
    const text = `${role("{privileges: SELECT, tables: CRM.visit}", "{privileges: [SELECT, DELETE], tables: CRM.*}")}
levels: {read: {tables: SELECT}}
access_roles:
  \${env}_\${schema}: {levels: read, in: CRM}
`;
    const { provenance, privileges } = declareRight([text], RICH);
    const object = { kind: "table", path: ["CRM", "visit"] } as const;
    const places = [...(privileges.get("table CRM.visit")?.acl.entries.values() ?? [])].map((entry) => [
      entry.grantee,
      entry.privilege,
      provenance.get(entrySource(object, entry))?.map(({ line }) => line),
    ]);
    expect(places).toEqual([
      ["${env}_crm", "SELECT", [10, 8]],
      ["x", "DELETE", [6]],
      ["x", "SELECT", [5, 6]],
    ]);
  });

  it("of no object names what is not given", () => {
    expect(privilegeLines(declareRight([role("{privileges: USAGE, types: CRM.mood}")], RICH))).toEqual([
      "@public: USAGE on type CRM.mood",
      "x: USAGE on type CRM.mood",
    ]);
  });
});

describe("the types of a routine's arguments", () => {
  it.each([
    ["", ""],
    [
      "int, int4, INT8, smallint, float, decimal(10,2), bool",
      "integer, integer, bigint, smallint, double precision, numeric, boolean",
    ],
    [
      "timestamp, timestamptz, timestamp(3) with time zone, time",
      "timestamp without time zone, timestamp with time zone, timestamp with time zone, time without time zone",
    ],
    [
      "varchar[], char(3), text[3][2], double  precision []",
      "character varying[], character, text[], double precision[]",
    ],
    ['"char", "any", "geo.v2"."c d", public.geometry[]', '"char", "any", "geo.v2"."c d", public.geometry[]'],
    ["pg_catalog.int4, DWH_RATING.mark", 'integer, "DWH_RATING".mark'],
  ])("%s", (said, expected) => {
    expect(parseRoutineArguments(said)).toEqual({ text: expected, unknown: [] });
  });

  it.each([
    "byta",
    "data bytea",
    "IN int",
    "text,",
    ",",
    "geometry",
    "text)",
    "a.b.c",
    "variadic text[]",
    "int; drop",
  ])("are not %s", (said) => {
    expect(parseRoutineArguments(said).unknown).toHaveLength(1);
  });
});
