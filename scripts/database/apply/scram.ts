// Passwords → what PostgreSQL stores of them.
import { createHash, createHmac, pbkdf2Sync, randomBytes } from "node:crypto";

const ITERATIONS = 4096;
const KEY_BYTES = 32;
const SALT_BYTES = 16;

/**
 * The password as clients hash it: of SASLprep (RFC 4013) the normal form NFKC, which leaves ASCII as it is. What it
 * has besides (characters that are left out or forbidden) is not done: such passwords differ from what libpq makes.
 */
const prepared = (password: string): string => password.normalize("NFKC");

/**
 * What PostgreSQL stores instead of a password: `SCRAM-SHA-256$4096:<salt>$<StoredKey>:<ServerKey>`. The server
 * takes it as it is, so that the password itself is never sent. Source: RFC 5802, and `pg_authid` in the manual.
 */
export function scramVerifier(password: string, salt: Buffer = randomBytes(SALT_BYTES)): string {
  const salted = pbkdf2Sync(prepared(password), salt, ITERATIONS, KEY_BYTES, "sha256");
  const hmac = (text: string) => createHmac("sha256", salted).update(text).digest();
  const storedKey = createHash("sha256").update(hmac("Client Key")).digest("base64");
  const serverKey = hmac("Server Key").toString("base64");
  return `SCRAM-SHA-256$${ITERATIONS}:${salt.toString("base64")}$${storedKey}:${serverKey}`;
}
