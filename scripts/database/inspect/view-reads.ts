// Which tables and columns each view reads, as the server resolved it.
import { majorOf, type Sql } from "../connect/connect.ts";
import viewReadsQuery from "../queries/view-reads.sql";

/** A relation that a view is made of. */
export interface RelationRead {
  readonly schema: string;
  readonly name: string;
  /** Those that the view's query names. */
  readonly columns: readonly string[];
  /** Whether it takes whole rows, and with them all columns. */
  readonly rows: boolean;
}

/** A view or materialized view, and what its query reads itself; not what that is made of. */
interface ViewReads {
  readonly schema: string;
  readonly name: string;
  readonly reads: readonly RelationRead[];
}

interface Row {
  readonly viewSchema: string;
  readonly viewName: string;
  readonly query: string;
  readonly reads: readonly (Omit<RelationRead, "rows"> & { readonly oid: number })[] | null;
}

/** Where a stored query says which columns must be readable: with the relation itself, from 16 on in a list of its own. */
const readColumns = (major: number): RegExp =>
  major >= 16
    ? /\{RTEPERMISSIONINFO :relid (\d+) .*?:selectedCols \(b([ \d]*)\)/gs
    : /:rtekind 0 :relid (\d+) .*?:selectedCols \(b([ \d]*)\)/gs;

/** The whole row among the columns, which count from the first system column (FirstLowInvalidHeapAttributeNumber). */
const WHOLE_ROW = "7";

/** The OIDs of relations of which a stored query takes whole rows. */
function wholeRows(query: string, major: number): ReadonlySet<number> {
  const found = [...query.matchAll(readColumns(major))];
  return new Set(
    found.flatMap(([, oid, columns = ""]) => (columns.split(" ").includes(WHOLE_ROW) ? [Number(oid)] : [])),
  );
}

/**
 * What every view is made of, as the server knows it, however its query was written. What functions read is not
 * among it: they run with the rights of whoever reads the view. The server's superuser may ask.
 */
export async function readViews(sql: Sql): Promise<ViewReads[]> {
  const rows = await sql.unsafe<Row[]>(viewReadsQuery);
  return rows.map(({ viewSchema, viewName, query, reads }) => {
    const whole = wholeRows(query, majorOf(sql));
    const relations = (reads ?? []).map(({ oid, ...read }) => ({ ...read, rows: whole.has(oid) }));
    return { schema: viewSchema, name: viewName, reads: relations };
  });
}
