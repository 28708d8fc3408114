// Who owns what.

import type { ObjectName } from "./object.ts";

/** The declared owner of an object. What nobody declared belongs to whoever applies the revisions. */
export interface Ownership {
  readonly object: ObjectName;
  /** A role; a template until it is bound. */
  readonly owner: string;
}

/** PostgreSQL's role for whoever owns the database that is connected to. */
export const DATABASE_OWNER = "pg_database_owner";

/** Since when the schema `public` belongs to {@link DATABASE_OWNER} when a database is made. Source: release notes of 15. */
export const PUBLIC_SCHEMA_OWNED_SINCE = 15;

/** Whether an object is the schema `public`, which every database is made with. */
export const isPublicSchema = ({ kind, path }: ObjectName): boolean =>
  kind === "schema" && path[0] === "public";

/** The role that an object comes back to when nobody is to own it any more; undefined is whoever applies the revision. */
export const ownerByItself = (object: ObjectName, major: number): string | undefined =>
  isPublicSchema(object) && major >= PUBLIC_SCHEMA_OWNED_SINCE ? DATABASE_OWNER : undefined;
