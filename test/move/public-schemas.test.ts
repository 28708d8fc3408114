// Kinds of definitions that big public schemas have, each from nothing to a server and back without a draft.
import { cpSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, test } from "vitest";
import { hasDrifted } from "../../scripts/drift/drift-items.ts";
import { findDrift } from "../../scripts/drift/find-drift.ts";
import { planRevision } from "../../scripts/revise/plan-revision.ts";
import { readSources } from "../../scripts/sources/read-sources.ts";
import { allCatalogs } from "../support/all-catalogs.ts";
import { roleServer } from "../support/role-server.ts";

const CASES = resolve(import.meta.dirname, "../cases/public");
const server = roleServer({ owns: true });

/** Without what the history keeps, of which the log stays. */
const catalogs = async () => (await allCatalogs(server.sql)).filter((line) => !/ "?drizzle\b/.test(line));

test.for(readdirSync(CASES))("the kinds of a %s go there and back", async (name, { skip }) => {
  skip(name === "chat" && server.major < 15, "it has NULLS NOT DISTINCT");
  const { project, sql } = server;
  const nothing = await catalogs();
  for (const folder of ["definitions", "roles"])
    cpSync(join(CASES, name, folder), join(project.root, folder), { recursive: true });
  await server.revise("first", true);
  await server.up("a superuser");
  const drift = await findDrift(project, server.target("a superuser"), sql);
  expect(hasDrifted(drift), JSON.stringify(drift.structure, undefined, 1)).toBe(false);
  expect((await planRevision(await readSources(project), "again", [])).kind).toBe("nothing");
  expect((await catalogs()).length).toBeGreaterThan(nothing.length + 300);
  await server.move("a superuser", "down", "base");
  expect(await catalogs()).toEqual(nothing);
});
