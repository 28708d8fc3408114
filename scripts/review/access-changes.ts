// Who gains and who loses what, by role and schema.

import { privilegeList } from "../model/acl.ts";
import type { Delta } from "../model/delta.ts";
import { groupBy } from "../model/group.ts";
import { compareText, displayName, displayPath } from "../model/identifier.ts";
import { type ObjectName, objectKey, schemaOf, tableOf } from "../model/object.ts";
import { kindFacts, type ObjectKind } from "../model/object-kinds.ts";
import type { Privilege } from "../model/privilege.ts";
import { relationKey } from "../model/relation.ts";
import type { Warehouse } from "../model/warehouse.ts";
import {
  accessByRole,
  affectedRoles,
  type EffectiveAccess,
  effectiveAccess,
  hasPrivilege,
} from "./access/effective.ts";
import { roleText } from "./access/path-text.ts";

/** Privileges on objects of one kind. */
export interface Gain {
  /** As SQL lists them. */
  readonly privileges: string;
  readonly kind: ObjectKind;
  /** What they are, for people: privileges on tables are those on views too. */
  readonly words: readonly string[];
  /** Within the schema; empty names stand for the schema or the database itself. */
  readonly names: readonly string[];
  /** The other columns of these tables, on which the privileges are on both sides. */
  readonly beside: readonly string[];
}

/** What one role gains and loses in one schema. */
export interface AccessChange {
  readonly role: string;
  /** Empty for what lies in no schema. */
  readonly schema: string;
  /** Where it is so; everywhere unless said. */
  readonly where?: string;
  readonly gains: readonly Gain[];
  readonly loses: readonly Gain[];
}

interface Gap {
  readonly object: ObjectName;
  readonly privileges: ReadonlySet<Privilege>;
  readonly beside?: readonly ObjectName[];
}

/** A privilege on a table that the other side has on some of its columns is one on the rest of them. */
function onColumns(
  privilege: Privilege,
  other: EffectiveAccess,
  columns: readonly ObjectName[],
): Gap[] | undefined {
  if (!kindFacts("column").privileges.includes(privilege)) return undefined;
  const beside = columns.filter((column) => hasPrivilege(other, column, privilege));
  if (beside.length === 0 || beside.length === columns.length) return undefined;
  return columns
    .filter((column) => !beside.includes(column))
    .map((object) => ({ object, privileges: new Set([privilege]), beside }));
}

/** @param columnsOf those of a table, as far as they are known */
function beyond(
  access: EffectiveAccess,
  other: EffectiveAccess,
  columnsOf: (table: ObjectName) => readonly ObjectName[],
): Gap[] {
  const inPart = new Set(
    [...other.values()].flatMap(({ object }) =>
      object.kind === "column" ? [objectKey(tableOf(object))] : [],
    ),
  );
  return [...access.values()].flatMap(({ object, privileges }): Gap[] => {
    // A column, only where the table does not say it.
    const whole = object.kind === "column" ? access.get(objectKey(tableOf(object)))?.privileges : undefined;
    const more = new Set(
      [...privileges].filter(
        (privilege) => !whole?.has(privilege) && !hasPrivilege(other, object, privilege),
      ),
    );
    if (more.size === 0) return [];
    if (object.kind !== "table" || !inPart.has(objectKey(object))) return [{ object, privileges: more }];
    const columns = columnsOf(object);
    const parts: Gap[] = [];
    for (const privilege of more) {
      const part = onColumns(privilege, other, columns);
      if (!part) continue;
      more.delete(privilege);
      parts.push(...part);
    }
    return [...(more.size === 0 ? [] : [{ object, privileges: more }]), ...sameColumns(parts)];
  });
}

/** Privileges on one column, with the same others beside it, together. */
function sameColumns(parts: readonly Gap[]): Gap[] {
  const groups = groupBy(parts, ({ object, beside = [] }) => [object, ...beside].map(objectKey).join());
  return [...groups.values()].flatMap(([first, ...rest]) =>
    first
      ? [{ ...first, privileges: new Set([first, ...rest].flatMap(({ privileges }) => [...privileges])) }]
      : [],
  );
}

/** An object's name within its schema; empty for a schema and a database. */
function nameWithin(object: ObjectName): string {
  const { kind, path } = object;
  if (kind === "routine") return `${displayName(path[1] ?? "")}(${path[2] ?? ""})`;
  return displayPath(kind === "schema" || schemaOf(object) !== undefined ? path.slice(1) : path);
}

/** What an object is called: of what is known to be a view, that. */
function wordOf({ kind, path }: ObjectName, { relations }: Warehouse): string {
  const [schema = "", name = ""] = path;
  return kind === "table" ? (relations.get(relationKey({ schema, name }))?.kind ?? kind) : kind;
}

function gainsOf(gaps: readonly Gap[], warehouse: Warehouse): Gain[] {
  const groups = groupBy(gaps, ({ object, privileges }) =>
    JSON.stringify([object.kind, privilegeList(object.kind, privileges)]),
  );
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (!first) return [];
    const { kind } = first.object;
    const names = group.map(({ object }) => nameWithin(object)).sort(compareText);
    const beside = new Set(group.flatMap((gap) => gap.beside?.map(nameWithin) ?? []));
    return [
      {
        privileges: privilegeList(kind, first.privileges),
        kind,
        words: [...new Set(group.map(({ object }) => wordOf(object, warehouse)))].sort(compareText),
        names,
        beside: [...beside].sort(compareText),
      },
    ];
  });
}

/** A schema is told with what lies in it; what lies in none, under the empty name. */
const schemaNameOf = ({ object }: Gap): string =>
  (object.kind === "schema" ? object.path[0] : schemaOf(object)) ?? "";

const columnsIn =
  ({ relations }: Warehouse) =>
  ({ path: [schema = "", name = ""] }: ObjectName): readonly ObjectName[] =>
    (relations.get(relationKey({ schema, name }))?.columns ?? []).map((column) => ({
      kind: "column",
      path: [schema, name, column.name],
    }));

/**
 * Who gains and who loses what, after memberships, PUBLIC and ownership; a role and schema a line, in the order
 * of names.
 */
export function accessChanges(delta: Delta, from: Warehouse, to: Warehouse): AccessChange[] {
  const [old, now] = [accessByRole(from, to), accessByRole(to, from)];
  return affectedRoles(delta, from, to).flatMap((role) => {
    const before = effectiveAccess(old, role);
    const after = effectiveAccess(now, role);
    const gained = groupBy(beyond(after, before, columnsIn(to)), schemaNameOf);
    const lost = groupBy(beyond(before, after, columnsIn(from)), schemaNameOf);
    return [...new Set([...gained.keys(), ...lost.keys()])].sort(compareText).map((schema) => ({
      role: roleText(role),
      schema,
      gains: gainsOf(gained.get(schema) ?? [], to),
      loses: gainsOf(lost.get(schema) ?? [], from),
    }));
  });
}
