import { describe, expect, test } from "vitest";
import { applyIgnores } from "../../../scripts/review/lint/ignores.ts";
import { lint } from "../../../scripts/review/lint/lint-access.ts";
import { role, warehouse } from "../../support/warehouse.ts";

const finding = (line: number) =>
  ({
    code: "powerful-role",
    severity: "warning",
    message: "bad",
    at: { file: "r.yaml", line, column: 3 },
  }) as const;

const left = (text: string, ...lines: readonly number[]) =>
  applyIgnores(lines.map(finding), [{ file: "r.yaml", text }], ["powerful-role"]).map(
    ({ code, at }) => `${code} ${at?.line}`,
  );

describe("a comment ignores", () => {
  test("a finding on its own line, or on the line below it", () => {
    expect(left("x: 1 # ignore powerful-role: it must be so\ny: 2", 1, 2)).toEqual(["powerful-role 2"]);
    expect(left("# ignore powerful-role: it must be so\n# and more\ny: 2", 3)).toEqual([]);
  });

  test("only with a reason, only what there is", () => {
    expect(left("x: 1 # ignore powerful-role", 1)).toEqual(["ignore-without-reason 1"]);
    expect(left("x: 1 # ignore powerful-role: why", 7)).toEqual(["powerful-role 7", "ignore-unused 1"]);
    expect(left("x: 1 # ignore b-rule: why", 1)).toEqual(["powerful-role 1", "unknown-rule 1"]);
  });
});

test("rules are switched on and off", () => {
  const subject = {
    warehouse: warehouse({ roles: [role("app", { login: true, superuser: true })] }),
    provenance: new Map(),
  };
  const codes = (switches: Parameters<typeof lint>[2]) => lint(subject, [], switches).map(({ code }) => code);
  expect(codes({})).toEqual(["powerful-role"]);
  expect(codes({ "powerful-role": "off", "login-without-limit": "on" })).toEqual(["login-without-limit"]);
});
