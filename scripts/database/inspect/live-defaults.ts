// Rows of pg_default_acl → default privileges.
import type { Acl } from "../../model/acl.ts";
import { DEFAULT_KINDS, type DefaultKind, type DefaultPrivileges } from "../../model/default-privileges.ts";
import { defaultsBase } from "../../model/warehouse.ts";
import type { RawAcl } from "./live-acl.ts";
import type { LiveNames } from "./live-objects.ts";

/** A row of queries/default-privileges.sql. */
export type DefaultRow = readonly [
  creator: number,
  /** 0 where it holds in every schema. */
  schema: number,
  letter: string,
  acl: string,
];

const KIND_OF_LETTER = new Map(
  Object.entries(DEFAULT_KINDS).map(([kind, { letter }]) => [letter as string, kind as DefaultKind]),
);

/**
 * Default privileges in their normal form. An ACL that is empty everywhere acts like the built-in one.
 *
 * @param readAcl the normal form of an ACL
 * @throws {Error} when the server has them for a kind of object that is not known
 */
export function readDefaults(
  rows: readonly DefaultRow[],
  { schemas, roles }: LiveNames,
  readAcl: (raw: RawAcl) => Acl,
): DefaultPrivileges[] {
  return rows.flatMap(([creatorOid, schemaOid, letter, acl]) => {
    const kind = KIND_OF_LETTER.get(letter);
    if (!kind) throw new Error(`default privileges of a kind that is not known: ${letter}`);
    const schema = schemas.get(schemaOid);
    // PostgreSQL's own schemas are nobody's.
    if ((schemaOid !== 0 && schema === undefined) || acl === "{}") return [];
    const creator = roles.get(creatorOid) ?? String(creatorOid);
    const entry: DefaultPrivileges = {
      creator,
      ...(schema !== undefined && { schema }),
      kind,
      acl: readAcl({ kind, owner: creator, acl, added: schema !== undefined }),
    };
    return entry.acl === defaultsBase(entry) ? [] : [entry];
  });
}
