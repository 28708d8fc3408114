import { readFileSync } from "node:fs";
import { join } from "node:path";
import { inject, test } from "vitest";
import { connect, disconnect, serverVersion } from "../../scripts/database/connect/connect.ts";
import { debianPrograms, runProgram } from "../data/debian-server.ts";
import { type Dump, goLoop } from "./dumps/loop.ts";
import { schemaOfSeed } from "./dumps/schema-of-seed.ts";
import { PARTS } from "./dumps/schema-parts.ts";

/** What pg_dump wrote of the schemas of packages, see dumps/README.md. */
const PACKAGES = ["graphile-worker", "pg-boss", "procrastinate"];
const SEEDS = [1, 2, 3, 4, 5, 6, 7, 8, 9];

/** One in so many is run in a usual run, all of them by `make test-matrix` and where OBJECT_CASES is `all`. */
const SAMPLE = 6;
const { OBJECT_CASES, TEST_POSTGRES_PACKAGE, TEST_POSTGRES_IMAGE, DUMP_SCRATCH_URL } = process.env;
const isWhole = OBJECT_CASES === "all" || (TEST_POSTGRES_PACKAGE ?? TEST_POSTGRES_IMAGE) !== undefined;
const chosen = [...PACKAGES, ...SEEDS].filter((_one, index) => isWhole || index % SAMPLE === 0);

/** A package's dump, with somebody who has access to it. */
function packageDump(name: string): Dump {
  const role = `reads_${name.replaceAll("-", "_")}`;
  const text = readFileSync(join(import.meta.dirname, `dumps/${name}.sql`), "utf8");
  const grant = `CREATE SCHEMA IF NOT EXISTS ours; CREATE TABLE ours.note (id integer PRIMARY KEY, note text); GRANT USAGE ON SCHEMA ours TO ${role}`;
  return { name, roles: [role], makeRoles: [`CREATE ROLE ${role}`], statements: [text, grant] };
}

/** The system's pg_dump, which reads servers of its major and of those before. */
function pgDump(major: number): ((url: string) => string) | undefined {
  const programs = debianPrograms;
  if (programs === undefined || Number(/(\d+)\/bin$/.exec(programs)?.[1]) < major) return undefined;
  // `\restrict` has another key each time.
  return (url) =>
    runProgram(join(programs, "pg_dump"), ["--schema-only", "--exclude-schema=drizzle", url])
      .toString()
      .replace(/^\\(?:un)?restrict .*$/gm, "");
}

test.each(chosen)("%s, taken over, changed and taken back", async (one) => {
  const adminUrl = inject("adminUrl");
  const sql = await connect(adminUrl);
  const { major } = await serverVersion(sql).finally(() => disconnect(sql));
  const dump =
    typeof one === "string" ? packageDump(one) : { name: `seed ${one}`, ...schemaOfSeed(one, major, PARTS) };
  const scratch = DUMP_SCRATCH_URL && { scratch: "DUMP_SCRATCH_URL" };
  await goLoop(dump, { adminUrl, dump: pgDump(major), ...scratch });
});
