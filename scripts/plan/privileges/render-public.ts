// Objects of which the files newly say what PUBLIC has → what it may have been given by hand is revoked.
import { type Acl, type AclEntry, OWNER, PUBLIC } from "../../model/acl.ts";
import type { Difference } from "../../model/delta.ts";
import { groupBy } from "../../model/group.ts";
import { type ObjectName, objectKey, parseObjectKey, wholeObject } from "../../model/object.ts";
import { OBJECT_KINDS } from "../../model/object-kinds.ts";
import { PRIVILEGE_SINCE, type Privilege } from "../../model/privilege.ts";
import { aclOf, type Warehouse } from "../../model/warehouse.ts";
import type { Statement } from "../../sql/statement.ts";
import { directed } from "../compare/conditions.ts";
import type { Existence } from "../ddl/existence.ts";
import { targetOf } from "../objects/object-sql.ts";

/** The schema on which PUBLIC has CREATE before 15. */
export const PUBLIC_SCHEMA: ObjectName = { kind: "schema", path: ["public"] };

/** What the owner gave: REVOKE as the owner takes nothing else. */
const ofPublic = (acl: Acl): Privilege[] =>
  [...acl.entries.values()].flatMap(({ grantee, privilege, grantor }) =>
    grantee === PUBLIC && grantor === OWNER ? [privilege] : [],
  );

const heldByPublic = (warehouse: Warehouse, object: ObjectName): Set<string> =>
  new Set(ofPublic(aclOf(warehouse, object)));

/** What PUBLIC may have on an object and shall not; undefined where that is all. */
function unwanted(object: ObjectName, to: Warehouse, taken: ReadonlySet<Privilege>): Privilege[] | undefined {
  const columns = [...to.privileges.values()].flatMap((entry) =>
    entry.object.kind === "column" && objectKey(wholeObject(entry.object)) === objectKey(object)
      ? [entry.object]
      : [],
  );
  // REVOKE on a table takes what PUBLIC has on its columns along.
  const kept = new Set([object, ...columns].flatMap((one) => [...heldByPublic(to, one)]));
  if (kept.size === 0 && taken.size === 0) return undefined;
  const all: readonly Privilege[] = OBJECT_KINDS[object.kind].privileges;
  return all.filter((privilege) => !kept.has(privilege) && !taken.has(privilege));
}

interface Part {
  readonly object: ObjectName;
  /** Undefined is ALL. */
  readonly privileges: readonly Privilege[] | undefined;
  readonly since: number | undefined;
}

/** What is revoked of an object, what not every version knows for itself. */
function partsOf(object: ObjectName, to: Warehouse, taken: ReadonlySet<Privilege>): Part[] {
  const privileges = unwanted(object, to, taken);
  if (privileges === undefined) return [{ object, privileges, since: undefined }];
  const bySince = groupBy(privileges, (privilege) => String(PRIVILEGE_SINCE[privilege] ?? ""));
  return [...bySince].map(([since, group]) => ({
    object,
    privileges: group,
    since: since === "" ? undefined : Number(since),
  }));
}

/** The objects of which the files newly say what PUBLIC has, and which others may have touched before. */
export function newlySaid({ publicSaid }: Difference, exist?: Existence): ObjectName[] {
  return publicSaid.added.flatMap((key) => {
    const object = parseObjectKey(key);
    // What is not known to the revisions comes as others made it.
    return object && object.kind !== "column" && !exist?.isNew(object) ? [object] : [];
  });
}

// REVOKE CREATE ON SCHEMA <schema> FROM PUBLIC
// REVOKE ALL ON TABLE <table>, <table> FROM PUBLIC
/** Takes from PUBLIC what it shall not have on objects of which the files newly say that. */
export function renderPublic(difference: Difference, to: Warehouse, exist: Existence): Statement[] {
  // What it loses anyway is not said twice.
  const lost = new Map(
    difference.privileges.removed.map(({ object, acl }) => [objectKey(object), new Set(ofPublic(acl))]),
  );
  const parts = newlySaid(difference, exist).flatMap((object) =>
    partsOf(object, to, lost.get(objectKey(object)) ?? new Set()),
  );
  const groups = groupBy(parts, ({ object, privileges, since }) =>
    JSON.stringify([object.kind, privileges ?? "ALL", since]),
  );
  const revokes = [...groups.values()].flatMap((group): Statement[] => {
    const [first] = group;
    if (!first || first.privileges?.length === 0) return [];
    return [
      {
        kind: "revoke",
        privileges: (first.privileges ?? ["ALL"]).map((privilege) => ({ privilege })),
        on: OBJECT_KINDS[first.object.kind].keyword,
        targets: group.map(({ object }) => targetOf(object)),
        grantees: [{ word: "PUBLIC" }],
        ...directed(undefined, first.since),
      },
    ];
  });
  const goes = difference.publicSaid.removed.includes(objectKey(PUBLIC_SCHEMA));
  return [...revokes, ...(goes && !heldByPublic(to, PUBLIC_SCHEMA).has("CREATE") ? [CREATE_AGAIN] : [])];
}

// -- when server < 15
// GRANT CREATE ON SCHEMA "public" TO PUBLIC
const CREATE_AGAIN: Statement = {
  kind: "grant",
  privileges: [{ privilege: "CREATE" }],
  on: "SCHEMA",
  targets: [targetOf(PUBLIC_SCHEMA)],
  grantees: [{ word: "PUBLIC" }],
  directives: { before: 15 },
};

/** A difference without what is newly said of PUBLIC. */
export const withoutPublicSaid = <Value extends { readonly publicSaid: Difference["publicSaid"] }>(
  difference: Value,
): Value => ({ ...difference, publicSaid: { added: [], removed: [] } });

/**
 * A bound difference as its statements do it: the first revision of a history that never heard of what is said of
 * PUBLIC only writes it down.
 *
 * @param fromPublic objectKeys of what the statements take from PUBLIC
 */
export function asDone(difference: Difference, fromPublic: ReadonlySet<string>): Difference {
  const { publicSaid, privileges } = difference;
  const unsaid = new Set(publicSaid.added.filter((key) => !fromPublic.has(key)));
  if (unsaid.size === 0) return difference;
  const isPublicSchema = (object: ObjectName) => objectKey(object) === objectKey(PUBLIC_SCHEMA);
  const isWrittenDown = unsaid.has(objectKey(PUBLIC_SCHEMA));
  return {
    ...difference,
    publicSaid: { ...publicSaid, added: publicSaid.added.filter((key) => !unsaid.has(key)) },
    privileges: {
      ...privileges,
      removed: privileges.removed.filter(
        ({ object, acl }) =>
          !(isWrittenDown && isPublicSchema(object) && [...acl.entries.values()].every(isCreate)),
      ),
    },
  };
}

const isCreate = ({ grantee, privilege }: AclEntry): boolean => grantee === PUBLIC && privilege === "CREATE";
