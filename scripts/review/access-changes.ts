import { privilegeList } from "../model/acl.ts";
import type { Delta } from "../model/delta.ts";
import { groupBy } from "../model/group.ts";
import { compareText, displayName } from "../model/identifier.ts";
import type { ObjectName } from "../model/object.ts";
import type { Privilege } from "../model/privilege.ts";
import type { Warehouse } from "../model/warehouse.ts";
import { affectedRoles, type EffectiveAccess, effectiveAccess } from "./effective.ts";

/** One role's gain or loss in one schema: `SELECT on 3 tables: a, b, c`. */
export interface AccessChange {
  readonly role: string;
  readonly schema: string;
  readonly gains: readonly string[];
  readonly loses: readonly string[];
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

const PLURAL = {
  database: "databases",
  schema: "schemas",
  table: "tables",
  column: "columns",
  sequence: "sequences",
};

const SHOWN = 4;

function describe(gaps: readonly Gap[]): string[] {
  const groups = groupBy(gaps, ({ object, privileges }) =>
    JSON.stringify([object.kind, privilegeList(object.kind, privileges)]),
  );
  return [...groups.values()].map((group) => {
    const [first] = group;
    const kind = first?.object.kind ?? "table";
    const list = privilegeList(kind, first?.privileges ?? new Set());
    if (kind === "schema" || kind === "database") return `${list} on the ${kind}`;
    const names = group
      .map(({ object }) => object.path.slice(1).map(displayName).join("."))
      .sort(compareText);
    if (names.length === 1) return `${list} on ${names[0]}`;
    const shown = names.length <= SHOWN ? `: ${names.join(", ")}` : "";
    return `${list} on ${names.length} ${PLURAL[kind]}${shown}`;
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
      gains: describe(gained.get(schema) ?? []),
      loses: describe(lost.get(schema) ?? []),
    }));
  });
}
