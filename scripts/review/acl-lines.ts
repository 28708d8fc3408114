// An ACL in words.
import { type Acl, isLack, OWNER, privilegeList } from "../model/acl.ts";
import { conditionText } from "../model/condition.ts";
import { groupBy } from "../model/group.ts";
import type { ObjectKind } from "../model/object-kinds.ts";
import { roleText } from "./access/path-text.ts";

/** Of an ACL; `opposite` is said of what is not there. @param of what it is of: `on table A.b` */
export function aclLines(verb: string, opposite: string, kind: ObjectKind, of: string, acl: Acl): string[] {
  const groups = groupBy(acl.entries.values(), (entry) =>
    JSON.stringify([entry.grantee, entry.grantor, entry.grantable, conditionText(entry.when)]),
  );
  return [...groups.values()].flatMap((entries) => {
    const [first] = entries;
    if (!first) return [];
    const list = privilegeList(kind, new Set(entries.map((entry) => entry.privilege)));
    if (isLack(first)) return [`${roleText(first.grantee)} ${opposite} ${list} ${of}`];
    const option = first.grantable ? " with grant option" : "";
    const grantor = first.grantor === OWNER ? "" : `, granted by ${first.grantor}`;
    const when = first.when ? ` where ${conditionText(first.when)}` : "";
    return [`${roleText(first.grantee)} ${verb} ${list}${option} ${of}${grantor}${when}`];
  });
}
