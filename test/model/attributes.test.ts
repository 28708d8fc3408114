import { expect, test } from "vitest";
import { alterInstead, powersBeyond } from "../../scripts/database/apply/taken-over-role.ts";
import {
  ATTRIBUTES,
  DEFAULT_ATTRIBUTES,
  POWERS,
  type RoleAttributes,
  SETTINGS,
} from "../../scripts/model/attributes.ts";
import { newRole } from "../../scripts/model/role.ts";
import { readStatement } from "../../scripts/sql/read-statement.ts";
import { attributesOf, changedOptions as changedValues } from "../../scripts/sql/role-options.ts";
import { optionSql, statementSql } from "../../scripts/sql/write-statement.ts";
import { OTHER_VALUES } from "../support/attribute-values.ts";

const plain = newRole("r");

const changedOptions = (before: RoleAttributes, after: RoleAttributes): string[] =>
  changedValues(before, after).map(optionSql);

/** What CREATE ROLE with these options says. */
function readOptions(options: string): RoleAttributes {
  const statement = readStatement(`CREATE ROLE r ${options}`);
  return attributesOf((statement.kind === "create role" && statement.options) || []);
}

const sentInstead = (...given: Parameters<typeof alterInstead>): string | undefined => {
  const statement = alterInstead(...given);
  return statement && statementSql(statement);
};

test("a role has what CREATE ROLE gives it when nothing is said", () => {
  expect(DEFAULT_ATTRIBUTES).toEqual({
    login: false,
    superuser: false,
    createdb: false,
    createrole: false,
    inherit: true,
    replication: false,
    bypassrls: false,
    connectionLimit: -1,
  });
});

test("options, there and back", () => {
  const options = ATTRIBUTES.flatMap(({ key }) => {
    const other = newRole("r", OTHER_VALUES[key]);
    return changedOptions(plain, other).map((option) => [option, ...changedOptions(other, plain)]);
  });
  expect(options).toEqual([
    ["LOGIN", "NOLOGIN"],
    ["SUPERUSER", "NOSUPERUSER"],
    ["CREATEDB", "NOCREATEDB"],
    ["CREATEROLE", "NOCREATEROLE"],
    ["NOINHERIT", "INHERIT"],
    ["REPLICATION", "NOREPLICATION"],
    ["BYPASSRLS", "NOBYPASSRLS"],
    ["CONNECTION LIMIT 7", "CONNECTION LIMIT -1"],
    ["VALID UNTIL '2031-02-03T04:05:06Z'", "VALID UNTIL 'infinity'"],
  ]);
});

test("what CREATE ROLE says is read as it is written, and a role that is so is left alone", () => {
  const all = newRole("r", Object.assign({}, ...ATTRIBUTES.map(({ key }) => OTHER_VALUES[key])));
  const options = changedOptions(plain, all).join(" ");
  expect(changedOptions(all, readOptions(options))).toEqual([]);
  expect(changedOptions(plain, readOptions(""))).toEqual([]);
  expect(sentInstead("r", readOptions(options), all)).toBeUndefined();
  expect(sentInstead("r", readOptions(options), plain)).toBe(`ALTER ROLE "r" ${options}`);
  const powers = ["SUPERUSER", "CREATEDB", "CREATEROLE", "REPLICATION", "BYPASSRLS"];
  expect(powersBeyond(plain, all)).toEqual(powers);
  expect(POWERS.map(({ word }) => word)).toEqual(powers);
  expect(powersBeyond(all, plain)).toEqual([]);
});

test.each([
  ["2031-02-03 04:05:06Z", "2031-02-03T04:05:06Z", undefined],
  ["2031-02-03T05:05:06+01:00", "2031-02-03T04:05:06Z", undefined],
  ["2031-02-03T04:05:06Z", "2031-02-03T04:05:06.000001Z", "2031-02-03T04:05:06Z"],
  ["tomorrow", "2031-02-03T04:05:06Z", "tomorrow"],
  ["infinity", "2031-02-03T04:05:06Z", "infinity"],
  ["2031-02-03T04:05:06Z", undefined, "2031-02-03T04:05:06Z"],
])("VALID UNTIL '%s' of a role that is valid until %s", (said, found, sent) => {
  const role = newRole("r", found === undefined ? {} : { validUntil: found });
  const sql = sent && `ALTER ROLE "r" VALID UNTIL '${sent}'`;
  expect(sentInstead("r", readOptions(`VALID UNTIL '${said}'`), role)).toBe(sql);
});

test("keys of role files are the model's in snake case", () => {
  for (const { key, yaml } of ATTRIBUTES)
    expect(yaml).toBe(key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`));
  expect(SETTINGS.map(({ yaml }) => yaml)).toEqual(["settings", "settings_in_database"]);
});
