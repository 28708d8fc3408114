// Moves → GRANT and REVOKE, as few statements as can say them.

import { type Condition, conditionText } from "../../model/condition.ts";
import { groupBy } from "../../model/group.ts";
import { compareText, displayName } from "../../model/identifier.ts";
import { schemaOf } from "../../model/object.ts";
import { ALL_KINDS, kindFacts, type ObjectKind } from "../../model/object-kinds.ts";
import type { Privilege } from "../../model/privilege.ts";
import type { RoleSpec, Target } from "../../sql/sql-target.ts";
import type { PrivilegeItem, Statement } from "../../sql/statement.ts";
import { privilegesSql, roleSql, targetSql } from "../../sql/write-statement.ts";
import { directed } from "../compare/conditions.ts";
import { targetOf } from "../objects/object-sql.ts";
import { wholeOf } from "./held.ts";
import type { Move } from "./plan-privileges.ts";
import {
  clauseOf,
  compareQuoted,
  compareWorded,
  granteeOf,
  itemsOf,
  type Manner,
  partsByVersion,
  type Worded,
  wording,
} from "./privilege-parts.ts";

/** What statements must have in common to be one. */
interface Shape extends Manner {
  readonly kind: ObjectKind;
  readonly schema: string;
  readonly privileges: readonly PrivilegeItem[];
  readonly when: Condition | undefined;
  readonly since: number | undefined;
}

/** One statement to be: these grantees get these privileges on these objects; at first one and one. */
interface Bundle {
  readonly shape: Shape;
  /** The same for equal shapes. */
  readonly key: string;
  readonly objects: readonly Worded<Target>[];
  readonly grantees: readonly Worded<RoleSpec>[];
}

// GRANT <privileges> ON TABLE <object>, … TO <grantee>, … WITH GRANT OPTION
function statement({ shape, objects, grantees }: Bundle): Statement {
  return {
    ...clauseOf(shape),
    privileges: shape.privileges,
    on: kindFacts(shape.kind).keyword,
    targets: objects.map(({ value }) => value),
    grantees: grantees.map(({ value }) => value),
    ...directed(shape.when, shape.since),
  };
}

/** Each privilege with its columns: `SELECT ("email", "phone"), UPDATE ("phone")`. */
function columnItems(moves: readonly Move[]): PrivilegeItem[] {
  const columns = groupBy(moves, ({ entry }) => entry.privilege);
  return kindFacts("column")
    .privileges.filter((privilege) => columns.has(privilege))
    .map((privilege) => {
      const names = (columns.get(privilege) ?? []).map(({ object }) => object.path[2] ?? "");
      return { privilege, columns: [...new Set(names)].sort(compareQuoted) };
    });
}

/** What a holder gets on one object, or on the columns of one table. */
function bundlesOf(verb: Manner["verb"], moves: readonly Move[]): Bundle[] {
  const [first] = moves;
  if (!first) return [];
  const { object, entry, optionOnly, cascade, owner } = first;
  const held = new Set<Privilege>(moves.map((move) => move.entry.privilege));
  const target = targetOf(object);
  const grantee = granteeOf(entry.grantee, owner);
  return partsByVersion(object.kind, held).map(({ privileges, since }) => {
    const shape: Shape = {
      verb,
      kind: object.kind,
      // What lies in no schema stands before all schemas, a schema itself in its own part.
      schema: schemaOf(object) ?? (object.kind === "schema" ? (object.path[0] ?? "") : ""),
      privileges: object.kind === "column" ? columnItems(moves) : itemsOf(object.kind, privileges),
      grantable: verb === "GRANT" && entry.grantable,
      optionOnly,
      cascade,
      when: entry.when,
      since,
    };
    return {
      shape,
      key: JSON.stringify({ ...shape, when: conditionText(shape.when) }),
      objects: [{ sql: targetSql(target), value: target }],
      grantees: [{ sql: roleSql(grantee), value: grantee }],
    };
  });
}

function singleBundles(verb: Manner["verb"], moves: readonly Move[]): Bundle[] {
  const groups = groupBy(moves, (move) => {
    const { grantee, grantable, when } = move.entry;
    const how = `${verb === "GRANT" && grantable}\t${move.optionOnly}\t${move.cascade}\t${conditionText(when)}`;
    const part = move.object.kind === "column" ? "columns" : "whole";
    return `${wholeOf(move).on}\t${part}\t${grantee}\t${move.owner}\t${how}`;
  });
  return [...groups.values()].flatMap((group) => bundlesOf(verb, group));
}

/** The values of many bundles, each once, in the order of their SQL. */
const joined = <Value>(parts: readonly Worded<Value>[]): Worded<Value>[] =>
  [...new Map(parts.map((part) => [part.sql, part])).values()].sort(compareWorded);

/** Puts bundles together: first the objects of one grantee, then the grantees of the same objects. */
function bundles(all: readonly Bundle[]): Bundle[] {
  const byGrantee = groupBy(all, ({ key, grantees }) => `${key}\t${wording(grantees)}`);
  const perGrantee = [...byGrantee.values()].flatMap((group) => {
    const objects = joined(group.flatMap((one) => one.objects));
    return group.slice(0, 1).map((first) => ({ ...first, objects }));
  });
  const byObjects = groupBy(perGrantee, ({ key, objects }) => `${key}\t${wording(objects)}`);
  return [...byObjects.values()].flatMap((group) => {
    const grantees = joined(group.flatMap((one) => one.grantees));
    return group.slice(0, 1).map((first) => ({ ...first, grantees }));
  });
}

/** A table's REVOKE takes its columns' privileges along: what is said of columns stands before it. */
function rank({ verb, kind }: Shape): number {
  return ALL_KINDS.indexOf(kind) - (verb === "REVOKE" && kind === "column" ? 1.5 : 0);
}

function compareBundles(a: Bundle, b: Bundle): number {
  return (
    compareText(a.shape.schema, b.shape.schema) ||
    rank(a.shape) - rank(b.shape) ||
    compareText(wording(a.grantees), wording(b.grantees)) ||
    compareText(privilegesSql(a.shape.privileges), privilegesSql(b.shape.privileges)) ||
    compareText(wording(a.objects), wording(b.objects))
  );
}

/** One schema's statements. */
export interface PrivilegeGroup {
  /** As people read it; empty for what lies in no schema. */
  readonly schema: string;
  readonly statements: readonly Statement[];
}

/**
 * GRANT or REVOKE statements for these entries, few and exact, grouped by schema in the order of names; all by one
 * grantor.
 */
export function renderPrivileges(verb: "GRANT" | "REVOKE", moves: readonly Move[]): PrivilegeGroup[] {
  const sorted = bundles(singleBundles(verb, moves)).sort(compareBundles);
  const groups = groupBy(sorted, ({ shape }) => shape.schema);
  return [...groups].map(([schema, group]) => ({
    schema: schema && displayName(schema),
    statements: group.map(statement),
  }));
}
