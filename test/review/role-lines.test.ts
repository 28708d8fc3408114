import { expect, test } from "vitest";
import type { Rename } from "../../scripts/model/rename.ts";
import type { Role } from "../../scripts/model/role.ts";
import { diffWarehouses } from "../../scripts/plan/compare/diff-warehouses.ts";
import { roleSection } from "../../scripts/review/role-lines.ts";
import { role, warehouse } from "../support/warehouse.ts";

const lines = (
  before: readonly Role[],
  after: readonly Role[],
  renames: readonly Rename[] = [],
): string[] => {
  const [from, to] = [warehouse({ roles: before }), warehouse({ roles: after })];
  return roleSection(diffWarehouses(from, to, renames), from, to);
};

const made = (template: string, ...names: readonly string[]): Role[] =>
  names.map((name) => role(name, { template }));

test("roles that come and go, those of one template together", () => {
  const template = made("t_${level}", "t_read", "t_write");
  expect(lines([], [role("a", { login: true }), ...template])).toEqual([
    "creates `a`: `LOGIN`",
    "creates 2 roles of `t_${level}`",
  ]);
  const all = { superuser: true, inherit: false, connectionLimit: 3, validUntil: "2027-01-01T00:00:00Z" };
  const job = role("job", {
    ...all,
    passwordFrom: "JOB_PASSWORD",
    settings: { work_mem: "64MB" },
    when: { env: ["prod"] },
  });
  expect(lines([], [job])).toEqual([
    "creates `job`: `SUPERUSER`, `NOINHERIT`, `CONNECTION LIMIT 3`, `VALID UNTIL '2027-01-01T00:00:00Z'`, " +
      "`a password from JOB_PASSWORD`, `work_mem = 64MB`, `there where env = prod`",
    "needs the password in `JOB_PASSWORD` where it is applied",
  ]);
  expect(lines([job], [{ ...job, login: true }])).toEqual(["alters `job`: `LOGIN, not NOLOGIN`"]);
  expect(lines(template, [])).toEqual(["drops 2 roles of `t_${level}`"]);
  expect(lines([], [role("x", { management: "external" })])).toEqual([]);
});

test("in what roles change, and where they exist", () => {
  const before = role("a", { comment: "old" });
  const after = role("a", { login: true, when: { env: ["prod"] } });
  expect(lines([before], [after])).toEqual([
    "alters `a`: `LOGIN, not NOLOGIN`, `no comment, not the comment 'old'`, `there where env = prod, not there everywhere`",
  ]);
});

test("a renamed template is one line, and changes nothing else", () => {
  const renames = ["read", "write"].map(
    (level): Rename => ({ kind: "role", from: [`old_${level}`], to: [`new_${level}`] }),
  );
  const before = made("old_${level}", "old_read", "old_write");
  const after = made("new_${level}", "new_read", "new_write");
  expect(lines(before, after, renames)).toEqual(["renames 2 roles of `old_${level}` to `new_${level}`"]);
  const single: Rename = { kind: "role", from: ["a"], to: ["b"] };
  expect(lines([role("a")], [role("b")], [single])).toEqual(["renames `a` to `b`"]);
});
