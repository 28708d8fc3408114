import { randomBytes } from "node:crypto";
import { expect, inject, test } from "vitest";
import { scramVerifier } from "../../scripts/database/apply/scram.ts";
import { connect } from "../../scripts/database/connect/connect.ts";

test("a verifier has the form that PostgreSQL takes, with a new salt each time", () => {
  const [one, two] = [scramVerifier("secret"), scramVerifier("secret")];
  expect(one).toMatch(/^SCRAM-SHA-256\$4096:[A-Za-z0-9+/]{22}==\$[A-Za-z0-9+/]{43}=:[A-Za-z0-9+/]{43}=$/);
  expect(one).not.toBe(two);
});

test.each(["secret", "p'w\\d %/@", "pässwörd"])("one connects with the password %s", async (password) => {
  const role = `scram_${randomBytes(4).toString("hex")}`;
  const admin = await connect(inject("adminUrl"));
  await admin.unsafe(`CREATE ROLE ${role} LOGIN PASSWORD '${scramVerifier(password)}'`);
  const url = new URL(inject("adminUrl"));
  url.username = role;
  try {
    url.password = encodeURIComponent(password);
    const sql = await connect(url.href);
    expect((await sql.unsafe("SELECT current_user AS name"))[0]?.name).toBe(role);
    await sql.end();
    url.password = "another";
    await expect(connect(url.href)).rejects.toThrow();
  } finally {
    await admin.unsafe(`DROP ROLE ${role}`);
    await admin.end();
  }
});
