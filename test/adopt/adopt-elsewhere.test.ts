import { expect, test } from "vitest";
import { elsewhere, withConditionAt } from "../../scripts/adopt/roles/elsewhere.ts";

const FILE = `# Who
roles:
  app:
    shared: true
    member_of: [reader, { role: writer, admin: true }] # both
    grants:
      - { privileges: SELECT, tables: S.a }
  none:
  reader: { shared: true }
grants:
  - { to: app, privileges: INSERT, tables: S.a, when: { env: prod } }
`;
const when = { env: "test" };
const at = (line: number, column: number) => withConditionAt(FILE, { file: "a.yaml", line, column }, when);
const changed = (text: string | undefined) =>
  (text ?? "").split("\n").filter((line) => !FILE.split("\n").includes(line));

test("a condition stands at the entry around a place, or at the role; the rest stays as it is written", () => {
  const [entry, role, ...others] = at(7, 12);
  expect(changed(entry)).toEqual(["      - { privileges: SELECT, tables: S.a, when: { env: test } }"]);
  expect(changed(role)[0]).toBe("    when: { env: test }");
  expect(others).toEqual([]);
});

test("memberships by name become maps, roles without a body get one, and what has a condition keeps it", () => {
  expect(changed(at(5, 17)[0])).toEqual([
    "    member_of: [{ role: reader, when: { env: test } }, { role: writer, admin: true }] # both",
  ]);
  expect(changed(at(5, 30)[0])[0]).toContain("{ role: writer, admin: true, when: { env: test } }");
  expect(changed(at(8, 3)[0])).toEqual(["  none: { when: { env: test } }"]);
  expect(at(11, 8)).toEqual([]);
});

test("where it holds still are the other values", () => {
  const variables = { env: ["dev", "test", "prod"] };
  expect(elsewhere({ variables }, { env: "prod" })).toEqual({ env: ["dev", "test"] });
  expect(elsewhere({ variables: { env: ["test", "prod"] } }, { env: "prod" })).toEqual({ env: "test" });
  expect(elsewhere({ variables: { env: ["prod"] } }, { env: "prod" })).toBeUndefined();
});
