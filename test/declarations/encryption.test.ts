import { relative } from "node:path";
import { expect, test } from "vitest";
import { loadDefinitions } from "../../scripts/declarations/definitions/definitions.ts";
import { LIBRARY, temporaryProject } from "./temporary-project.ts";

const HEAD = `import { bytea, customType, index, integer, pgSchema, text, uuid } from "drizzle-orm/pg-core";
import { annotate, decryptedView, pgExtension } from "dwh-definitions";
export const s = pgSchema("S");
`;
const CRYPTO = `export const pgcrypto = pgExtension("pgcrypto", { schema: s });\n`;
const KEYS = `export const keys = s.table("keys", { id: integer("who").primaryKey(), key: bytea().notNull() });\n`;
const INFO = (columns: string, more = "[]") =>
  `export const info = s.table("info", { id: integer().primaryKey(), userId: integer("user_id"), ${columns} }, (t) => ${more});\n`;
const ENCRYPTED = (said: string) =>
  `annotate(info, { encrypted: { columns: { email: "text" }, keys, id: "userId", ${said} } });\n`;

async function load(text: string) {
  const root = temporaryProject({ "definitions/a.ts": HEAD + text });
  const { sqlObjects, diagnostics } = await loadDefinitions(root, ["./definitions/**/*.ts"], {
    library: LIBRARY,
  });
  const problems = diagnostics.map(({ code, message, at }) => {
    const place = at ? `${relative(root, at.file)}:${at.line}:${at.column}` : "";
    return `${code} ${place} ${message.replaceAll(`${root}/`, "")}`;
  });
  return { problems, sqlObjects };
}

test("what is encrypted, and the functions that come with it", async () => {
  const { problems, sqlObjects } = await load(
    `${CRYPTO}${KEYS}${INFO('email: bytea(), "no te": bytea("no te")')}${ENCRYPTED(`columns: { email: "varchar(20)", "no te": "integer[]" }`)}
export const plain = decryptedView(s, "plain", info);`,
  );
  expect(problems).toEqual([]);
  expect(sqlObjects.get("encryption of S.info")).toEqual({
    kind: "encryption",
    path: ["S", "info"],
    parts: {
      id: '"user_id"',
      keys: '"S"."keys"',
      "key id": '"who"',
      key: '"key"',
      pgcrypto: '"S"',
      '"email"': "varchar(20)",
      '"no te"': "integer[]",
    },
    needs: [],
  });
  expect([...sqlObjects.keys()]).toEqual([
    "encryption of S.info",
    "extension pgcrypto",
    "function S.keys_decrypt(bytea, bytea)",
    "function S.keys_encrypt(text, bytea)",
    "function S.keys_key(integer)",
    "function S.plain_write()",
    "trigger plain_write on S.plain",
  ]);
  expect(sqlObjects.get("trigger plain_write on S.plain")?.parts.events).toBe(
    "INSTEAD OF INSERT OR UPDATE OR DELETE",
  );
  const { options, body } = sqlObjects.get("function S.plain_write()")?.parts ?? {};
  for (const setting of [
    `"DateStyle" TO 'ISO'`,
    `"IntervalStyle" TO 'postgres'`,
    `"extra_float_digits" TO '1'`,
  ])
    expect(options).toContain(setting);
  expect(body).toContain(`IF TG_RELID <> '"S"."plain"'::pg_catalog.regclass THEN`);
  const list = await load(`${CRYPTO}${KEYS}${INFO("email: bytea()")}${ENCRYPTED('columns: ["email"]')}`);
  expect(list.sqlObjects.get("encryption of S.info")?.parts['"email"']).toBe("text");
});

const WRONG: Readonly<Record<string, readonly [definitions: string, problem: string]>> = {
  "a column of another type": [
    CRYPTO + KEYS + INFO("email: text()") + ENCRYPTED(""),
    "bad-encryption definitions/a.ts:6:14 the encryption of S.info: the column email is text",
  ],
  "a column that is not there": [
    CRYPTO + KEYS + INFO("email: bytea()") + ENCRYPTED('columns: { mail: "text" }'),
    "bad-encryption definitions/a.ts:6:14 the encryption of S.info: there is no column mail",
  ],
  "no column": [
    CRYPTO + KEYS + INFO("email: bytea()") + ENCRYPTED("columns: []"),
    "bad-encryption definitions/a.ts:6:14 the encryption of S.info: no column is named",
  ],
  "a column with an index": [
    CRYPTO + KEYS + INFO("email: bytea()", "[index().on(t.email)]") + ENCRYPTED(""),
    "bad-encryption definitions/a.ts:6:14 the encryption of S.info: an index is over email, of which equal values are encrypted otherwise each time",
  ],
  "a column with a default": [
    CRYPTO + KEYS + INFO('email: bytea().default(Buffer.from("a"))') + ENCRYPTED(""),
    "bad-encryption definitions/a.ts:6:14 the encryption of S.info: the column email has a value by itself, which nobody encrypts",
  ],
  "a type that is none": [
    CRYPTO + KEYS + INFO("email: bytea()") + ENCRYPTED('columns: { email: "text); DROP TABLE x; --" }'),
    'bad-encryption definitions/a.ts:6:14 the encryption of S.info: "text); DROP TABLE x; --" of email is no type',
  ],
  "no pgcrypto": [
    KEYS + INFO("email: bytea()") + ENCRYPTED(""),
    "bad-encryption definitions/a.ts:5:14 the encryption of S.info: pgcrypto is not declared",
  ],
  "keys without a primary key": [
    `${CRYPTO}export const keys = s.table("keys", { id: integer(), key: bytea().notNull() });\n${INFO("email: bytea()")}${ENCRYPTED("")}`,
    "bad-encryption definitions/a.ts:5:14 the encryption of S.info: S.keys has no primary key of one column, by which a key is found",
  ],
  "keys that may be NULL": [
    `${CRYPTO}export const keys = s.table("keys", { id: integer().primaryKey(), key: bytea() });\n${INFO("email: bytea()")}${ENCRYPTED("")}`,
    "bad-encryption definitions/a.ts:5:14 the encryption of S.info: S.keys has no NOT NULL on key: every row has a key",
  ],
  "keys by another type": [
    `${CRYPTO}export const keys = s.table("keys", { id: uuid().primaryKey(), key: bytea().notNull() });\n${INFO("email: bytea()")}${ENCRYPTED("")}`,
    "bad-encryption definitions/a.ts:6:14 the encryption of S.info: user_id is integer, and id of S.keys is uuid",
  ],
  "more that a key needs": [
    `${CRYPTO}export const keys = s.table("keys", { id: integer().primaryKey(), key: bytea().notNull(), by: text().notNull() });\n${INFO("email: bytea()")}${ENCRYPTED("")}`,
    "bad-encryption definitions/a.ts:5:14 the encryption of S.info: S.keys has no default for by, so that no key can be made",
  ],
  "keys that nobody exports": [
    `${CRYPTO}const keys = s.table("keys", { id: integer().primaryKey(), key: bytea().notNull() });\n${INFO("email: bytea()")}${ENCRYPTED("")}`,
    "bad-encryption definitions/a.ts:6:14 the encryption of S.info: S.keys is exported by no file",
  ],
  "a view before the annotation": [
    `${CRYPTO}${KEYS}${INFO("email: bytea()")}export const plain = decryptedView(s, "plain", info);\n`,
    "definition-throws definitions/a.ts:7:22 the definitions do not load: decryptedView() of S.info: say annotate(table, { encrypted: … }) before it, with a table of keys",
  ],
};

test.each(Object.entries(WRONG))("%s", async (_, [definitions, problem]) => {
  expect((await load(definitions)).problems).toEqual([problem]);
});
