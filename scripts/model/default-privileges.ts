// Default privileges: what objects are born with.

import type { Acl } from "./acl.ts";
import { displayName } from "./identifier.ts";
import type { ObjectKind } from "./object-kinds.ts";

/**
 * The kinds of object that ALTER DEFAULT PRIVILEGES knows, with its word for each and, where it is later than 14,
 * the first major version. Source: PostgreSQL manual, "ALTER DEFAULT PRIVILEGES".
 */
export const DEFAULT_KINDS = {
  table: { keyword: "TABLES", letter: "r" },
  sequence: { keyword: "SEQUENCES", letter: "S" },
  routine: { keyword: "ROUTINES", letter: "f" },
  type: { keyword: "TYPES", letter: "T" },
  schema: { keyword: "SCHEMAS", letter: "n" },
  "large object": { keyword: "LARGE OBJECTS", letter: "L", since: 18 },
} as const satisfies Partial<
  Record<ObjectKind, { readonly keyword: string; readonly letter: string; readonly since?: number }>
>;

/** A kind of object that default privileges are for. */
export type DefaultKind = keyof typeof DEFAULT_KINDS;

/** Which objects default privileges are for. */
export interface DefaultsIdentity {
  /** The role that creates; a template until it is bound. */
  readonly creator: string;
  /** Absent where it holds in every schema. */
  readonly schema?: string;
  readonly kind: DefaultKind;
}

/**
 * What objects are born with that a role creates: everywhere, then the whole ACL with what PUBLIC has, or in one
 * schema, then only what is added there. `@owner` is the creating role.
 */
export interface DefaultPrivileges extends DefaultsIdentity {
  readonly acl: Acl;
}

/** The identity as text: `table by dbt in DM_USER`, `routine by dbt`. */
export function defaultKey({ creator, schema, kind }: DefaultsIdentity): string {
  const within = schema === undefined ? "" : ` in ${displayName(schema)}`;
  return `${kind} by ${displayName(creator)}${within}`;
}
