/** Statements as values. Names are those of the catalog, or templates of them; what nobody asks for stays SQL. */

import type { Attribute } from "../model/attributes.ts";
import type { Action } from "./action.ts";
import type { Directives } from "./directive.ts";
import type { OfKind } from "./form.ts";
import type { ObjectWord, Path, RoleSpec, Target } from "./sql-target.ts";

/** How SQL calls the attributes of a form. */
type WordOf<Form> = Extract<Attribute, { readonly form: Form }>["word"];

export type RoleOption =
  /** `LOGIN`, or `NOLOGIN` where it is off. */
  | { readonly kind: "flag"; readonly word: WordOf<"flag">; readonly on: boolean }
  | { readonly kind: "count"; readonly word: WordOf<"count">; readonly value: number }
  | { readonly kind: "time"; readonly word: WordOf<"time">; readonly value: string }
  | { readonly kind: "password"; readonly text: string | null }
  /** `IN ROLE a, b`, … */
  | {
      readonly kind: "memberships";
      readonly how: "IN ROLE" | "IN GROUP" | "ROLE" | "USER" | "ADMIN";
      readonly roles: readonly RoleSpec[];
    };

/** `SELECT`, `UPDATE ("phone")`, `ALL`. */
export interface PrivilegeItem {
  readonly privilege: string;
  readonly columns?: readonly string[];
}

/** What a GRANT or REVOKE of privileges says but for the objects. */
interface PrivilegeClause {
  readonly privileges: readonly PrivilegeItem[];
  /** The kind of object, `TABLE`, `ALL TABLES IN SCHEMA`; of default privileges `TABLES`. */
  readonly on: string;
  readonly grantees: readonly RoleSpec[];
  readonly grantedBy?: RoleSpec;
}

/** GRANT … TO …. */
export interface GrantClause extends PrivilegeClause {
  readonly kind: "grant";
  readonly grantable?: true;
}

/** REVOKE … FROM …. */
export interface RevokeClause extends PrivilegeClause {
  readonly kind: "revoke";
  /** GRANT OPTION FOR. */
  readonly optionOnly?: true;
  readonly cascade?: true;
}

/** An option of a membership; absent ones are not said. */
export interface MembershipOption {
  readonly option: "ADMIN" | "INHERIT" | "SET";
  readonly value: "TRUE" | "FALSE";
}

/** What is done, without where. */
export type Deed =
  | { readonly kind: "create role"; readonly role: string; readonly options?: readonly RoleOption[] }
  | { readonly kind: "rename role"; readonly role: string; readonly to: string }
  | { readonly kind: "alter role"; readonly role: RoleSpec; readonly options: readonly RoleOption[] }
  | {
      readonly kind: "set in role";
      readonly role: RoleSpec | "ALL";
      readonly database?: string;
      readonly setting: Path;
      readonly value: string;
    }
  | {
      readonly kind: "reset in role";
      readonly role: RoleSpec;
      readonly database?: string;
      readonly setting: Path;
    }
  | { readonly kind: "drop role"; readonly ifExists?: true; readonly roles: readonly RoleSpec[] }
  | { readonly kind: "set role"; readonly scope?: "LOCAL" | "SESSION"; readonly role: RoleSpec }
  | { readonly kind: "reset role" }
  | { readonly kind: "reassign owned"; readonly roles: readonly RoleSpec[]; readonly to: RoleSpec }
  | { readonly kind: "drop owned"; readonly roles: readonly RoleSpec[]; readonly cascade?: true }
  | {
      readonly kind: "make";
      readonly replace?: true;
      /** Of a table, view or sequence that only the session sees, or UNLOGGED. */
      readonly storage?: "TEMPORARY" | "UNLOGGED";
      readonly object: ObjectWord;
      readonly ifNotExists?: true;
      readonly path: Path;
      /** The table of a policy. */
      readonly on?: Path;
      /** Everything behind the name. */
      readonly definition?: string;
    }
  | {
      readonly kind: "make index";
      readonly unique?: true;
      readonly concurrently?: true;
      readonly ifNotExists?: true;
      readonly index?: string;
      readonly only?: true;
      readonly on: Path;
      readonly definition: string;
    }
  | {
      readonly kind: "drop";
      readonly object: ObjectWord;
      readonly concurrently?: true;
      readonly ifExists?: true;
      readonly targets: readonly Target[];
      /** The table of a policy or trigger. */
      readonly on?: Path;
      readonly cascade?: true;
    }
  | {
      readonly kind: "alter object";
      readonly object: ObjectWord;
      readonly ifExists?: true;
      readonly only?: true;
      readonly target: Target;
      readonly on?: Path;
      readonly actions: readonly Action[];
    }
  | (GrantClause & { readonly targets: readonly Target[] })
  | (RevokeClause & { readonly targets: readonly Target[] })
  | {
      readonly kind: "default privileges";
      readonly creators?: readonly RoleSpec[];
      readonly schemas?: readonly string[];
      readonly clause: GrantClause | RevokeClause;
    }
  | {
      readonly kind: "grant membership";
      readonly roles: readonly string[];
      readonly members: readonly RoleSpec[];
      readonly options?: readonly MembershipOption[];
      readonly grantedBy?: RoleSpec;
    }
  | {
      readonly kind: "revoke membership";
      /** Only this of it. */
      readonly option?: MembershipOption["option"];
      readonly roles: readonly string[];
      readonly members: readonly RoleSpec[];
      readonly grantedBy?: RoleSpec;
      readonly cascade?: true;
    }
  | {
      readonly kind: "comment";
      readonly object: ObjectWord;
      readonly target: Target;
      readonly on?: Path;
      /** Null takes it away. */
      readonly text: string | null;
    }
  | { readonly kind: "refresh"; readonly concurrently?: true; readonly path: Path; readonly noData?: true }
  | {
      readonly kind: "truncate";
      readonly tables: readonly { readonly only?: true; readonly path: Path }[];
      readonly options?: string;
    }
  | { readonly kind: "delete"; readonly only?: true; readonly path: Path; readonly clauses?: string }
  /** What people write by hand and has no form here, and the routine or the like that it makes. */
  | {
      readonly kind: "other";
      readonly made?: { readonly object: ObjectWord; readonly path: Path };
      readonly text: string;
    };

/** A statement: what is done, and where. */
export type Statement = Deed & {
  readonly directives?: Directives;
  /** Where it takes down what stands on SQL objects that go for a while: those go behind it. */
  readonly takenDown?: "expressions" | "columns";
};

/** The statements of a kind. */
export type StatementOf<Kind extends Deed["kind"]> = OfKind<Deed, Kind>;

/** The same statement with other names and texts. */
export function mapTexts<Value>(value: Value, change: (text: string) => string): Value {
  if (typeof value === "string") return change(value) as Value;
  if (Array.isArray(value)) return value.map((item) => mapTexts(item, change)) as Value;
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, mapTexts(item, change)]),
  ) as Value;
}
