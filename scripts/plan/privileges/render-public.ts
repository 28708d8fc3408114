// Objects of which the files newly say what PUBLIC has → what it may have been given by hand is revoked.
import { type Acl, type AclEntry, OWNER, PUBLIC } from "../../model/acl.ts";
import { type Condition, conditionText } from "../../model/condition.ts";
import type { Difference } from "../../model/delta.ts";
import { groupBy } from "../../model/group.ts";
import { type ObjectName, objectKey, wholeObject } from "../../model/object.ts";
import { OBJECT_KINDS } from "../../model/object-kinds.ts";
import { PRIVILEGE_SINCE, type Privilege } from "../../model/privilege.ts";
import { type PublicSaid, parsePublicKey } from "../../model/public-said.ts";
import { aclOf, type Warehouse } from "../../model/warehouse.ts";
import type { Statement } from "../../sql/statement.ts";
import { directed, mayMeet } from "../compare/conditions.ts";
import type { Existence } from "../ddl/existence.ts";
import { targetOf } from "../objects/object-sql.ts";

/** The schema on which PUBLIC has CREATE before 15. */
export const PUBLIC_SCHEMA: ObjectName = { kind: "schema", path: ["public"] };

/** What the owner gave where a condition holds: REVOKE as the owner takes nothing else. */
const ofPublic = (acl: Acl, where: Condition | undefined): Privilege[] =>
  [...acl.entries.values()].flatMap(({ grantee, privilege, grantor, when }) =>
    grantee === PUBLIC && grantor === OWNER && mayMeet(when, where) ? [privilege] : [],
  );

const heldByPublic = (warehouse: Warehouse, { object, when }: PublicSaid): Set<string> =>
  new Set(ofPublic(aclOf(warehouse, object), when));

/** What PUBLIC may have on an object and shall not; undefined where that is all. */
function unwanted(
  { object, when }: PublicSaid,
  to: Warehouse,
  taken: ReadonlySet<Privilege>,
): Privilege[] | undefined {
  const columns = [...to.privileges.values()].flatMap((entry) =>
    entry.object.kind === "column" && objectKey(wholeObject(entry.object)) === objectKey(object)
      ? [entry.object]
      : [],
  );
  // REVOKE on a table takes what PUBLIC has on its columns along.
  const kept = new Set([object, ...columns].flatMap((one) => [...heldByPublic(to, { object: one, when })]));
  if (kept.size === 0 && taken.size === 0) return undefined;
  const all: readonly Privilege[] = OBJECT_KINDS[object.kind].privileges;
  return all.filter((privilege) => !kept.has(privilege) && !taken.has(privilege));
}

interface Part extends PublicSaid {
  /** Undefined is ALL. */
  readonly privileges: readonly Privilege[] | undefined;
  readonly since: number | undefined;
}

/** What is revoked of an object, what not every version knows for itself. */
function partsOf(said: PublicSaid, to: Warehouse, taken: ReadonlySet<Privilege>): Part[] {
  const privileges = unwanted(said, to, taken);
  if (privileges === undefined) return [{ ...said, privileges, since: undefined }];
  const bySince = groupBy(privileges, (privilege) => String(PRIVILEGE_SINCE[privilege] ?? ""));
  return [...bySince].map(([since, group]) => ({
    ...said,
    privileges: group,
    since: since === "" ? undefined : Number(since),
  }));
}

/** Of what the files newly say what PUBLIC has, and where. */
const newly = ({ publicSaid }: Difference): PublicSaid[] =>
  publicSaid.added.flatMap((key) => {
    const said = parsePublicKey(key);
    return said && said.object.kind !== "column" ? [said] : [];
  });

/** The objects of which the files newly say what PUBLIC has, and which others may have touched before. */
export const newlySaid = (difference: Difference): ObjectName[] =>
  newly(difference).map(({ object }) => object);

// REVOKE CREATE ON SCHEMA <schema> FROM PUBLIC
// REVOKE ALL ON TABLE <table>, <table> FROM PUBLIC
/** Takes from PUBLIC what it shall not have on objects of which the files newly say that. */
export function renderPublic(difference: Difference, to: Warehouse, exist: Existence): Statement[] {
  // What it loses anyway is not said twice.
  const lost = new Map(difference.privileges.removed.map(({ object, acl }) => [objectKey(object), acl]));
  // What is not known to the revisions comes as others made it.
  const there = newly(difference).filter(({ object }) => !exist.isNew(object));
  const parts = there.flatMap((said) => {
    const acl = lost.get(objectKey(said.object));
    return partsOf(said, to, new Set(acl ? ofPublic(acl, said.when) : []));
  });
  const groups = groupBy(parts, ({ object, privileges, since, when }) =>
    JSON.stringify([object.kind, privileges ?? "ALL", since, conditionText(when)]),
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
        ...directed(first.when, first.since),
      },
    ];
  });
  // Before the revokes: where it is said anew under another condition, that counts.
  return [...createAgain(difference, to), ...revokes];
}

// -- when server < 15
// GRANT CREATE ON SCHEMA "public" TO PUBLIC
/** Where it is no longer said what PUBLIC has on the schema `public`. */
const createAgain = ({ publicSaid }: Difference, to: Warehouse): Statement[] =>
  publicSaid.removed.flatMap((key) => {
    const said = parsePublicKey(key);
    const goes = said !== undefined && objectKey(said.object) === objectKey(PUBLIC_SCHEMA);
    if (!goes || heldByPublic(to, said).has("CREATE")) return [];
    return [
      {
        kind: "grant" as const,
        privileges: [{ privilege: "CREATE" as const }],
        on: "SCHEMA",
        targets: [targetOf(PUBLIC_SCHEMA)],
        grantees: [{ word: "PUBLIC" as const }],
        directives: { ...directed(said.when).directives, before: 15 },
      },
    ];
  });

/** A difference without what is newly said of PUBLIC under conditions. */
export function withoutConditional(difference: Difference): Difference {
  const { added, removed } = difference.publicSaid;
  const isPlain = (key: string) => parsePublicKey(key)?.when === undefined;
  if ([...added, ...removed].every(isPlain)) return difference;
  return { ...difference, publicSaid: { added: added.filter(isPlain), removed: removed.filter(isPlain) } };
}

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
