import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { loadRevisions, type Revision } from "../../scripts/migrations/folder.ts";
import { draftFolder, readDraft, removeDraft, writeDraft } from "../../scripts/revise/draft.ts";
import { planRevision } from "../../scripts/revise/plan-revision.ts";
import { revisionFiles } from "../../scripts/revise/revision-files.ts";
import { proveAndWrite } from "../../scripts/revise/write-revision.ts";
import type { Project } from "../../scripts/sources/project.ts";
import { readSources } from "../../scripts/sources/read-sources.ts";

/** What is written into a draft by hand: the text of a file, or what becomes of the one that is there. */
export type ByHand = Readonly<Record<string, string | ((text: string) => string)>>;

/**
 * Makes a draft, corrects it by hand, proves it and writes it: `revision --edit` and `revision --continue`, or
 * `revision --empty` where nothing differs.
 */
export async function reviseByHand(
  project: Project,
  message: string,
  byHand: ByHand,
  { proof = true }: { readonly proof?: boolean } = {},
): Promise<Revision> {
  const sources = await readSources(project);
  const first = await planRevision(sources, message, []);
  const plan = first.kind === "nothing" ? await planRevision(sources, message, [], { empty: true }) : first;
  if (plan.kind !== "planned") throw new Error(`planning "${message}" came to ${plan.kind}`);
  await writeDraft(project, plan.revision, revisionFiles(plan.revision, { lines: ["not proved: a draft"] }));
  const where = draftFolder(project);
  for (const [name, text] of Object.entries(byHand)) {
    const file = join(where, name);
    await writeFile(file, typeof text === "string" ? text : text(await readFile(file, "utf8")));
  }
  const draft = await readDraft(await readSources(project));
  await proveAndWrite(project, draft, { proof, where });
  await removeDraft(project);
  const written = (await loadRevisions(project.config.out)).find(({ name }) => name === draft.name);
  if (!written) throw new Error(`${draft.name} was not written`);
  return written;
}
