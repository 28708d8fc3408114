// What the actions of ALTER TABLE become online: constraints in two steps, NOT NULL by a check that is validated before.
import { quoteIdentifier } from "../../model/identifier.ts";
import type { Action } from "../../sql/action.ts";
import { isValidated, keyDefinition, referencedTable } from "../../sql/constraint-definition.ts";
import type { OfKind } from "../../sql/form.ts";
import { inSchema, type Path } from "../../sql/sql-target.ts";
import type { Statement, StatementOf } from "../../sql/statement.ts";
import { isWhole, NO_PARTS, nameWithin, type OnlineFacts, type OnlineParts } from "./online-parts.ts";
import { passingName } from "./online-replaced.ts";

/** What is known of the table of an ALTER. */
export interface Around {
  /** Which one of the statements it is. */
  readonly rank: number;
  /** Whether the same script makes it. */
  readonly isNew: boolean;
  /** Whether keys of a table are made behind the transaction. */
  readonly waits: (table: Path) => boolean;
  /** Whether the script says SET NOT NULL of a column. */
  readonly isSet: (table: Path, column: string) => boolean;
  /** Whether a key goes and comes again under its name. */
  readonly isReplaced: (table: Path, constraint: string) => boolean;
}

/** What is known when an action is taken apart. */
interface Known {
  readonly around: Around;
  readonly facts: OnlineFacts;
  /** No other action of the script has it. */
  readonly rank: string;
}

type AlterTable = StatementOf<"alter object">;

/** `ALTER TABLE … action`, of the same table. */
const alter = (
  statement: AlterTable & Pick<Statement, "directives">,
  actions: readonly Action[],
  more?: Statement["directives"],
): Statement => ({
  ...statement,
  actions,
  ...(more && { directives: { ...statement.directives, ...more } }),
});

const APART = { apart: true } as const;

const validate = (statement: AlterTable, constraint: string): Statement =>
  alter(statement, [{ kind: "validate constraint", constraint }], APART);

/** The name of the check that stands for NOT NULL a while: no other constraint of the table is called so. */
function checkName(table: Path, column: string, { facts, rank }: Known): string {
  const name = nameWithin(column, "_is_not_null", rank);
  return facts.hasConstraint(table, name) ? nameWithin(column, `_${rank}_is_not_null`, rank) : name;
}

/**
 * `SET NOT NULL` reads the table under a lock on which everybody waits, but where a valid check says the same:
 * `ADD CONSTRAINT … CHECK ("c" IS NOT NULL) NOT VALID`, then `VALIDATE CONSTRAINT`, then `SET NOT NULL`, and the check
 * goes.
 */
function notNull(statement: AlterTable, column: string, known: Known): OnlineParts {
  const constraint = checkName(statement.target.path, column, known);
  const definition = `CHECK (${quoteIdentifier(column)} IS NOT NULL) NOT VALID`;
  const drop: Action = { kind: "drop constraint", constraint };
  return {
    within: [alter(statement, [{ kind: "add constraint", constraint, type: "CHECK", definition }])],
    steps: [
      {
        stage: "columns",
        statements: [
          validate(statement, constraint),
          // In one ALTER the check would be gone before PostgreSQL asks for it.
          alter(statement, [{ kind: "alter column", column, change: { kind: "set not null" } }]),
          alter(statement, [drop]),
        ],
      },
    ],
    leftovers: [alter(statement, [{ ...drop, ifExists: true }], { turned: true })],
  };
}

/** `CREATE UNIQUE INDEX CONCURRENTLY`, then `ADD CONSTRAINT … USING INDEX`. */
function key(
  statement: AlterTable,
  action: OfKind<Action, "add constraint">,
  known: Known,
): OnlineParts | undefined {
  const { around, facts, rank } = known;
  const { path } = statement.target;
  const { type } = action;
  const constraint = action.constraint ?? (type === "PRIMARY KEY" ? facts.primaryKey(path) : undefined);
  const said = keyDefinition(action.definition);
  if (constraint === undefined || !said || !isWhole(constraint) || facts.isPartitioned(path))
    return undefined;
  const isReplaced = around.isReplaced(path, constraint);
  const name = isReplaced ? passingName(constraint, rank) : constraint;
  const using = `${said.type} USING INDEX ${quoteIdentifier(name)}`;
  const definition = said.timing === "" ? using : `${using} ${said.timing}`;
  const index: Statement = {
    kind: "make index",
    unique: true,
    concurrently: true,
    index: name,
    on: inSchema(path),
    definition: said.index,
  };
  const add: Action = { kind: "add constraint", constraint, type, definition };
  const added = isReplaced
    ? [alter(statement, [{ kind: "drop constraint", constraint }]), alter(statement, [add])]
    : [alter(statement, [add], APART)];
  const left: Statement = {
    kind: "drop",
    object: "INDEX",
    ifExists: true,
    targets: [{ path: [inSchema(path)[0], name] }],
    directives: { turned: true },
  };
  // A primary key would set its columns NOT NULL by itself, and read the table for that.
  const nullable = said.columns.filter(
    (column) => type === "PRIMARY KEY" && facts.mayBeNull(path, column) && !around.isSet(path, column),
  );
  const columns = nullable.map((column, at) =>
    notNull(statement, column, { ...known, rank: `${known.rank}_${at}` }),
  );
  return {
    within: columns.flatMap(({ within }) => within),
    steps: [...columns.flatMap(({ steps }) => steps), { stage: "keys", statements: [index, ...added] }],
    leftovers: [...columns.flatMap(({ leftovers }) => leftovers), ...(isReplaced ? [left] : [])],
  };
}

/** A check holds for new rows at once, and for those that are there once it is validated. */
function check(statement: AlterTable, action: OfKind<Action, "add constraint">): OnlineParts | undefined {
  const { constraint, definition } = action;
  if (constraint === undefined || !isValidated(definition)) return undefined;
  return {
    within: [alter(statement, [{ ...action, definition: `${definition} NOT VALID` }])],
    steps: [{ stage: "checks", statements: [validate(statement, constraint)] }],
    leftovers: [],
  };
}

/** The same of a foreign key, which may want a key that is made behind the transaction. */
function foreignKey(
  statement: AlterTable,
  action: OfKind<Action, "add constraint">,
  { around: { isNew, waits }, facts }: Known,
): OnlineParts | undefined {
  const { constraint, definition } = action;
  const to = referencedTable(definition);
  const isLater = to !== undefined && waits(to);
  if (constraint === undefined || !isValidated(definition) || (isNew && !isLater)) return undefined;
  if (facts.isPartitioned(statement.target.path)) return undefined;
  const added = alter(statement, [{ ...action, definition: `${definition} NOT VALID` }], APART);
  return {
    ...NO_PARTS,
    steps: [{ stage: "foreign keys", statements: [added, validate(statement, constraint)] }],
  };
}

function actionParts(statement: AlterTable, action: Action, known: Known): OnlineParts | undefined {
  const { around, facts } = known;
  const { path } = statement.target;
  if (action.kind === "alter column")
    return action.change.kind === "set not null" && !around.isNew && facts.mayBeNull(path, action.column)
      ? notNull(statement, action.column, known)
      : undefined;
  if (action.kind === "drop constraint")
    return around.isReplaced(path, action.constraint) ? NO_PARTS : undefined;
  if (action.kind !== "add constraint") return undefined;
  if (action.type === "FOREIGN KEY") return foreignKey(statement, action, known);
  if (around.isNew) return undefined;
  if (action.type === "CHECK") return check(statement, action);
  return action.type === "UNIQUE" || action.type === "PRIMARY KEY"
    ? key(statement, action, known)
    : undefined;
}

/** What becomes of an ALTER TABLE; undefined where it stays as it is. */
export function onlineActions(
  statement: AlterTable,
  around: Around,
  facts: OnlineFacts,
): OnlineParts | undefined {
  const parts = statement.actions.map((action, index) =>
    actionParts(statement, action, { around, facts, rank: `${around.rank}_${index}` }),
  );
  if (parts.every((one) => one === undefined)) return undefined;
  const kept = statement.actions.filter((_, index) => parts[index] === undefined);
  return {
    within: [
      ...(kept.length > 0 ? [alter(statement, kept)] : []),
      ...parts.flatMap((one) => one?.within ?? []),
    ],
    steps: parts.flatMap((one) => one?.steps ?? []),
    leftovers: parts.flatMap((one) => one?.leftovers ?? []),
  };
}
