/** What ALTER does to an object, as values. */
import type { Path, RoleSpec } from "./sql-target.ts";

/** What is done to a column. */
export type ColumnChange =
  | { readonly kind: "type"; readonly type: string }
  | { readonly kind: "set default"; readonly expression: string }
  | { readonly kind: "drop default" | "set not null" | "drop not null" }
  /** `GENERATED …`, and the sequence where its name is said. */
  | { readonly kind: "add identity"; readonly definition: string; readonly sequence?: Path }
  /** `SET GENERATED …`, `SET MINVALUE …`, as it stands behind ALTER COLUMN. */
  | { readonly kind: "change identity"; readonly change: string }
  | { readonly kind: "drop identity" | "drop expression"; readonly ifExists?: true }
  | { readonly kind: "set expression"; readonly expression: string }
  | { readonly kind: "other"; readonly change: string };

export type ConstraintType = "PRIMARY KEY" | "UNIQUE" | "FOREIGN KEY" | "CHECK" | "EXCLUDE" | "NOT NULL";

/** What ALTER does to an object, most of it to tables alone. */
export type Action =
  | { readonly kind: "rename"; readonly to: string }
  | { readonly kind: "rename constraint"; readonly constraint: string; readonly to: string }
  | { readonly kind: "rename column"; readonly column: string; readonly to: string }
  | { readonly kind: "set schema"; readonly schema: string }
  | { readonly kind: "owner"; readonly role: RoleSpec }
  | { readonly kind: "row security"; readonly change: "ENABLE" | "DISABLE" | "FORCE" | "NO FORCE" }
  | { readonly kind: "validate constraint"; readonly constraint: string }
  /** The definition is everything behind the name: `CHECK (…)`. */
  | {
      readonly kind: "add constraint";
      readonly constraint?: string;
      readonly type: ConstraintType;
      readonly definition: string;
    }
  | {
      readonly kind: "drop constraint";
      readonly constraint: string;
      readonly ifExists?: true;
      readonly cascade?: true;
    }
  /** The definition is everything behind the name; the sequence is that of an identity where its name is said. */
  | {
      readonly kind: "add column";
      readonly ifNotExists?: true;
      readonly column: string;
      readonly definition: string;
      readonly sequence?: Path;
    }
  | {
      readonly kind: "drop column";
      readonly ifExists?: true;
      readonly column: string;
      readonly cascade?: true;
    }
  | { readonly kind: "alter column"; readonly column: string; readonly change: ColumnChange }
  /** The definition is the value and where it goes: `'b' BEFORE 'c'`. */
  | {
      readonly kind: "add value";
      readonly ifNotExists?: true;
      readonly value: string;
      readonly definition: string;
    }
  /** Of a composite type; the definition is everything behind the name. */
  | {
      readonly kind: "attribute";
      readonly deed: "ADD" | "DROP" | "ALTER";
      readonly attribute: string;
      readonly definition?: string;
    }
  | { readonly kind: "other"; readonly change: string };
