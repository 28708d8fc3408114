// One more database of a project that has revisions: compared with them, what its access has for itself said by conditions.
import { relative, resolve } from "node:path";
import type { Sql } from "../database/connect/connect.ts";
import { inspect } from "../database/inspect/inspect.ts";
import { type DriftItem, isComment } from "../drift/drift-items.ts";
import type { Revision } from "../migrations/folder.ts";
import type { Project } from "../sources/project.ts";
import type { Target } from "../sources/target.ts";
import { adoptRolesBeside } from "./adopt-roles-beside.ts";
import type { AdoptedDatabase, TakeOverOptions } from "./adopted-database.ts";
import { fileBesideRoles, writeAdopted } from "./adopted-file.ts";
import { type ComparedBaseline, compareRevisions, stampBaseline } from "./baseline.ts";
import { stampOrUndo } from "./stamp-or-undo.ts";
import { undo } from "./try-baseline.ts";
import { writeConditions } from "./write-conditions.ts";

const isOfTables = (item: DriftItem): boolean =>
  item.area === "structure" || item.area === "by hand" || isComment(item);

/** The database beside the first revision, or beside the last where its tables are as that has them. */
async function beside(
  project: Project,
  target: Target,
  sql: Sql,
  revisions: readonly Revision[],
  onStep: (text: string) => void,
): Promise<ComparedBaseline> {
  const first = await compareRevisions(project, target, sql, revisions.slice(0, 1), { onStep });
  if (revisions.length === 1 || !first.differences.some(isOfTables)) return first;
  const last = await compareRevisions(project, target, sql, revisions, { onStep });
  return last.differences.length < first.differences.length ? last : first;
}

/**
 * Takes over one more database of a project. What its access has otherwise is written into role files, for its environment:
 * `when` at what it lacks, one more file with what it has beside. It is stamped if its tables are as the revision makes
 * them, and its access as the files say then.
 *
 * @param external patterns of roles that the project shall not manage
 */
export async function adoptOther(
  project: Project,
  target: Target,
  {
    sql,
    revisions,
    external,
  }: { readonly sql: Sql; readonly revisions: readonly Revision[]; readonly external: readonly string[] },
  { stampAnyway = false, onStep = () => {} }: TakeOverOptions,
): Promise<AdoptedDatabase> {
  const tried = await beside(project, target, sql, revisions, onStep);
  const stamped = { isStamped: true, revision: tried.at.name };
  if (tried.differences.length === 0) {
    await stampBaseline(project, target, tried, onStep);
    return { written: [], unsaid: [], differences: [], ...stamped };
  }
  onStep("Writing the roles");
  const edited = await writeConditions(project, target, await inspect(sql));
  const shown = edited.files.map((file) => relative(process.cwd(), file));
  const written: string[] = [];
  let result: AdoptedDatabase;
  const undoAll = async () => {
    await undo(written.map((file) => resolve(file)));
    await edited.undo();
  };
  try {
    const { text, toChange, unsaid } = await adoptRolesBeside(project, target, external);
    if (text !== undefined) {
      const file = await fileBesideRoles(project, undefined);
      await writeAdopted(resolve(file), text);
      written.push(file);
    }
    const differences = [...tried.differences.filter(isOfTables), ...toChange];
    const isStamped = differences.length === 0 || stampAnyway;
    const open = isStamped ? {} : ({ open: "other" } as const);
    result = { written, edited: shown, unsaid, differences, ...stamped, isStamped, ...open };
  } catch (error) {
    await undoAll();
    throw error;
  }
  if (result.isStamped) await stampOrUndo(project, target, tried, { onStep, undo: undoAll });
  return result;
}
