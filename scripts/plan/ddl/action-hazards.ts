/** What the actions of ALTER do that columns, roles and privileges do not tell. */
import { displayName, displayPath, quoteIdentifier } from "../../model/identifier.ts";
import { objectKey } from "../../model/object.ts";
import type { Action } from "../../sql/action.ts";
import type { OfKind } from "../../sql/form.ts";
import { inSchema, type ObjectWord } from "../../sql/sql-target.ts";
import type { StatementOf } from "../../sql/statement.ts";
import { columnHazards } from "./column-hazards.ts";
import { partitionMoved } from "./partition-hazards.ts";
import { columnOf } from "./rebuilt.ts";
import {
  destroys,
  hazard,
  isAgain,
  NOTHING,
  onOneLine,
  type Scene,
  type Tellers,
  type Told,
} from "./told.ts";

const ROW_SECURITY: Readonly<Record<OfKind<Action, "row security">["change"], string>> = {
  ENABLE: "row security is on: others than the owner see the rows that policies show them",
  DISABLE: "row security is off: whoever may read the table sees every row",
  FORCE: "policies hold for the owner too",
  "NO FORCE": "policies no longer hold for the owner",
};

/** What is known when an action is told. */
interface Around extends Scene {
  readonly statement: StatementOf<"alter object">;
  /** As people read it. */
  readonly table: string;
}

function addedConstraint(action: OfKind<Action, "add constraint">, { table, statement }: Around): Told {
  const { constraint, type } = action;
  const definition = onOneLine(action.definition);
  const isChange = statement.actions.some(
    (one) => one.kind === "drop constraint" && one.constraint === constraint,
  );
  const how = () => {
    if (constraint === undefined)
      return type === "PRIMARY KEY"
        ? `adds the primary key of ${table}: ${definition.replace(/^PRIMARY KEY /i, "")}`
        : `adds a constraint to ${table}: ${definition}`;
    const name = displayName(constraint);
    return isChange
      ? `changes the constraint ${name} of ${table}: ${definition}`
      : `adds the constraint ${name} to ${table}: ${definition}`;
  };
  return hazard("change", how());
}

/** By what is done to a table. */
const TABLE_ACTIONS: Tellers<Action, [around: Around]> = {
  rename: () => NOTHING,
  "rename column": () => NOTHING,
  "set schema": () => NOTHING,
  owner: () => NOTHING,
  "rename constraint": ({ constraint, to }, { table }) =>
    hazard(
      "change",
      `renames the constraint ${displayName(constraint)} of ${table} to ${quoteIdentifier(to)}`,
    ),
  "row security": ({ change }, { table }) => hazard("row security", `${table}: ${ROW_SECURITY[change]}`),
  "validate constraint": () => undefined,
  "add constraint": addedConstraint,
  "drop constraint": ({ constraint }, { table, statement }) => {
    const comesBack = statement.actions.some(
      (one) => one.kind === "add constraint" && one.constraint === constraint,
    );
    return comesBack
      ? NOTHING
      : hazard("change", `drops the constraint ${displayName(constraint)} of ${table}`);
  },
  "add value": () => undefined,
  attribute: () => undefined,
  "add column": ({ column }, around) => {
    const object = columnOf(around.statement.target.path, column);
    const lost = `makes the column ${displayPath(object.path)} again: the values in it are lost, or computed anew`;
    return isAgain(around, object) ? destroys(lost, displayPath(object.path)) : NOTHING;
  },
  "drop column": ({ column }, around) => {
    const object = columnOf(around.statement.target.path, column);
    const isTold = isAgain(around, object) || around.told.has(objectKey(object));
    return isTold
      ? NOTHING
      : destroys(`drops the column ${displayPath(object.path)}`, displayPath(object.path));
  },
  "alter column": ({ column, change }, { statement }) =>
    columnHazards(change, displayPath(columnOf(statement.target.path, column).path)),
  other: ({ change }, { table }) => partitionMoved(change, table),
};

/** What is told of the other actions of other kinds of objects; `${rest}` is what the action says. */
const OTHERS: Partial<Record<ObjectWord, (name: string, rest: string) => Told>> = {
  TYPE: (name, rest) => hazard("change", `adds a value to the type ${name}: ${rest}`),
  SEQUENCE: (name, rest) =>
    /^OWNED/i.test(rest) ? NOTHING : hazard("change", `alters the sequence ${name}: ${rest}`),
  VIEW: (name, rest) => hazard("change", `alters the view ${name}: ${rest}`),
  "MATERIALIZED VIEW": (name, rest) => hazard("change", `alters the view ${name}: ${rest}`),
};

const SILENT: ReadonlySet<Action["kind"]> = new Set(["rename", "set schema", "owner"]);

/** A policy has its name instead of a path, and a table. */
function policyAction({ target, on = [] }: StatementOf<"alter object">, action: Action): Told {
  const of = `the policy ${displayPath(target.path)} of ${displayPath(inSchema(on))}`;
  if (action.kind === "rename")
    return hazard("row security", `renames ${of} to ${quoteIdentifier(action.to)}`);
  return action.kind === "other"
    ? hazard("row security", `changes ${of}: ${onOneLine(action.change)}`)
    : undefined;
}

/** What happens to an attribute of a composite type, and so in every column that is of it. */
function attributeAction(
  { deed, attribute, definition = "" }: OfKind<Action, "attribute">,
  type: string,
): Told {
  const named = `the attribute ${displayName(attribute)}`;
  if (deed === "DROP") return destroys(`drops ${named} of the type ${type}`, type);
  return deed === "ADD"
    ? hazard("change", `adds ${named} to the type ${type}: ${onOneLine(definition)}`)
    : hazard("change", `alters ${named} of the type ${type}: ${onOneLine(definition)}`);
}

/** What is told of one action of ALTER. */
export function actionHazards(statement: StatementOf<"alter object">, action: Action, scene: Scene): Told {
  const { object, target } = statement;
  const name = displayPath(inSchema(target.path));
  if (object === "SCHEMA") return NOTHING;
  if (object === "POLICY") return policyAction(statement, action);
  if (object === "TABLE") {
    const tell = TABLE_ACTIONS[action.kind] as (action: Action, around: Around) => Told;
    return tell(action, { ...scene, statement, table: name });
  }
  if (object === "INDEX" && action.kind === "rename")
    return hazard("change", `renames the index ${name} to ${displayName(action.to)}`);
  if (SILENT.has(action.kind)) return NOTHING;
  if (action.kind === "attribute") return attributeAction(action, name);
  if (action.kind === "add value") return OTHERS[object]?.(name, onOneLine(action.definition));
  return action.kind === "other" && object !== "TYPE"
    ? OTHERS[object]?.(name, onOneLine(action.change))
    : undefined;
}
