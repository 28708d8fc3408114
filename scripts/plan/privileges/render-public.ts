// Objects of which the files newly say, or no longer say, what PUBLIC has.
import { type AclEntry, PUBLIC } from "../../model/acl.ts";
import type { Difference } from "../../model/delta.ts";
import { type ObjectName, objectKey } from "../../model/object.ts";
import { type PublicSaid, parsePublicKey } from "../../model/public-said.ts";
import { aclOf, type Warehouse } from "../../model/warehouse.ts";
import type { Statement } from "../../sql/statement.ts";
import { directed, mayMeet } from "../compare/conditions.ts";
import { targetOf } from "../objects/object-sql.ts";

/** The schema on which PUBLIC has CREATE before 15. */
export const PUBLIC_SCHEMA: ObjectName = { kind: "schema", path: ["public"] };

/** Of what the files newly say what PUBLIC has, and where. */
export const saidOfPublic = ({ publicSaid }: Difference): PublicSaid[] =>
  publicSaid.added.flatMap((key) => {
    const said = parsePublicKey(key);
    return said ? [said] : [];
  });

/** The objects of which the files newly say what PUBLIC has, and which others may have touched before; columns too. */
export const newlySaid = (difference: Difference): ObjectName[] =>
  saidOfPublic(difference).map(({ object }) => object);

// -- when server < 15
// GRANT CREATE ON SCHEMA "public" TO PUBLIC
/** Where it is no longer said what PUBLIC has on the schema `public`. */
export const createAgain = ({ publicSaid }: Difference, to: Warehouse): Statement[] =>
  publicSaid.removed.flatMap((key) => {
    const said = parsePublicKey(key);
    const goes = said !== undefined && objectKey(said.object) === objectKey(PUBLIC_SCHEMA);
    const stays = [...aclOf(to, PUBLIC_SCHEMA).entries.values()].some(
      (entry) => isCreate(entry) && mayMeet(entry.when, said?.when),
    );
    if (!goes || stays) return [];
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
