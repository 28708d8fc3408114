// The database to look at: who only looks need not know with which values it was made.
import { rememberedVariables } from "../database/apply/history-table.ts";
import { withConnection } from "../database/connect/connect.ts";
import { historyTable } from "./history-place.ts";
import type { Project } from "./project.ts";
import { openTarget, type Target } from "./target.ts";

/**
 * Finds the database to look at, as {@link openTarget} does; a deploy variable that nobody gives is the one that the
 * database remembers.
 *
 * @throws {Refusal} when the target is unknown or has no URL, or nobody knows the value of a deploy variable, as of one
 *   that names the history
 */
export const openTargetToLook = (project: Project, name: string | undefined): Promise<Target> =>
  openTarget(project, name, undefined, (url, variables) => {
    const history = historyTable(project, { variables });
    return withConnection(url, (sql) => rememberedVariables(sql, history));
  });
