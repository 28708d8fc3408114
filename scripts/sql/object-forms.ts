/** How statements that make, drop and change objects are read and written. */

import { action } from "./action-forms.ts";
import { ahead, converted, type Form, type Forms, form, maybe } from "./form.ts";
import { behind, choice, flag, list, literalOrNull, name, path, text } from "./form-parts.ts";
import { objectWord, target } from "./privilege-forms.ts";
import type { ObjectWord, Path } from "./sql-target.ts";
import type { Deed } from "./statement.ts";

const ifExists = flag("IF EXISTS");
const ifNotExists = flag("IF NOT EXISTS");
const concurrently = flag("CONCURRENTLY");
const cascade = flag("CASCADE");
const only = flag("ONLY");
const on = behind("ON", path);

const storage: Form<"TEMPORARY" | "UNLOGGED"> = maybe(
  converted(
    choice(
      "TEMPORARY",
      "TEMP",
      "LOCAL TEMPORARY",
      "LOCAL TEMP",
      "GLOBAL TEMPORARY",
      "GLOBAL TEMP",
      "UNLOGGED",
    ),
    (word) => (word === "UNLOGGED" ? word : "TEMPORARY"),
    (word) => word,
  ),
);

/** What CREATE makes in a form that is known here. */
const MADE = choice(
  "MATERIALIZED VIEW",
  "FOREIGN TABLE",
  "TABLE",
  "VIEW",
  "SEQUENCE",
  "TYPE",
  "DOMAIN",
  "SCHEMA",
  "POLICY",
);

const replace = flag("OR REPLACE");

type ObjectKinds =
  | "make"
  | "make index"
  | "drop"
  | "alter object"
  | "comment"
  | "refresh"
  | "truncate"
  | "delete"
  | "other";

/** The kinds of statements that are about objects, and all others. */
export const OBJECT_FORMS: Pick<Forms<Deed>, ObjectKinds> = {
  "make index": form(
    "CREATE",
    { unique: flag("UNIQUE") },
    "INDEX",
    { concurrently },
    { ifNotExists },
    { index: maybe(name) },
    "ON",
    { only },
    { on: path },
    { definition: text },
  ),
  make: form(
    "CREATE",
    { replace },
    { storage },
    { object: MADE },
    { ifNotExists },
    { path },
    { on },
    { definition: maybe(text) },
  ),
  drop: form(
    "DROP",
    { object: objectWord },
    { concurrently },
    { ifExists },
    { targets: list(target) },
    { on },
    { cascade },
    "[RESTRICT]",
  ),
  "alter object": form(
    "ALTER",
    { object: objectWord },
    { ifExists },
    { only },
    { target },
    { on },
    { actions: list(action) },
  ),
  comment: form("COMMENT ON", { object: objectWord }, { target }, { on }, "IS", { text: literalOrNull }),
  refresh: form(
    "REFRESH MATERIALIZED VIEW",
    { concurrently },
    { path },
    { noData: flag("WITH NO DATA") },
    "[WITH DATA]",
  ),
  truncate: form(
    "TRUNCATE",
    "TABLE?",
    { tables: list(form<{ only?: true; path: Path }>({ only }, { path }, "[*]")) },
    { options: maybe(text) },
  ),
  delete: form("DELETE FROM", { only }, { path }, "[*]", { clauses: maybe(text) }),
  other: form(
    {
      made: ahead(
        maybe(
          form<{ object: ObjectWord; path: Path }>(
            "CREATE",
            "[OR REPLACE]",
            { object: objectWord },
            { path },
          ),
        ),
      ),
    },
    { text },
  ),
};
