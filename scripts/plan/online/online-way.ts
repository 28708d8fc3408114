// One way of a revision online: what would keep others waiting while a table is read stands behind the transaction.
import { displayPath } from "../../model/identifier.ts";
import { concurrentBehind } from "../../sql/concurrent-indexes.ts";
import { inSchema, type Path } from "../../sql/sql-target.ts";
import type { Statement, StatementOf } from "../../sql/statement.ts";
import { onlineActions } from "./online-actions.ts";
import { isDroppedBehind } from "./online-drops.ts";
import { NO_PARTS, type OnlineFacts, type OnlineParts, type Stage } from "./online-parts.ts";

/** One way of a revision, taken apart. */
export interface OnlineWay {
  /** What the one transaction does. */
  readonly within: readonly Statement[];
  /** What follows, each committed on its own. */
  readonly behind: readonly Statement[];
  /** What removes that which a run leaves that breaks between two of its steps: first on the other way. */
  readonly leftovers: readonly Statement[];
}

/** In which order the steps follow: a key wants its columns NOT NULL, and a foreign key the key that it refers to. */
const STAGES: readonly Stage[] = ["columns", "keys", "checks", "foreign keys"];

const keyOf = (path: Path): string => displayPath(inSchema(path));

/** What a script makes itself: nobody waits for that. */
const madeBy = (ddl: readonly Statement[]): ReadonlySet<string> =>
  new Set(ddl.flatMap((one) => (one.kind === "make" ? [keyOf(one.path)] : [])));

/** The tables of which keys and unique indexes are made behind the transaction: what refers to them has to wait. */
function tablesWithLaterKeys(ddl: readonly Statement[], made: ReadonlySet<string>): ReadonlySet<string> {
  const tables = ddl.flatMap((one) => {
    if (one.kind === "make index" && one.unique) return [keyOf(one.on)];
    const addsKey =
      one.kind === "alter object" &&
      one.actions.some(
        (action) =>
          action.kind === "add constraint" && (action.type === "UNIQUE" || action.type === "PRIMARY KEY"),
      );
    return addsKey ? [keyOf(one.target.path)] : [];
  });
  return new Set(tables.filter((table) => !made.has(table)));
}

/** Whether a script says SET NOT NULL of a column. */
const setNotNull = (ddl: readonly Statement[], table: Path, column: string): boolean =>
  ddl.some(
    (one) =>
      one.kind === "alter object" &&
      keyOf(one.target.path) === keyOf(table) &&
      one.actions.some(
        (action) =>
          action.kind === "alter column" && action.column === column && action.change.kind === "set not null",
      ),
  );

/** The same concurrently, behind the transaction. */
const concurrently = (statement: StatementOf<"make index" | "drop">): OnlineParts => ({
  ...NO_PARTS,
  steps: [{ stage: "keys", statements: [{ ...statement, concurrently: true }] }],
});

/** What is known of all statements when one is taken apart. */
interface Script {
  readonly ddl: readonly Statement[];
  readonly made: ReadonlySet<string>;
  readonly later: ReadonlySet<string>;
}

/** What becomes of a statement; undefined where it stays as it is. */
function partsOf(
  statement: Statement,
  rank: number,
  { ddl, made, later }: Script,
  facts: OnlineFacts,
): OnlineParts | undefined {
  if (statement.kind === "make index") {
    const stays = statement.index === undefined || made.has(keyOf(statement.on));
    return stays ? undefined : concurrently(statement);
  }
  if (statement.kind === "drop")
    return isDroppedBehind(statement, ddl, facts) ? concurrently(statement) : undefined;
  if (statement.kind !== "alter object" || statement.object !== "TABLE") return undefined;
  const isNew = made.has(keyOf(statement.target.path));
  const around = {
    rank,
    isNew,
    waits: (table: Path) => later.has(keyOf(table)),
    isSet: (table: Path, column: string) => setNotNull(ddl, table, column),
  };
  return onlineActions(statement, around, facts);
}

/** Where keys go that the other way makes in two steps: its index may be there without the constraint. */
function withLeftIndex(statement: Statement, facts: OnlineFacts): Statement[] {
  if (statement.kind !== "alter object" || statement.object !== "TABLE") return [statement];
  const [schema] = inSchema(statement.target.path);
  const left = statement.actions.flatMap((action): Statement[] =>
    action.kind === "drop constraint" && facts.isKey(statement.target.path, action.constraint)
      ? [
          {
            kind: "drop",
            object: "INDEX",
            ifExists: true,
            targets: [{ path: [schema, action.constraint] }],
            directives: { turned: true },
          },
        ]
      : [],
  );
  return [statement, ...left];
}

/**
 * One way of a revision so that nobody who reads or writes waits while a table is read. What cannot be said so stays in
 * the transaction.
 *
 * @param ddl drizzle-kit's statements, in its order
 */
export function onlineWay(ddl: readonly Statement[], facts: OnlineFacts): OnlineWay {
  const { within: plain, behind } = concurrentBehind(ddl);
  const made = madeBy(ddl);
  const script = { ddl, made, later: tablesWithLaterKeys(ddl, made) };
  const within: Statement[] = [];
  const steps = new Map<Stage, Statement[]>(STAGES.map((stage) => [stage, []]));
  const leftovers: Statement[] = [];
  for (const [rank, statement] of plain.entries()) {
    const parts = partsOf(statement, rank, script, facts) ?? { ...NO_PARTS, within: [statement] };
    within.push(...parts.within.flatMap((one) => withLeftIndex(one, facts)));
    for (const { stage, statements } of parts.steps) steps.get(stage)?.push(...statements);
    leftovers.push(...parts.leftovers);
  }
  return { within, behind: [...[...steps.values()].flat(), ...behind], leftovers };
}
