import { chmod, mkdir, writeFile } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { dwhProcess, userProject } from "../support/cli.ts";
import { removeProject } from "../support/cluster.ts";

/** In place of psql: its arguments, and what libpq would read of the environment. */
const PSQL = `#!${process.execPath}
const seen = Object.entries(process.env).filter(([name]) => name.startsWith("PG"));
console.log(JSON.stringify([process.argv.slice(2), Object.fromEntries(seen.sort())]));
`;

describe("dwh psql", () => {
  let root: string;
  beforeAll(async () => {
    root = await userProject({});
    await mkdir(join(root, "bin"));
    await writeFile(join(root, "bin/psql"), PSQL);
    await chmod(join(root, "bin/psql"), 0o755);
    await writeFile(join(root, "ca.pem"), "");
  });
  afterAll(() => removeProject(root));

  /** The arguments and the variables that psql gets. */
  async function psql(url: string, args: readonly string[] = [], given: NodeJS.ProcessEnv = {}) {
    const PATH = [join(root, "bin"), process.env.PATH].join(delimiter);
    const { code, out, err } = await dwhProcess(root, ["psql", ...args], {
      DWH_ENV: "test",
      DATABASE_URL: url,
      ...given,
      PATH,
    });
    expect({ code, err }).toEqual({ code: 0, err: "" });
    return JSON.parse(out) as [string[], NodeJS.ProcessEnv];
  }

  test("connects as the URL says, with the password in no argument", async () => {
    const url =
      "postgres://u:p%40ss@h:5433/d?sslmode=verify-full&sslrootcert=ca.pem&options=-c%20jit%3Doff" +
      "&application_name=me&connect_timeout=3&target_session_attrs=read-write&channel_binding=require";
    expect(await psql(url, ["-1", "-X", "-f", "x.sql"])).toEqual([
      ["-1", "-X", "-f", "x.sql"],
      {
        PGAPPNAME: "me",
        PGCHANNELBINDING: "require",
        PGCONNECT_TIMEOUT: "3",
        PGDATABASE: "d",
        PGHOST: "h",
        PGOPTIONS: "-c jit=off",
        PGPASSWORD: "p@ss",
        PGPORT: "5433",
        PGSSLMODE: "verify-full",
        PGSSLROOTCERT: "ca.pem",
        PGTARGETSESSIONATTRS: "read-write",
        PGUSER: "u",
      },
    ]);
  });

  test.each([
    ["postgres://u@h/d", {}, "prefer"],
    ["postgres://u@h/d", { PGSSLMODE: "require" }, "require"],
    ["postgres://u@127.0.0.1/d", {}, "disable"],
    ["postgres://u@h/d?sslrootcert=ca.pem", { PGSSLMODE: "disable" }, "verify-full"],
    ["postgres://u@h/d?sslmode=require", { PGSSLMODE: "disable" }, "require"],
  ])("%s with %o has sslmode %s", async (url, given, mode) => {
    expect((await psql(url, [], given))[1].PGSSLMODE).toBe(mode);
  });

  test("goes to no other server than the URL's", async () => {
    const [, seen] = await psql("postgres://u@h/d", [], {
      PGHOST: "other",
      PGHOSTADDR: "192.0.2.1",
      PGSERVICE: "other",
      PGOPTIONS: "-c jit=off",
    });
    expect(seen).toEqual({
      PGDATABASE: "d",
      PGHOST: "h",
      PGOPTIONS: "-c jit=off",
      PGPORT: "5432",
      PGSSLMODE: "prefer",
      PGUSER: "u",
    });
  });
});
