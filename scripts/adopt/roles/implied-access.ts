// What levels give along with what is held: USAGE on the sequences of serial columns that are inserted into, and on schemas.
import { type AclEntry, internAcl, OWNER, PUBLIC, plainEntry } from "../../model/acl.ts";
import { type ObjectName, objectKey } from "../../model/object.ts";
import type { Relation } from "../../model/relation.ts";
import type { Warehouse } from "../../model/warehouse.ts";

/** A warehouse with what its privileges imply, and what somebody gains by that. */
interface ImpliedAccess<Live> {
  readonly live: Live;
  /** Sentences, as drift says them: `app lacks USAGE on sequence shop.order_id_seq`. */
  readonly gained: readonly string[];
}

/** What somebody who may do it with a table needs besides. */
function impliedBy({ privilege }: AclEntry, { schema, columns }: Relation): ObjectName[] {
  const sequences = columns.flatMap(({ serialSequence }): ObjectName[] =>
    serialSequence === undefined ? [] : [{ kind: "sequence", path: [schema, serialSequence] }],
  );
  return [{ kind: "schema", path: [schema] }, ...(privilege === "INSERT" ? sequences : [])];
}

/** Adds USAGE where a privilege on a table is of no use without it, and a level would give it. */
export function withImplied<Live extends Warehouse>(live: Live): ImpliedAccess<Live> {
  const privileges = new Map(live.privileges);
  const relations = new Map(
    [...live.relations.values()].map((relation) => [
      objectKey({ kind: "table", path: [relation.schema, relation.name] }),
      relation,
    ]),
  );
  const gained: string[] = [];
  for (const [key, { acl }] of live.privileges) {
    const relation = relations.get(key);
    if (!relation) continue;
    for (const entry of acl.entries.values()) {
      const { grantee, grantor } = entry;
      if (grantor !== OWNER || grantee === OWNER || grantee === PUBLIC) continue;
      for (const object of impliedBy(entry, relation)) {
        const needed = objectKey(object);
        const there = [...(privileges.get(needed)?.acl.entries.values() ?? [])];
        const has = there.some(
          (one) => one.privilege === "USAGE" && (one.grantee === grantee || one.grantee === PUBLIC),
        );
        if (has) continue;
        const owner = live.owners.get(needed)?.owner;
        if (owner === grantee) continue;
        privileges.set(needed, { object, acl: internAcl([...there, plainEntry(grantee, "USAGE")]) });
        gained.push(`${grantee} lacks USAGE on ${needed}`);
      }
    }
  }
  return { live: { ...live, privileges }, gained: gained.sort() };
}
