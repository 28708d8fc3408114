// One thing that whoever applies a revision must be able to do, and what needs speak of.
import type { Power } from "../../model/attributes.ts";
import { type ObjectName, schemaOf } from "../../model/object.ts";
import type { Privilege } from "../../model/privilege.ts";

/** One thing that whoever applies a revision must be able to do; `why` completes "… in order to". */
export type Need =
  | { readonly kind: "create role"; readonly role: string; readonly powers: readonly Power[] }
  | {
      readonly kind: "manage role";
      readonly role: string;
      readonly powers: readonly Power[];
      readonly why: string;
    }
  | { readonly kind: "grant role"; readonly role: string; readonly why: string }
  | { readonly kind: "revoke role"; readonly role: string; readonly member: string }
  /** The rights of a role as one's own (INHERIT), the right to become it (SET), or both. */
  | {
      readonly kind: "act as";
      readonly role: string;
      readonly inherit: boolean;
      readonly set: boolean;
      readonly why: string;
      /** The first major version that asks for it. */
      readonly since?: number;
      /** It runs what is meant for more rights: it may be a superuser, as whom else nobody acts. */
      readonly elevated?: true;
    }
  /** The rights of whoever owns the object, where nobody declared the owner. */
  | {
      readonly kind: "own";
      readonly object: ObjectName;
      readonly why: string;
      /** Privileges whose grant options do as well, where there are any. */
      readonly options?: readonly Privilege[];
    }
  | { readonly kind: "create in database" }
  /** The attribute CREATEDB. */
  | { readonly kind: "create databases"; readonly why: string }
  | { readonly kind: "create in schema"; readonly schema: string }
  /** The right to say what a setting of a role is. */
  | { readonly kind: "set"; readonly parameter: string; readonly why: string }
  | { readonly kind: "superuser"; readonly why: string };

/** The roles that needs speak of. */
export function rolesOf(needs: readonly Need[]): string[] {
  return [...new Set(needs.flatMap((need) => ("role" in need ? [need.role] : [])))];
}

/** The objects whose owners needs depend on, their schemas, and the database. */
export function objectsOf(needs: readonly Need[]): ObjectName[] {
  const inSchema = (schema: string | undefined): ObjectName[] =>
    schema === undefined ? [] : [{ kind: "schema", path: [schema] }];
  const objects = needs.flatMap((need) => {
    if (need.kind === "own") return [need.object, ...inSchema(schemaOf(need.object))];
    return need.kind === "create in schema" ? inSchema(need.schema) : [];
  });
  return [{ kind: "database", path: [] }, ...objects];
}

/** The settings of roles that needs speak of. */
export function parametersOf(needs: readonly Need[]): string[] {
  return [...new Set(needs.flatMap((need) => (need.kind === "set" ? [need.parameter] : [])))];
}
