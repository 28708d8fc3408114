// Who has a privilege on an object at first hand, and what gives it: an entry, owning, a predefined role.

import type { AclEntry } from "../../model/acl.ts";
import type { ObjectName } from "../../model/object.ts";
import { kindFacts } from "../../model/object-kinds.ts";
import type { Privilege } from "../../model/privilege.ts";
import type { ViewReads } from "../../model/view-reads.ts";
import type { AccessIndex } from "./access-index.ts";
import { DATA_ROLES, givesPrivilege } from "./predefined-roles.ts";

/** What gives a privilege to a role. */
export type Ground =
  | { readonly kind: "entry"; readonly entry: AclEntry }
  | { readonly kind: "owner"; readonly owner: string }
  | { readonly kind: "predefined role"; readonly role: string }
  | { readonly kind: "superuser"; readonly role: string }
  | ViewGround;

/** What somebody has on a view that runs with the rights of its owner. */
interface ViewGround {
  readonly kind: "view";
  readonly view: ViewReads;
  /** Whoever applies the revisions, where nobody says. */
  readonly owner: string | undefined;
  readonly through: Holding;
}

/** What is at the beginning of a way through views: what gives the privilege on the outermost. */
export function firstHolding(holding: Holding): Holding {
  return holding.by.kind === "view" ? firstHolding(holding.by.through) : holding;
}

/** One thing by which somebody has a privilege on an object. */
export interface Holding {
  /** Who has it, and whoever reaches that role. */
  readonly holder: string;
  /** What the privilege is on: the object that was asked for, its table, or one of its columns. */
  readonly object: ObjectName;
  readonly by: Ground;
  /** The schema of the view that must be looked up in its stead. */
  readonly schema?: string | undefined;
}

/** A privilege on an object, and by what anybody has it, superusers left aside. */
export interface Question {
  readonly privilege: Privilege;
  readonly object: ObjectName;
  /** The schema in which the name is looked up. */
  readonly schema?: string | undefined;
  readonly holdings: readonly Holding[];
  /** The indexes of each one's holdings in that list. */
  byHolder(): ReadonlyMap<string, readonly number[]>;
}

function indexesByHolder(holdings: readonly Holding[]): Map<string, number[]> {
  const found = new Map<string, number[]>();
  for (const [index, { holder }] of holdings.entries()) {
    const list = found.get(holder);
    if (list) list.push(index);
    else found.set(holder, [index]);
  }
  return found;
}

/** What the ACL of an object says alone. */
function inAcl(index: AccessIndex, privilege: Privilege, object: ObjectName): Holding[] {
  return index
    .facts(object)
    .grants.to(privilege)
    .map((entry) => ({ holder: entry.grantee, object, by: { kind: "entry", entry } }));
}

/** Whether the owner has a privilege on an object: not where it took that from itself. */
function ownerHas(index: AccessIndex, privilege: Privilege, object: ObjectName): boolean {
  const { grants, table } = index.facts(object);
  const byItself = table ? ownerHas(index, privilege, table) : !grants.deniesOwner(privilege);
  return byItself || grants.givesOwner(privilege);
}

function asOwner(index: AccessIndex, privilege: Privilege, object: ObjectName): Holding[] {
  const owner = index.facts(object).owner?.owner;
  if (owner === undefined || !ownerHas(index, privilege, object)) return [];
  return [{ holder: owner, object, by: { kind: "owner", owner } }];
}

/** Of a part only what its whole does not give to the owner anyway. */
function onPart(index: AccessIndex, privilege: Privilege, part: ObjectName, whole: ObjectName): Holding[] {
  const own = ownerHas(index, privilege, whole) ? [] : asOwner(index, privilege, part);
  // A column belongs to the owner of its table.
  return [...inAcl(index, privilege, part), ...own];
}

/** A question with these answers. */
export function questionOf(
  { privilege, object, schema }: Pick<Question, "privilege" | "object" | "schema">,
  holdings: readonly Holding[],
): Question {
  let found: Map<string, number[]> | undefined;
  const byHolder = () => {
    found ??= indexesByHolder(holdings);
    return found;
  };
  return { privilege, object, schema, holdings, byHolder };
}

/**
 * Asks who has a privilege on an object itself, as PostgreSQL would answer: of a column also by its table, of a table also
 * by single columns. Views are not followed.
 */
export function askDirectly(index: AccessIndex, privilege: Privilege, object: ObjectName): Question {
  const { table, parts, schema } = index.facts(object);
  const ofColumns = kindFacts("column").privileges.includes(privilege);
  const predefined = DATA_ROLES.filter((role) => givesPrivilege(role, object.kind, privilege)).map(
    (role): Holding => ({ holder: role, object, by: { kind: "predefined role", role } }),
  );
  return questionOf({ privilege, object, schema }, [
    ...inAcl(index, privilege, object),
    ...asOwner(index, privilege, object),
    ...predefined,
    ...(table && ofColumns ? inAcl(index, privilege, table) : []),
    ...(ofColumns ? parts.flatMap((part) => onPart(index, privilege, part, object)) : []),
  ]);
}
