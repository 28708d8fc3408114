/** drizzle-kit's statements with its views in an order in which they run. */
import { relationKey } from "../../model/relation.ts";
import { type PlainQuery, plainQuery, relationNames, speaksOf } from "../../sql/names-in-query.ts";
import { readStatement } from "../../sql/read-statement.ts";
import type { Path } from "../../sql/sql-target.ts";
import type { Statement } from "../../sql/statement.ts";
import { kitMigration } from "./drizzle-kit.ts";
import type { KitEntity, KitState } from "./kit-state.ts";
import { queriesAfter, stateAfter, viewRenames } from "./renamed-views.ts";
import { keyOfPath, queriesOf, viewsInTheWay } from "./views-in-the-way.ts";

/** The view that a statement of a kind is about, by relationKey. */
function viewOf(statement: Statement, kind: "make" | "drop" | "alter object"): string | undefined {
  if (statement.kind !== kind || !("object" in statement) || !/VIEW$/.test(statement.object))
    return undefined;
  const path: Path | undefined =
    statement.kind === "make"
      ? statement.path
      : statement.kind === "drop"
        ? statement.targets[0]?.path
        : statement.target.path;
  return path && keyOfPath(path);
}

/** Whether it gives a view another name. */
const moves = (statement: Statement): boolean => viewRenames([statement]).size > 0;

const EARLY: ReadonlySet<string> = new Set(["SCHEMA", "TYPE", "SEQUENCE"]);

/** What may stand before views go: nothing of it looks at them, and they go under their new names. */
const isEarly = (statement: Statement): boolean =>
  moves(statement) ||
  ((statement.kind === "make" || statement.kind === "alter object") && EARLY.has(statement.object));

/** Statements by the view that they are about. */
const byView = (kind: "make" | "drop", statements: readonly Statement[]): Map<string, Statement> =>
  new Map(
    statements.flatMap((statement) => {
      const key = viewOf(statement, kind);
      return key === undefined ? [] : [[key, statement] as const];
    }),
  );

const NO_QUERY = plainQuery("");

const speaks = (query: PlainQuery, key: string): boolean => speaksOf(query, relationNames(key));

/** A query with the SQL of objects that it speaks of. */
export type QueryThrough = (query: PlainQuery) => PlainQuery;

/** Each behind all that it needs, else in the given order. */
function inOrder(
  statements: ReadonlyMap<string, Statement>,
  needs: (key: string, other: string) => boolean,
): Statement[] {
  const done = new Set<string>();
  const result: Statement[] = [];
  const visit = (key: string, statement: Statement) => {
    if (done.has(key)) return;
    done.add(key);
    for (const [other, needed] of statements) if (other !== key && needs(key, other)) visit(other, needed);
    result.push(statement);
  };
  for (const [key, statement] of statements) visit(key, statement);
  return result;
}

/** drizzle-kit's own statements that drop or make views of a state. */
async function statementsFor(
  verb: "drop" | "create",
  views: ReadonlySet<string>,
  state: KitState,
): Promise<Statement[]> {
  if (views.size === 0) return [];
  const isMeant = ({ entityType, schema = "public", name }: KitEntity) =>
    entityType === "views" && views.has(relationKey({ schema, name }));
  const without = { ...state, ddl: state.ddl.filter((entity) => !isMeant(entity)) };
  const [from, to] = verb === "drop" ? [state, without] : [without, state];
  return (await kitMigration(from, to, [])).map(readStatement);
}

/**
 * Lets views go before what they look at changes, the last first, and come back afterwards: drizzle-kit drops them in any
 * order, and forgets views over a view or a column that changes. Views that get another name have it from the beginning.
 *
 * @param statements drizzle-kit's
 * @param before the state that they begin with
 * @param after the state that they lead to
 * @param beside what goes for a while beside the statements, by keys as relations have them
 * @param through what a view looks at by way of routines, which says in which order they can be
 */
export async function withOrderedViews(
  statements: readonly Statement[],
  before: KitState,
  after: KitState,
  beside: readonly string[] = [],
  through: QueryThrough = (query) => query,
): Promise<readonly Statement[]> {
  const later = queriesOf(after);
  if (statements.length + beside.length === 0 || queriesOf(before).size + later.size === 0) return statements;
  const renames = viewRenames(statements);
  const earlier = queriesAfter(renames, queriesOf(before));
  const dropped = byView("drop", statements);
  const forgotten = new Set(
    [...viewsInTheWay(statements, earlier, beside)].filter((view) => !dropped.has(view) && later.has(view)),
  );
  const drops = [
    ...dropped.values(),
    ...(await statementsFor("drop", forgotten, stateAfter(renames, before, after))),
  ];
  const allCreates = [
    ...byView("make", statements).values(),
    ...(await statementsFor("create", forgotten, after)),
  ];
  // Under a renamed schema a view is found in the state after only.
  const queryBefore = (key: string) => earlier.get(key) ?? later.get(key) ?? NO_QUERY;
  const first = inOrder(byView("drop", drops), (key, other) => speaks(through(queryBefore(other)), key));
  const last = inOrder(byView("make", allCreates), (key, other) =>
    speaks(through(later.get(key) ?? NO_QUERY), other),
  );
  // What is made again is made with its options.
  const others = (part: readonly Statement[]) =>
    part.filter(
      (statement) =>
        viewOf(statement, "drop") === undefined &&
        viewOf(statement, "make") === undefined &&
        !moves(statement) &&
        !forgotten.has(viewOf(statement, "alter object") ?? ""),
    );
  const at = (index: number) => (index < 0 ? statements.length : index);
  const start = at(statements.findIndex((statement) => !isEarly(statement)));
  const end = at(statements.findIndex((statement) => viewOf(statement, "make") !== undefined));
  return [
    ...statements.slice(0, start),
    ...statements.slice(start).filter(moves),
    ...first,
    ...others(statements.slice(start, end)),
    ...last,
    ...others(statements.slice(end)),
  ];
}
