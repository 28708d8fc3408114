import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import { readDeltaFile } from "../../scripts/migrations/delta-file.ts";
import { indexAccess } from "../../scripts/review/access/access-index.ts";
import { explainAccess } from "../../scripts/review/access/access-report.ts";
import { agree } from "../../scripts/revise/plan-revision.ts";
import { openSource } from "../../scripts/sources/open-source.ts";
import type { Project } from "../../scripts/sources/project.ts";
import { readSources } from "../../scripts/sources/read-sources.ts";
import { removeProject } from "../support/cluster.ts";
import { makeProject, revise, writeFiles } from "../support/project.ts";

const definitions = (query: string) => `import { sql } from "drizzle-orm";
import { integer, pgSchema, text } from "drizzle-orm/pg-core";
export const stage = pgSchema("STG");
export const mart = pgSchema("DM");
export const person = stage.table("person", { id: integer(), eMail: text("e_mail"), note: text() });
export const shown = mart.view("shown", { id: integer() }).as(sql\`${query}\`);
`;

const roles = (more: string, owner = "keeper") => `roles:
  keeper: {shared: true}
  other: {shared: true}
  reader: {shared: true}
  team: {shared: true, member_of: [reader]}
schemas:
  STG: {objects_owner: keeper}
  DM: {objects_owner: ${owner}}
grants:
  - {to: reader, privileges: USAGE, schemas: DM}
  - {to: reader, privileges: SELECT, tables: DM.shown}
${more}`;

const PROMISE = `expect:
  - {role: team, cannot: SELECT, tables: STG.person, columns: e_mail}
`;

const ID = 'select id from "STG"."person" where note is not null';
const E_MAIL = 'select id, lower(e_mail) as mail from "STG"."person" where note is not null';

async function waysOf(project: Project): Promise<string[]> {
  const { warehouse, provenance } = await openSource(project, "declared");
  const object = { kind: "table", path: ["STG", "person"] } as const;
  return explainAccess(indexAccess(warehouse), "team", object, provenance).flatMap(({ privilege, paths }) =>
    paths.map(({ how, columns, declared }) => `${privilege} ${columns.join()}: ${how}, ${declared[0]?.file}`),
  );
}

it("a promise holds through views: as the proof's server says, before that as the text says", async () => {
  const project = await makeProject({ "definitions/d.ts": definitions(ID), "roles/r.yaml": roles(PROMISE) });
  try {
    expect(await waysOf(project)).toEqual([
      "SELECT id,note: through reader, by the view DM.shown, which keeper owns, as its text says, roles/r.yaml",
    ]);
    const { name } = await revise(project, "first");
    // A server tells what shows from what is only asked for.
    expect(await waysOf(project)).toEqual([
      "SELECT id: through reader, by the view DM.shown, which keeper owns, roles/r.yaml",
    ]);
    const file = readDeltaFile(await readFile(join(project.config.out, name, "delta.json"), "utf8"));
    expect(file.delta.viewReads.added).toMatchObject([
      {
        view: "DM.shown",
        reads: [{ relation: "STG.person", columns: ["id", "note"], rows: false }],
        shows: { id: ["STG.person.id"] },
        writes: { relation: "STG.person", columns: { id: "id" } },
      },
    ]);
    expect((await agree(await readSources(project))).agrees).toBe(true);

    await writeFiles(project.root, { "definitions/d.ts": definitions(E_MAIL) });
    const message =
      "team can SELECT on column STG.person.e_mail: through reader, by the view DM.shown, which keeper owns, as its text says";
    await expect(revise(project, "mail")).rejects.toMatchObject({
      diagnostics: [{ code: "expectation-failed", message, related: [{ at: { line: 11 } }, {}] }],
    });
    // What the files no longer promise may be done, and is known of the server from then on.
    await writeFiles(project.root, { "roles/r.yaml": roles("") });
    await revise(project, "mail");
    await writeFiles(project.root, { "roles/r.yaml": roles(PROMISE) });
    await expect(readSources(project).then(agree)).rejects.toMatchObject({
      diagnostics: [{ message: message.replace(", as its text says", "") }],
    });
    const can = PROMISE.replace("cannot", "can");
    await writeFiles(project.root, { "roles/r.yaml": roles(can) });
    await expect(readSources(project).then(agree)).rejects.toMatchObject({
      diagnostics: [{ message: expect.stringContaining("it can only through reader, by the view DM.shown") }],
    });
  } finally {
    await removeProject(project.root);
  }
});

it("what only the server knows of a view is found by the proof", async () => {
  // The text speaks of no column, and the promise is of one that natural join compares but does not show.
  const query = 'select (p).e_mail as mail from (select p from "STG"."person" as p) as x';
  const project = await makeProject({
    "definitions/d.ts": definitions(query),
    "roles/r.yaml": roles(PROMISE),
  });
  try {
    await expect(revise(project, "first")).rejects.toMatchObject({
      diagnostics: [{ code: "expectation-failed", message: expect.stringContaining("by the view DM.shown") }],
    });
  } finally {
    await removeProject(project.root);
  }
});

it("a view whose owner cannot read what it reads is refused by the proof, later by every check", async () => {
  const project = await makeProject({
    "definitions/d.ts": definitions(ID),
    "roles/r.yaml": roles("", "other"),
  });
  const refusal = {
    code: "view-unreadable",
    message: "other, which owns the view DM.shown, has no SELECT on table STG.person, so nobody can read it",
    at: { file: expect.stringContaining("definitions/d.ts"), line: 6 },
    related: [{ at: { file: "roles/r.yaml", line: 8 } }],
  };
  try {
    await expect(revise(project, "first")).rejects.toMatchObject({ diagnostics: [refusal] });
    const granted = "  - {to: other, privileges: SELECT, tables: STG.person, columns: [id, note]}\n";
    await writeFiles(project.root, { "roles/r.yaml": roles(granted, "other") });
    await revise(project, "first");
    await writeFiles(project.root, { "roles/r.yaml": roles(granted.replace(", note", ""), "other") });
    const message = refusal.message.replace("table STG.person", "column STG.person.note");
    await expect(readSources(project).then(agree)).rejects.toMatchObject({
      diagnostics: [{ ...refusal, message }],
    });
  } finally {
    await removeProject(project.root);
  }
});
