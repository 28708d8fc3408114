// `dwh truncate`: tables emptied, on the local server unless a target is named.
import { truncateTables } from "../data/truncate-tables.ts";
import { withConnection } from "../database/connect/connect.ts";
import { ensureLocalServer } from "../database/servers/local-server.ts";
import { parseAllowance } from "../model/allowance.ts";
import { EXIT } from "../model/exit-code.ts";
import { namedTargets } from "../sources/named-targets.ts";
import { openProject } from "../sources/project.ts";
import { localTarget, openTarget } from "../sources/target.ts";
import { confirmTargets } from "../terminal/confirm-targets.ts";
import { formatTable } from "../terminal/table.ts";
import type { Options } from "../verbs/verbs.ts";

/** Empties tables and says how many rows went. DATABASE_URL is not asked: it may be anything. */
export async function run(tables: readonly string[], options: Options<"truncate">): Promise<number> {
  const project = await openProject();
  const isLocal = options.target === undefined;
  if (!isLocal) await confirmTargets(namedTargets(project, options.target), options.confirm);
  const target = isLocal
    ? localTarget(project, (await ensureLocalServer(project.root)).url)
    : await openTarget(project, options.target);
  const allowed = isLocal ? undefined : parseAllowance(options.destructive);
  const truncated = await withConnection(target.url, (sql) =>
    truncateTables(project, sql, { tables, allowed, shown: target.shown }),
  );
  const rows = truncated.map(({ table, rows }) => [table, `${rows} rows went`]);
  process.stdout.write(`${formatTable(rows)}\n`);
  return EXIT.done;
}
