// Indexes and keys that are made anew under their names: the new one is there before the old one goes.
import { displayPath } from "../../model/identifier.ts";
import type { Action } from "../../sql/action.ts";
import { keyDefinition } from "../../sql/constraint-definition.ts";
import { inSchema, type Path } from "../../sql/sql-target.ts";
import type { Statement, StatementOf } from "../../sql/statement.ts";
import { isDroppedBehind } from "./online-drops.ts";
import { nameWithin, type OnlineFacts, type OnlineParts } from "./online-parts.ts";

/** What an index or key is called until it has its name. */
export const passingName = (name: string, rank: string | number): string => nameWithin(name, "_new", rank);

/** The statement that drops an index behind the transaction which one of the same name takes the place of. */
export function dropBefore(
  { on, index = "" }: StatementOf<"make index">,
  ddl: readonly Statement[],
  facts: OnlineFacts,
): StatementOf<"drop"> | undefined {
  const [schema] = inSchema(on);
  const name = displayPath([schema, index]);
  return ddl.find(
    (one): one is StatementOf<"drop"> =>
      one.kind === "drop" &&
      one.targets.some(({ path }) => displayPath(inSchema(path)) === name) &&
      isDroppedBehind(one, ddl, facts),
  );
}

/** `CREATE INDEX CONCURRENTLY "i_new"`, then `DROP INDEX "i"` and `ALTER INDEX "i_new" RENAME TO "i"` in a transaction. */
export function replaceIndex(
  statement: StatementOf<"make index">,
  drop: StatementOf<"drop">,
  rank: number,
): OnlineParts {
  const { index = "", on } = statement;
  const name = passingName(index, rank);
  const target = { path: [inSchema(on)[0], name] };
  return {
    within: [],
    steps: [
      {
        stage: "keys",
        statements: [
          { ...statement, concurrently: true, index: name },
          drop,
          { kind: "alter object", object: "INDEX", target, actions: [{ kind: "rename", to: index }] },
        ],
      },
    ],
    leftovers: [
      { kind: "drop", object: "INDEX", ifExists: true, targets: [target], directives: { turned: true } },
    ],
  };
}

const constraintName = (table: Path, constraint: string): string =>
  displayPath([...inSchema(table), constraint]);

/** What wants a key gone before, or takes it along. */
function needsKeyGone(action: Action): boolean {
  if (action.kind !== "alter column") return ["drop column", "rename", "set schema"].includes(action.kind);
  return action.change.kind === "type" || action.change.kind === "drop not null";
}

/** The keys that go and come again under their names, on tables that nothing else keeps them from staying so long. */
export function replacedKeys(
  ddl: readonly Statement[],
  facts: OnlineFacts,
): (table: Path, constraint: string) => boolean {
  const alters = ddl.flatMap((one) =>
    one.kind === "alter object" && one.object === "TABLE"
      ? one.actions.map((action) => ({ table: one.target.path, action }))
      : [],
  );
  const busy = new Set(
    alters.filter(({ action }) => needsKeyGone(action)).map(({ table }) => displayPath(inSchema(table))),
  );
  const dropped = new Set(
    alters.flatMap(({ table, action }) =>
      action.kind === "drop constraint" && !action.cascade ? [constraintName(table, action.constraint)] : [],
    ),
  );
  const replaced = new Set(
    alters.flatMap(({ table, action }) => {
      if (action.kind !== "add constraint" || !keyDefinition(action.definition)) return [];
      const isPrimary = action.type === "PRIMARY KEY";
      const name = action.constraint ?? (isPrimary ? facts.primaryKey(table) : undefined);
      const isFree =
        name !== undefined && !facts.isPartitioned(table) && !busy.has(displayPath(inSchema(table)));
      return isFree && dropped.has(constraintName(table, name)) ? [constraintName(table, name)] : [];
    }),
  );
  return (table, constraint) => replaced.has(constraintName(table, constraint));
}
