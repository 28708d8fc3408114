import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { connect, disconnect, type Sql } from "../../scripts/database/connect/connect.ts";
import { inspect } from "../../scripts/database/inspect/inspect.ts";
import { catalogShape } from "../../scripts/database/inspect/shape.ts";
import { bootstrap } from "../../scripts/move/bootstrap-script.ts";
import { migrate } from "../../scripts/move/migrate.ts";
import type { Project } from "../../scripts/sources/project.ts";
import { removeProject } from "../support/cluster.ts";
import { makeHistory } from "../support/history.ts";
import { target } from "../support/project.ts";

const NAME = `latin_${process.pid}`;
const SCRIPTS = resolve(import.meta.dirname, "../../scripts");

let admin: Sql;
let project: Project;
let url: string;

beforeAll(async () => {
  admin = await connect(inject("adminUrl"));
  await admin.unsafe(`CREATE DATABASE ${NAME} TEMPLATE template0 ENCODING 'LATIN1' LOCALE 'C'`);
  url = Object.assign(new URL(inject("adminUrl")), { pathname: `/${NAME}` }).href;
  project = await makeHistory(2, (number) => `COMMENT ON SCHEMA public IS 'Größe ${number}';\n`);
});
afterAll(async () => {
  await admin.unsafe(`DROP DATABASE ${NAME} WITH (FORCE)`);
  await disconnect(admin);
  await removeProject(project.root);
});

test("a database of another encoding goes up and down, and is read", async () => {
  const sql = await connect(url);
  const to = target(url, { env: "test" });
  expect((await bootstrap(project, to)).offline).toBeUndefined();
  expect((await migrate(project, to, { direction: "up", to: "head" })).moved).toHaveLength(2);
  expect([...(await inspect(sql)).relations.keys()]).toContain("SHOP.t1");
  expect(await catalogShape(sql)).toContainEqual(expect.stringContaining("Größe 2"));
  expect((await migrate(project, to, { direction: "down", to: "base" })).head).toBeUndefined();
  await disconnect(sql);
});

test("what is asked of a server has no letter that an encoding may lack", () => {
  const queries = readdirSync(SCRIPTS, { recursive: true, encoding: "utf8" }).filter((file) =>
    file.endsWith(".sql"),
  );
  expect(queries.length).toBeGreaterThan(20);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: what is no ASCII
  expect(queries.filter((file) => /[^\x00-\x7f]/.test(readFileSync(join(SCRIPTS, file), "utf8")))).toEqual(
    [],
  );
});
