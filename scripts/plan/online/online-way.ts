// One way of a revision online: what would keep others waiting while a table is read stands behind the transaction.
import { displayPath } from "../../model/identifier.ts";
import { atOnce } from "../../sql/concurrent-indexes.ts";
import { inSchema, type Path } from "../../sql/sql-target.ts";
import type { Statement, StatementOf } from "../../sql/statement.ts";
import { onlineActions } from "./online-actions.ts";
import { isDroppedBehind } from "./online-drops.ts";
import { NO_PARTS, type OnlineFacts, type OnlineParts, type Stage } from "./online-parts.ts";
import { dropBefore, replacedKeys, replaceIndex } from "./online-replaced.ts";

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
  readonly replaced: ReturnType<typeof replacedKeys>;
}

/** What becomes of a statement; undefined where it stays as it is. */
function partsOf(
  statement: Statement,
  rank: number,
  { ddl, made, later, replaced }: Script,
  facts: OnlineFacts,
): OnlineParts | undefined {
  if (statement.kind === "make index") {
    if (made.has(keyOf(statement.on))) return { ...NO_PARTS, within: [atOnce(statement)] };
    if (statement.index === undefined || facts.isPartitioned(statement.on)) return undefined;
    const drop = dropBefore(statement, ddl, facts);
    return drop ? replaceIndex(statement, drop, rank) : concurrently(statement);
  }
  if (statement.kind === "drop") {
    if (!isDroppedBehind(statement, ddl, facts)) return undefined;
    const isReplaced = ddl.some(
      (one) => one.kind === "make index" && dropBefore(one, ddl, facts) === statement,
    );
    return isReplaced ? NO_PARTS : concurrently(statement);
  }
  if (statement.kind !== "alter object" || statement.object !== "TABLE") return undefined;
  const isNew = made.has(keyOf(statement.target.path));
  const around = {
    rank,
    isNew,
    waits: (table: Path) => later.has(keyOf(table)),
    isSet: (table: Path, column: string) => setNotNull(ddl, table, column),
    isReplaced: replaced,
  };
  return onlineActions(statement, around, facts);
}

/** Where keys go that the other way makes in two steps: its index may be there without the constraint. */
export function withLeftIndex(statement: Statement, facts: OnlineFacts): Statement[] {
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

/** What becomes of each statement; undefined where it stays as it is. */
export function onlineParts(
  ddl: readonly Statement[],
  facts: OnlineFacts,
): readonly (OnlineParts | undefined)[] {
  const made = madeBy(ddl);
  const replaced = replacedKeys(ddl, facts);
  const script = { ddl, made, later: tablesWithLaterKeys(ddl, made), replaced };
  return ddl.map((statement, rank) => partsOf(statement, rank, script, facts));
}

/** The steps behind the transaction in their order. */
export function stepsOf(parts: readonly (OnlineParts | undefined)[], facts: OnlineFacts): Statement[] {
  const steps = parts.flatMap((one) => one?.steps ?? []);
  return STAGES.flatMap((stage) => steps.filter((step) => step.stage === stage))
    .flatMap(({ statements }) => statements)
    .flatMap((one) => withLeftIndex(one, facts));
}

/**
 * One way of a revision so that nobody who reads or writes waits while a table is read. What cannot be said so stays in
 * the transaction.
 *
 * @param ddl drizzle-kit's statements, in its order
 */
export function onlineWay(ddl: readonly Statement[], facts: OnlineFacts): OnlineWay {
  const parts = onlineParts(ddl, facts);
  const within = ddl.flatMap((statement, index) => parts[index]?.within ?? [statement]);
  return {
    within: within.flatMap((one) => withLeftIndex(one, facts)),
    behind: stepsOf(parts, facts),
    leftovers: parts.flatMap((one) => one?.leftovers ?? []),
  };
}
