// `dwh rotate`: new keys for encrypted columns, whose values are encrypted by them.
import { rotateKeys } from "../data/rotate-keys.ts";
import { withConnection } from "../database/connect/connect.ts";
import { EXIT } from "../model/exit-code.ts";
import { namedTargets, openTargetToChange } from "../sources/named-targets.ts";
import { openProject } from "../sources/project.ts";
import { confirmTargets } from "../terminal/confirm-targets.ts";
import { withProgress } from "../terminal/progress.ts";
import { formatTable } from "../terminal/table.ts";
import type { Options } from "../verbs/verbs.ts";

/** Rotates the keys of tables, all unless some are named, and says how many. */
export async function run(tables: readonly string[], options: Options<"rotate">): Promise<number> {
  const project = await openProject();
  await confirmTargets(namedTargets(project, options.target), options.confirm);
  const target = await openTargetToChange(project, options.target);
  const { after } = options;
  const done = await withProgress((onStep) =>
    withConnection(target.url, (sql) =>
      rotateKeys({
        ...{ project, target, sql, tables, after },
        onBatch: ({ table, keys }) => onStep(`Rotating keys: ${keys} of ${table}`),
        onNotLogged: (why) => process.stderr.write(`not in the log: ${why}\n`),
      }),
    ),
  );
  const rows = done.map(({ table, keys, rows: count }) => [table, `${keys} new keys`, `${count} rows`]);
  process.stdout.write(options.json ? `${JSON.stringify(done, null, 2)}\n` : `${formatTable(rows)}\n`);
  return EXIT.done;
}
