// Random rows of tables of a target, and all that they point at, into the local database.
import type { Sql } from "../database/connect/connect.ts";
import { transaction } from "../database/connect/transaction.ts";
import { type DataTable, readDataTables } from "../database/inspect/data-tables.ts";
import { displayPath } from "../model/identifier.ts";
import { possibleHistories } from "../sources/history-place.ts";
import type { Project } from "../sources/project.ts";
import { advanceSequences } from "./advance-sequences.ts";
import { namedTables, shownTable, withoutHistory } from "./named-tables.ts";
import { type Put, putSample } from "./put-sample.ts";
import { planSample } from "./sample-plan.ts";
import { sampleRowsOf } from "./sample-rows-of.ts";

/** What is to be sampled. */
interface SampleRequest {
  /** Names and patterns. */
  readonly tables: readonly string[];
  /** Of each. */
  readonly rows: number;
  /** What is masked: relations and columns, as displayPath writes them. */
  readonly sensitive: ReadonlySet<string>;
  /** By its local name, what a schema is called at the source where that is otherwise. */
  readonly schemas: ReadonlyMap<string, string>;
  /** The source for people. */
  readonly shown: string;
  readonly onStep: (text: string) => void;
}

/** What was sampled. */
export interface Sampled {
  readonly tables: readonly (Put & {
    readonly masked: readonly string[];
    readonly absent: readonly string[];
  })[];
  readonly leftOut: readonly { readonly table: string; readonly why: string }[];
}

/**
 * Copies a sample, read in one snapshot, written in one transaction. Rows that are there stay.
 *
 * @param from the source, which is only read
 * @param to the local database, as a superuser
 * @throws {Refusal} where a name names nothing, or rows do not fit
 */
export async function sampleTables(
  project: Project,
  from: Sql,
  to: Sql,
  { tables, rows, sensitive, schemas, shown, onStep }: SampleRequest,
): Promise<Sampled> {
  const work = (source: typeof from) =>
    transaction(to, async (local) => {
      const [theirs, ours] = await Promise.all([readDataTables(source), readDataTables(local)]);
      const named = namedTables(withoutHistory(theirs, possibleHistories(project)), tables, shown);
      const byOid = new Map(theirs.map((table) => [table.oid, table]));
      const theirName = ({ schema, name }: DataTable) => displayPath([schemas.get(schema) ?? schema, name]);
      const locals = new Map(ours.map((table) => [theirName(table), table]));
      const plan = planSample(named, byOid, locals, sensitive);
      onStep("Choosing rows, and those that they point at");
      const follows = (
        table: (typeof theirs)[number],
        { pairs }: { pairs: readonly (readonly string[])[] },
      ) =>
        !plan.tables
          .get(table)
          ?.columns.some(({ name, isNull }) => isNull && pairs.some(([own]) => own === name));
      const chosen = await sampleRowsOf(
        source,
        named.filter((table) => plan.tables.has(table)),
        byOid,
        rows,
        follows,
      );
      const taken = [...chosen].flatMap(([table, places]) => {
        const sampled = plan.tables.get(table);
        return sampled ? [[sampled, places] as const] : [];
      });
      onStep(`Copying rows of ${taken.length} tables`);
      const put = await putSample(source, local, taken, new Map(ours.map((table) => [table.oid, table])));
      for (const [{ local: table }] of taken) await advanceSequences(local, table);
      return {
        tables: put.map((one, index) => {
          const [sampled] = taken[index] ?? [];
          return { ...one, masked: sampled?.masked ?? [], absent: sampled?.absent ?? [] };
        }),
        leftOut: [...plan.leftOut].map(([table, why]) => ({ table: shownTable(table), why })),
      };
    });
  return transaction(from, () => work(from), "ISOLATION LEVEL REPEATABLE READ READ ONLY");
}
