/** How the actions of ALTER are read and written. */

import type { Action, ColumnChange, ConstraintType } from "./action.ts";
import type { Cursor } from "./cursor.ts";
import { ahead, type Form, form, maybe, oneOf } from "./form.ts";
import { behind, choice, clause, flag, literal, name, path } from "./form-parts.ts";
import { roleSpec } from "./role-forms.ts";
import type { Path } from "./sql-target.ts";

const ifExists = flag("IF EXISTS");
const ifNotExists = flag("IF NOT EXISTS");
const cascade = flag("CASCADE");

/** The sequence of an identity, where its definition says how it is called: `(sequence name "s"."q" …)`. */
const sequence: Form<Path> = ahead(
  maybe({
    read(cursor) {
      while (!cursor.isAtEnd && cursor.next !== ",") {
        if (cursor.take("SEQUENCE NAME")) return path.read(cursor);
        cursor.at++;
      }
      return undefined;
    },
    write: path.write,
  }),
);

const isBetweenActions = (cursor: Cursor): boolean => cursor.isAtEnd || cursor.next === ",";

const columnChange = oneOf<ColumnChange>(
  {
    type: form("SET DATA?", "TYPE", { type: clause }),
    "set default": form("SET DEFAULT", { expression: clause }),
    "drop default": form("DROP DEFAULT"),
    "set not null": form("SET NOT NULL"),
    "drop not null": form("DROP NOT NULL"),
    "add identity": form("ADD", { sequence }, { definition: clause }),
    "drop identity": form("DROP IDENTITY", { ifExists }),
    "drop expression": form("DROP EXPRESSION", { ifExists }),
    "set expression": form("SET EXPRESSION AS", { expression: clause }),
    "change identity": form(
      {
        change: ahead(
          choice(
            "SET GENERATED",
            "SET MINVALUE",
            "SET MAXVALUE",
            "SET INCREMENT",
            "SET START",
            "SET CACHE",
            "SET CYCLE",
            "SET NO",
            "SET SEQUENCE",
            "RESTART",
          ),
        ),
      },
      { change: clause },
    ),
    other: form({ change: clause }),
  },
  isBetweenActions,
);

const constraintType: Form<ConstraintType> = choice(
  "PRIMARY KEY",
  "UNIQUE",
  "FOREIGN KEY",
  "CHECK",
  "EXCLUDE",
  "NOT NULL",
);

/** One action of ALTER. */
export const action = oneOf<Action>(
  {
    rename: form("RENAME TO", { to: name }),
    "rename constraint": form("RENAME CONSTRAINT", { constraint: name }, "TO", { to: name }),
    "rename column": form("RENAME", "COLUMN?", { column: name }, "TO", { to: name }),
    "set schema": form("SET SCHEMA", { schema: name }),
    owner: form("OWNER TO", { role: roleSpec }),
    "row security": form({ change: choice("ENABLE", "DISABLE", "FORCE", "NO FORCE") }, "ROW LEVEL SECURITY"),
    "validate constraint": form("VALIDATE CONSTRAINT", { constraint: name }),
    "add constraint": form(
      "ADD",
      { constraint: behind("CONSTRAINT", name) },
      { type: ahead(constraintType) },
      { definition: clause },
    ),
    "drop constraint": form("DROP CONSTRAINT", { ifExists }, { constraint: name }, { cascade }, "[RESTRICT]"),
    "add value": form("ADD VALUE", { ifNotExists }, { value: ahead(literal) }, { definition: clause }),
    attribute: form(
      { deed: choice("ADD", "DROP", "ALTER") },
      "ATTRIBUTE",
      { attribute: name },
      { definition: maybe(clause) },
    ),
    "add column": form(
      "ADD",
      "COLUMN?",
      { ifNotExists },
      { column: name },
      { sequence },
      { definition: clause },
    ),
    "drop column": form("DROP", "COLUMN?", { ifExists }, { column: name }, { cascade }, "[RESTRICT]"),
    "alter column": form("ALTER", "COLUMN?", { column: name }, { change: columnChange }),
    other: form({ change: clause }),
  },
  isBetweenActions,
);
