import { describe, expect, it } from "vitest";
import { DEFAULT_ATTRIBUTES } from "../../scripts/model/attributes.ts";
import { declareRight } from "./roles-context.ts";

/** The role that this body makes. */
function bodyOf(body: string) {
  return declareRight([`roles:\n  x: {shared: true, ${body}}\n`]).roles.get("x");
}

/** The settings that are kept for these. */
const settings = (said: string) => bodyOf(`settings: {${said}}`)?.settings;

describe("a role", () => {
  it("has PostgreSQL's own attributes where nothing is said", () => {
    expect(declareRight(["roles:\n  ${env}_a:\n"]).roles.get("${env}_a")).toEqual({
      name: "${env}_a",
      management: "managed",
      ...DEFAULT_ATTRIBUTES,
    });
  });

  it("has every attribute that is said", () => {
    const body = [
      "login: true, superuser: true, createdb: true, createrole: true, inherit: false, replication: true",
      "bypassrls: true, connection_limit: 5, comment: c, password_from: X_PASSWORD",
      "valid_until: 2027-01-01T00:00:00Z, settings: {work_mem: 64MB}, settings_in_database: {jit: off}",
    ].join(", ");
    expect(bodyOf(body)).toEqual({
      name: "x",
      management: "shared",
      login: true,
      superuser: true,
      createdb: true,
      createrole: true,
      inherit: false,
      replication: true,
      bypassrls: true,
      connectionLimit: 5,
      comment: "c",
      passwordFrom: "X_PASSWORD",
      validUntil: "2027-01-01T00:00:00Z",
      settings: { work_mem: "64MB" },
      settingsInDatabase: { jit: "off" },
    });
  });

  it("that PostgreSQL brings along may be named as external", () => {
    const { memberships } = declareRight([
      "roles:\n  pg_read_all_data: {external: true}\n  x: {shared: true, member_of: [pg_read_all_data]}\n",
    ]);
    expect([...memberships.keys()]).toEqual(["pg_read_all_data\tx"]);
  });
});

describe("valid_until", () => {
  it.each([
    ["2027-01-01T00:00:00Z", "2027-01-01T00:00:00Z"],
    ["2027-01-01T00:00:00+03:00", "2026-12-31T21:00:00Z"],
    ["2027-01-01 00:00-0130", "2027-01-01T01:30:00Z"],
    ["2027-01-01 00:00:00 +03", "2026-12-31T21:00:00Z"],
    ["2024-02-29Z", "2024-02-29T00:00:00Z"],
    ["infinity", undefined],
  ])("%s is %s", (said, kept) => {
    expect(bodyOf(`valid_until: "${said}"`)?.validUntil).toBe(kept);
  });
});

describe("settings", () => {
  it("keep their values as a server keeps them", () => {
    expect(settings("statement_timeout: 30min, jit: true, geqo: false, log_statement: on")).toEqual({
      geqo: "off",
      jit: "on",
      log_statement: "on",
      statement_timeout: "30min",
    });
    expect(settings("random_page_cost: 1.1, effective_io_concurrency: 200")).toEqual({
      effective_io_concurrency: "200",
      random_page_cost: "1.1",
    });
  });

  it("are lists of quoted names where the server has lists", () => {
    expect(settings("search_path: [STG_RENTAL, public]")).toEqual({ search_path: '"STG_RENTAL", "public"' });
    expect(settings('search_path: "$user"')).toEqual({ search_path: '"$user"' });
    expect(settings('search_path: ""')).toEqual({ search_path: '""' });
    expect(settings("temp_tablespaces: [a, 'b,c']")).toEqual({ temp_tablespaces: '"a", "b,c"' });
  });

  it("have the names that the server has for them", () => {
    expect(settings("TimeZone: UTC, DATESTYLE: ISO, Work_Mem: 1GB, my.Own: x")).toEqual({
      DateStyle: "ISO",
      TimeZone: "UTC",
      "my.Own": "x",
      work_mem: "1GB",
    });
  });

  it("need no unit where a number switches them off, or they have none", () => {
    expect(settings("statement_timeout: 0, log_temp_files: -1, my.timeout: 30, lock_timeout: 1.5 s")).toEqual(
      {
        lock_timeout: "1.5 s",
        log_temp_files: "-1",
        "my.timeout": "30",
        statement_timeout: "0",
      },
    );
  });
});

describe("renamed_from", () => {
  const level = "levels:\n  read: {tables: SELECT}\n  write: {tables: ALL}\n";

  it("of a role", () => {
    expect(declareRight(["roles:\n  ${env}_insight: {renamed_from: '${env}_analyst'}\n"]).renames).toEqual([
      { from: "${env}_analyst", to: "${env}_insight" },
    ]);
  });

  it("of a template renames all that it makes", () => {
    const access = declareRight([
      `${level}access_roles:\n  \${env}_lake_\${schema}_\${level}: {levels: [read, write], in: [DM_NEW, DM_USER], renamed_from: "\${env}_\${SCHEMA}_\${level}"}\n`.replace(
        "${SCHEMA}",
        "dwh_${schema}",
      ),
    ]);
    expect(access.renames).toEqual(
      ["dm_new_read", "dm_new_write", "dm_user_read", "dm_user_write"].map((rest) => ({
        from: `\${env}_dwh_${rest}`,
        to: `\${env}_lake_${rest}`,
      })),
    );
    expect(access.templates).toEqual(
      new Set(["${env}_lake_${schema}_${level}", "${env}_dwh_${schema}_${level}"]),
    );
  });
});

describe("removed", () => {
  it("says who gets what the role owns", () => {
    const { removed } = declareRight([
      "roles:\n  ${env}_owner:\nremoved:\n  ${env}_old_bi: {reassign_owned_to: '${env}_owner'}\n",
    ]);
    expect(removed.get("${env}_old_bi")).toEqual({
      reassignOwnedTo: "${env}_owner",
      at: { file: "a.yaml", line: 4, column: 3, endColumn: 16 },
    });
  });
});
