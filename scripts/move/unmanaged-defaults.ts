// What default privileges give to roles that nobody declared in schemas that say `unmanaged: revoke`.
import type { SchemaMaker } from "../database/inspect/schema-makers.ts";
import { type AclEntry, entryKey, internAcl } from "../model/acl.ts";
import { type DefaultPrivileges, defaultKey } from "../model/default-privileges.ts";
import { groupBy } from "../model/group.ts";
import { defaultsBase } from "../model/warehouse.ts";

type Defaults = ReadonlyMap<string, DefaultPrivileges>;

/** Who counts, and where. */
export interface DefaultsScope {
  readonly revoking: ReadonlySet<string>;
  /** Roles that nobody declared. */
  readonly unmanaged: ReadonlySet<string>;
  /** Who makes things in which schemas. */
  readonly makers: readonly SchemaMaker[];
}

/** Schemas and large objects lie in no schema. */
const liesInSchema = ({ kind }: DefaultPrivileges): boolean => kind !== "schema" && kind !== "large object";

/** Default privileges that hold in every schema: what they give in one of them can only be revoked in all. */
export const isGlobal = (entry: DefaultPrivileges): boolean =>
  entry.schema === undefined && liesInSchema(entry);

const split = ({ acl }: DefaultPrivileges, unmanaged: ReadonlySet<string>) => {
  const all = [...acl.entries.values()];
  const gives = ({ grantee }: AclEntry) => unmanaged.has(grantee);
  return { taken: all.filter(gives), left: all.filter((entry) => !gives(entry)) };
};

/**
 * The default privileges without what they give in schemas that say `unmanaged: revoke` to roles that nobody declared.
 * Those that hold in every schema go where whoever creates may create in such a schema, and stay in the other schemas
 * where it may: there they are given by schema.
 */
export function defaultsWithoutUnmanaged(
  live: Defaults,
  { revoking, unmanaged, makers }: DefaultsScope,
): Defaults {
  const to = new Map(live);
  const hold = (entry: DefaultPrivileges, entries: readonly AclEntry[]) => {
    const acl = internAcl(entries);
    if (acl === defaultsBase(entry)) to.delete(defaultKey(entry));
    else to.set(defaultKey(entry), { ...entry, acl });
  };
  const schemasOf = groupBy(makers, ({ role }) => role);
  for (const entry of live.values()) {
    const { taken, left } = split(entry, unmanaged);
    if (taken.length === 0) continue;
    const schemas = (schemasOf.get(entry.creator) ?? []).map(({ schema }) => schema);
    const goes = isGlobal(entry)
      ? schemas.some((schema) => revoking.has(schema))
      : entry.schema !== undefined && revoking.has(entry.schema);
    if (!goes) continue;
    hold(entry, left);
    if (!isGlobal(entry)) continue;
    for (const schema of schemas.filter((one) => !revoking.has(one))) {
      const there = { ...entry, schema };
      const before = to.get(defaultKey(there))?.acl.entries.values() ?? [];
      hold(there, [...new Map([...before, ...taken].map((one) => [entryKey(one), one])).values()]);
    }
  }
  return to;
}
