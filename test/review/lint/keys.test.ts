import { expect, test } from "vitest";
import { PUBLIC } from "../../../scripts/model/acl.ts";
import { encryptionObject } from "../../../scripts/model/encryption.ts";
import { keysWithOthers } from "../../../scripts/review/lint/keys-with-others.ts";
import { checkKeyAccess } from "../../../scripts/sources/key-access.ts";
import { grant, role, table, warehouse } from "../../support/warehouse.ts";

const at = { file: "definitions/d.ts", line: 1, column: 1 };
const encryption = encryptionObject({
  table: ["A", "info"],
  id: "id",
  keys: ["A", "keys"],
  keyId: "id",
  key: "key",
  pgcrypto: "public",
  columns: new Map([["email", "text"]]),
});

const declared = (sensitive: readonly string[], grants: readonly ReturnType<typeof grant>[]) => ({
  ...warehouse({
    roles: [role("both"), role("keys")],
    relations: [table("A.info", "id", "email"), table("A.keys", "id", "key"), table("A.view", "id")],
    grants,
  }),
  sensitive: new Set(sensitive),
  sqlObjects: new Map([["encryption of A.info", encryption]]),
});

test("keys are sensitive, and not everybody's", () => {
  const problems = (...given: Parameters<typeof declared>) =>
    checkKeyAccess(declared(...given), () => at).map(({ code, message, at: place }) => ({
      code,
      message,
      place,
    }));
  expect(problems(["A.keys"], [grant("table A.keys", "keys", "SELECT")])).toEqual([]);
  expect(problems([], [])).toEqual([
    {
      code: "keys-not-sensitive",
      message:
        "A.keys has the keys of encrypted columns, and is not sensitive: wildcards and levels reach it",
      place: at,
    },
  ]);
  expect(
    problems(["A.keys"], [grant("table A.keys", PUBLIC, "SELECT")]).map(({ message }) => message),
  ).toEqual(["A.keys has the keys of encrypted columns, and PUBLIC may read it"]);
});

test("a role that reads keys reads nothing that is not sensitive", () => {
  const found = keysWithOthers.find({
    warehouse: declared(
      ["A.keys", "A.view"],
      [
        grant("table A.keys", "keys", "SELECT"),
        grant("table A.view", "keys", "SELECT"),
        grant("table A.keys", "both", "SELECT"),
        grant("table A.info", "both", "SELECT"),
      ],
    ),
    provenance: new Map(),
  });
  expect(found.map(({ message }) => message)).toEqual([
    "both reads A.keys, which has the keys of encrypted columns, and A.info, which is not sensitive",
  ]);
});
