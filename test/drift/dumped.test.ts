import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { withConnection } from "../../scripts/database/connect/connect.ts";
import { driftItems } from "../../scripts/drift/drift-items.ts";
import { findDrift } from "../../scripts/drift/find-drift.ts";
import { migrate } from "../../scripts/move/migrate.ts";
import { debianPrograms, runProgram, startDebian } from "../data/debian-server.ts";
import { removeProject } from "../support/cluster.ts";
import { copyLayers } from "../support/layers.ts";
import { makeProject, revise, target } from "../support/project.ts";

// Where the system has no PostgreSQL there is no pg_dump.
test.skipIf(debianPrograms === undefined)(
  "what pg_dump and psql take elsewhere has not drifted",
  async () => {
    const programs = debianPrograms ?? "";
    const server = await startDebian(programs);
    const project = await makeProject({}, ["dumped"]);
    try {
      copyLayers(project.root);
      await revise(project, "first", { proof: false });
      const at = (database: string) => {
        const url = new URL(server.url);
        url.pathname = `/${database}`;
        return target(url.href, { env: "dumped" });
      };
      const drifted = (database: string) =>
        withConnection(at(database).url, async (sql) =>
          (await driftItems(project, await findDrift(project, at(database), sql))).map(({ text }) => text),
        );
      await withConnection(server.url, async (sql) => {
        for (const name of ["first", "same", "theirs"]) await sql.unsafe(`CREATE DATABASE "${name}"`);
        await sql.unsafe("CREATE ROLE somebody SUPERUSER LOGIN");
      });
      await migrate(project, at("first"), { direction: "up", to: "head" });
      const dump = join(project.root, "dump.sql");
      await writeFile(dump, runProgram(join(programs, "pg_dump"), ["--dbname", at("first").url]));
      const psql = (url: string, file: string) =>
        runProgram(join(programs, "psql"), [
          "--no-psqlrc",
          "--quiet",
          "-v",
          "ON_ERROR_STOP=1",
          "-f",
          file,
          url,
        ]);
      psql(at("same").url, dump);
      expect(await drifted("same")).toEqual([]);
      // As somebody else's: the history belongs to who restored it, too.
      await writeFile(
        dump,
        runProgram(join(programs, "pg_dump"), ["--no-owner", "--dbname", at("first").url]),
      );
      psql(at("theirs").url.replace("postgres@", "somebody@"), dump);
      expect(await drifted("theirs")).toEqual([]);
    } finally {
      await server.stop();
      await removeProject(project.root);
    }
  },
);
