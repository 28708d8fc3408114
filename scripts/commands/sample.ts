// `dwh sample`: random rows of a target, copied into the local database.
import { sampleTables } from "../data/sample-tables.ts";
import { schemasAtBoth } from "../data/schemas-at-both.ts";
import { sensitiveColumns } from "../data/sensitive-columns.ts";
import { withConnection } from "../database/connect/connect.ts";
import { ensureLocalServer } from "../database/servers/local-server.ts";
import { problem, Refusal } from "../model/diagnostic.ts";
import { EXIT } from "../model/exit-code.ts";
import { openProject } from "../sources/project.ts";
import { localVariables, openTarget } from "../sources/target.ts";
import { withProgress } from "../terminal/progress.ts";
import { formatTable } from "../terminal/table.ts";
import type { Options } from "../verbs/verbs.ts";

const ROWS = 100;

/** @throws {Refusal} where it is no number of rows */
function rowsOf(text: string | undefined): number {
  if (text === undefined) return ROWS;
  if (/^[1-9]\d{0,6}$/.test(text)) return Number(text);
  throw new Refusal([
    problem("sample-impossible", `${text} is no number of rows`, {
      help: "Write --rows 100; ten million are too many.",
    }),
  ]);
}

/** Copies the sample, into the local server only, and says what came of each table. */
export async function run(tables: readonly string[], options: Options<"sample">): Promise<number> {
  const rows = rowsOf(options.rows);
  const project = await openProject();
  if (options.from === undefined) {
    throw new Refusal([
      problem("sample-impossible", "a sample needs to know where it comes from", {
        help: `Name a target with --from (make: from=…): ${Object.keys(project.config.targets).join(", ") || "there is none in drizzle.config.ts yet"}.`,
      }),
    ]);
  }
  const source = await openTarget(project, options.from);
  const sensitive = options.withSensitive
    ? new Set<string>()
    : await sensitiveColumns(project, source.variables);
  const sampled = await withProgress(async (onStep) => {
    const { url } = await ensureLocalServer(project.root, { onProgress: onStep });
    const schemas = await schemasAtBoth(project, source.variables, localVariables(project));
    const request = { tables, rows, sensitive, schemas, shown: source.shown, onStep };
    return withConnection(source.url, (from) =>
      withConnection(url, (to) => sampleTables(project, from, to, request)),
    );
  });
  const told = sampled.tables.map(({ table, sent, put, masked, absent }) => {
    const skipped = sent > put ? `, ${sent - put} skipped: in conflict with rows that are there` : "";
    const hidden = masked.length > 0 ? `, masked: ${masked.join(", ")}` : "";
    const gone = absent.length > 0 ? `, not in the local table: ${absent.join(", ")}` : "";
    return [table, `${put} rows came${skipped}${hidden}${gone}`];
  });
  const left = sampled.leftOut.map(({ table, why }) => [
    table,
    `left out: ${why} (--with-sensitive takes it)`,
  ]);
  process.stdout.write(`${formatTable([...told, ...left])}\n`);
  return EXIT.done;
}
