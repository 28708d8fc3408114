import { expect, test } from "vitest";
import { maskSecrets, maskValues } from "../../scripts/model/secret.ts";

test.each([
  ["there is no target postgres://u:geheim@h/db in it", "there is no target postgres://u:***@h/db in it"],
  ["live:postgresql://u:geheim@h:5432/db", "live:postgresql://u:***@h:5432/db"],
  ['"mysql://u:geheim@h"', '"mysql://u:***@h"'],
  ["postgres://:geheim@h/db", "postgres://:***@h/db"],
  ["postgres://u:ge@heim@h/db", "postgres://u:***@h/db"],
  ["postgres://u:ge/heim#geheim?geheim@h/db", "postgres://u:***@h/db"],
  ["postgres://a/b:geheim@h/db", "postgres://a/b:***@h/db"],
  ["postgres://u:ge heim@h/db", "postgres://u:***@h/db"],
  ["postgres://u:ge'heim\"geheim@h/db", "postgres://u:***@h/db"],
  ["postgres://u:geheim", "postgres://u:***"],
  ["postgres://u:geheim@[::1]:5432/db", "postgres://u:***@[::1]:5432/db"],
  ["postgres://h/db?password=geheim&sslmode=require", "postgres://h/db?password=***&sslmode=require"],
  ["postgres://h/db?sslmode=require&sslpassword=geheim", "postgres://h/db?sslmode=require&sslpassword=***"],
  ["host=h password=geheim user=u", "host=h password=*** user=u"],
  ["host=h password='ge heim' user=u", "host=h password=*** user=u"],
  ["env: PGPASSWORD=geheim PGUSER=u", "env: PGPASSWORD=*** PGUSER=u"],
  ['declare -x DB_PASSWORD="ge heim"', "declare -x DB_PASSWORD=***"],
  ["      POSTGRES_PASSWORD: geheim", "      POSTGRES_PASSWORD: ***"],
  ["ALTER ROLE r PASSWORD 'ge''heim' LOGIN", "ALTER ROLE r PASSWORD '***' LOGIN"],
  ["CREATE ROLE r PASSWORD E'ge", "CREATE ROLE r PASSWORD E'***"],
  ["    password_from: ge heim, x", "    password_from: ***"],
  ["  '${env}_a': { login: true, password: geheim }", "  '${env}_a': { login: true, password: ***"],
])("%s is shown as %s", (text, shown) => {
  expect(maskSecrets(text)).toBe(shown);
  expect(maskSecrets(shown)).toBe(shown);
});

test.each([
  "cannot work on postgres://u@h:5432/db: nothing listens there",
  "postgres://[::1]:5432/db",
  "Write postgres://user:password@host:5432/database; …",
  "at run (file:///opt/dwh/dist/cli.js:10:5)",
  "https://orm.drizzle.team/docs, recorded@base",
  "`password_from` is the name of an environment variable, never the password",
  "a password of STG_AUTH.user, recorded@#3",
])("%s stays as it is", (text) => {
  expect(maskSecrets(text)).toBe(text);
});

test("values that are known are masked wherever they stand, the longer ones first", () => {
  expect(maskValues("+ psql -W a+b%2B a+b a.b", ["a+b", "a+b%2B", ""])).toBe("+ psql -W *** *** a.b");
});
