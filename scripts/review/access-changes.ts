import { privilegeList } from "../model/acl.ts";
import type { Delta } from "../model/delta.ts";
import { groupBy } from "../model/group.ts";
import { compareText, displayName } from "../model/identifier.ts";
import type { ObjectName } from "../model/object.ts";
import type { ObjectKind, Privilege } from "../model/privilege.ts";
import type { Warehouse } from "../model/warehouse.ts";
import { affectedRoles, type EffectiveAccess, effectiveAccess } from "./effective.ts";

/** Privileges on objects of one kind. */
export interface Gain {
  /** As SQL lists them. */
  readonly privileges: string;
  readonly kind: ObjectKind;
  /** Within the schema; empty names stand for the schema or the database itself. */
  readonly names: readonly string[];
}

/** What one role gains and loses in one schema. */
export interface AccessChange {
  readonly role: string;
  /** Empty for what lies in no schema. */
  readonly schema: string;
  readonly gains: readonly Gain[];
  readonly loses: readonly Gain[];
}

interface Gap {
  readonly object: ObjectName;
  readonly privileges: ReadonlySet<Privilege>;
}

/** What the one has beyond the other. */
function beyond(access: EffectiveAccess, other: EffectiveAccess): Gap[] {
  return [...access].flatMap(([key, { object, privileges }]) => {
    const held = other.get(key)?.privileges;
    const more = new Set([...privileges].filter((privilege) => !held?.has(privilege)));
    return more.size === 0 ? [] : [{ object, privileges: more }];
  });
}

function gainsOf(gaps: readonly Gap[]): Gain[] {
  const groups = groupBy(gaps, ({ object, privileges }) =>
    JSON.stringify([object.kind, privilegeList(object.kind, privileges)]),
  );
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (!first) return [];
    const { kind } = first.object;
    const names = group
      .map(({ object }) => object.path.slice(1).map(displayName).join("."))
      .sort(compareText);
    return [{ privileges: privilegeList(kind, first.privileges), kind, names }];
  });
}

const schemaOf = ({ object }: Gap): string => object.path[0] ?? "";

/** Who gains and who loses what, after memberships; a role and schema a line, in the order of names. */
export function accessChanges(delta: Delta, from: Warehouse, to: Warehouse): AccessChange[] {
  return affectedRoles(delta, from, to).flatMap((role) => {
    const before = effectiveAccess(from, role);
    const after = effectiveAccess(to, role);
    const gained = groupBy(beyond(after, before), schemaOf);
    const lost = groupBy(beyond(before, after), schemaOf);
    return [...new Set([...gained.keys(), ...lost.keys()])].sort(compareText).map((schema) => ({
      role,
      schema,
      gains: gainsOf(gained.get(schema) ?? []),
      loses: gainsOf(lost.get(schema) ?? []),
    }));
  });
}
