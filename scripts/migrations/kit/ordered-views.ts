import { relationKey } from "../../model/relation.ts";
import { kitMigration } from "./drizzle-kit.ts";
import type { KitEntity, KitState } from "./kit-state.ts";
import { keyIn, PATH, queriesOf, speaksOf, viewsInTheWay } from "./views-in-the-way.ts";

const VIEW = `(?:MATERIALIZED )?VIEW ${PATH}`;
const DROP = new RegExp(`^DROP ${VIEW}`);
const CREATE = new RegExp(`^CREATE ${VIEW}`);
const ALTER = new RegExp(`^ALTER ${VIEW}`);
const MOVE = new RegExp(`^ALTER ${VIEW} (?:RENAME TO|SET SCHEMA) `);
/** What may stand before views go: nothing of it looks at them. */
const EARLY = /^(?:CREATE|ALTER) (?:SCHEMA|TYPE|SEQUENCE) /;

/** Statements by the view that they are about. */
const byView = (pattern: RegExp, statements: readonly string[]): Map<string, string> =>
  new Map(
    statements.flatMap((statement) => {
      const key = keyIn(pattern, statement);
      return key === undefined ? [] : [[key, statement] as const];
    }),
  );

/** Each behind all that it needs, else in the given order. */
function inOrder(
  statements: ReadonlyMap<string, string>,
  needs: (key: string, other: string) => boolean,
): string[] {
  const done = new Set<string>();
  const result: string[] = [];
  const visit = (key: string, statement: string) => {
    if (done.has(key)) return;
    done.add(key);
    for (const [other, text] of statements) if (other !== key && needs(key, other)) visit(other, text);
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
): Promise<string[]> {
  if (views.size === 0) return [];
  const isMeant = ({ entityType, schema = "public", name }: KitEntity) =>
    entityType === "views" && views.has(relationKey({ schema, name }));
  const without = { ...state, ddl: state.ddl.filter((entity) => !isMeant(entity)) };
  const [from, to] = verb === "drop" ? [state, without] : [without, state];
  return (await kitMigration(from, to, [])).map((statement) => statement.trim());
}

/**
 * Lets views go before what they look at changes, the last first, and come back afterwards: drizzle-kit drops them in any
 * order, and forgets views over a view or a column that changes. Where views are renamed its statements stay as they are.
 *
 * @param statements drizzle-kit's
 * @param before the state that they begin with
 * @param after the state that they lead to
 */
export async function withOrderedViews(
  statements: readonly string[],
  before: KitState,
  after: KitState,
): Promise<readonly string[]> {
  const [earlier, later] = [queriesOf(before), queriesOf(after)];
  if (statements.length === 0 || earlier.size + later.size === 0) return statements;
  if (statements.some((statement) => MOVE.test(statement))) return statements;
  const dropped = byView(DROP, statements);
  const forgotten = new Set(
    [...viewsInTheWay(statements, earlier)].filter((view) => !dropped.has(view) && later.has(view)),
  );
  const drops = [...dropped.values(), ...(await statementsFor("drop", forgotten, before))];
  const creates = statements.filter((statement) => CREATE.test(statement));
  const allCreates = [...creates, ...(await statementsFor("create", forgotten, after))];
  // Under a renamed schema a view is found in the state after only.
  const queryBefore = (key: string) => earlier.get(key) ?? later.get(key) ?? "";
  const first = inOrder(byView(DROP, drops), (key, other) => speaksOf(queryBefore(other), key));
  const last = inOrder(byView(CREATE, allCreates), (key, other) => speaksOf(later.get(key) ?? "", other));
  // What is made again is made with its options.
  const others = (part: readonly string[]) =>
    part.filter(
      (statement) =>
        !DROP.test(statement) && !CREATE.test(statement) && !forgotten.has(keyIn(ALTER, statement) ?? ""),
    );
  const at = (index: number) => (index < 0 ? statements.length : index);
  const start = at(statements.findIndex((statement) => !EARLY.test(statement)));
  const end = at(statements.findIndex((statement) => CREATE.test(statement)));
  return [
    ...statements.slice(0, start),
    ...first,
    ...others(statements.slice(start, end)),
    ...last,
    ...others(statements.slice(end)),
  ];
}
