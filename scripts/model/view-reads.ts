/** What views read and write with the rights of their owners. */
import { displayPath, splitPath } from "./identifier.ts";
import type { Naming } from "./naming.ts";
import { displayObject, splitRoutine } from "./object.ts";
import type { Privilege } from "./privilege.ts";

/** A relation that a view is made of. */
export interface RelationRead {
  /** Its relationKey. */
  readonly relation: string;
  /** Those that the view's query names, wherever. */
  readonly columns: readonly string[];
  /** Whether it takes whole rows, and with them all columns. */
  readonly rows: boolean;
}

/** What is written by an automatically updatable view. Source: PostgreSQL manual, CREATE VIEW, "Updatable Views". */
interface RelationWritten {
  /** The relationKey of the relation under it. */
  readonly relation: string;
  /** By the view's column, the column that it stands for. */
  readonly columns: Readonly<Record<string, string>>;
  /** INSERT, UPDATE, DELETE, as far as neither a rule nor a trigger does something else. */
  readonly privileges: readonly Privilege[];
  /** The relationKeys of those that subqueries of its WHERE look at when rows are changed. */
  readonly looksAt?: readonly string[];
  /** Whether WHERE is asked of new rows too: WITH CHECK OPTION. */
  readonly checked?: true;
}

/** A routine that a view calls, with the rights of whoever uses the view: they need EXECUTE. PostgreSQL's own are left out. */
export interface RoutineCall {
  /** As `S.f(integer)`. */
  readonly routine: string;
  /** The view's columns that need it; where there are none, reading any of them does. */
  readonly columns?: readonly string[];
  /** Whether changing rows needs it: it stands in WHERE. */
  readonly writes?: true;
}

/** A view or materialized view, and what its query reads itself; not what that is made of. */
export interface ViewReads {
  /** Its relationKey. */
  readonly view: string;
  /** What it was read from: the hash of its definition; none of a server's own. */
  readonly definition?: string;
  /** Whether it runs with the rights of whoever reads it: `security_invoker`. */
  readonly invoker: boolean;
  readonly materialized: boolean;
  readonly reads: readonly RelationRead[];
  /** By its columns, the paths of the columns that show in them; all that is read in each where that is not known. */
  readonly shows?: Readonly<Record<string, readonly string[]>>;
  readonly writes?: RelationWritten;
  readonly calls?: readonly RoutineCall[];
  /** Whether a server said so; else it is what the text of the query says, which may be too much. */
  readonly confirmed: boolean;
}

/** The same under other names. */
export function renameViewReads(entry: ViewReads, naming: Pick<Naming, "path" | "object">): ViewReads {
  const path = (key: string) => naming.path(key);
  const column = (relation: string, name: string): string =>
    splitPath(path(displayPath([...(splitPath(relation) ?? [relation]), name])))?.at(-1) ?? name;
  const routine = (text: string): string =>
    displayObject(naming.object({ kind: "routine", path: splitRoutine(text) ?? [text] }));
  const { view, reads, shows, writes, calls } = entry;
  return {
    ...entry,
    view: path(view),
    reads: reads.map(({ relation, columns, rows }) => ({
      relation: path(relation),
      columns: columns.map((name) => column(relation, name)),
      rows,
    })),
    ...(shows && {
      shows: Object.fromEntries(Object.entries(shows).map(([name, paths]) => [name, paths.map(path)])),
    }),
    ...(writes && {
      writes: {
        ...writes,
        relation: path(writes.relation),
        columns: Object.fromEntries(
          Object.entries(writes.columns).map(([name, of]) => [name, column(writes.relation, of)]),
        ),
        ...(writes.looksAt && { looksAt: writes.looksAt.map(path) }),
      },
    }),
    ...(calls && { calls: calls.map((call) => ({ ...call, routine: routine(call.routine) })) }),
  };
}
