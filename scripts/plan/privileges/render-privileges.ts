import { privilegeList } from "../../model/acl.ts";
import { type Condition, conditionText } from "../../model/condition.ts";
import { groupBy } from "../../model/group.ts";
import { compareText, displayName, quoteIdentifier } from "../../model/identifier.ts";
import { schemaOf } from "../../model/object.ts";
import { kindFacts, OBJECT_KINDS, type ObjectKind, type Privilege } from "../../model/privilege.ts";
import { sinceLine, whenLine } from "../compare/conditions.ts";
import { objectSql } from "../objects/object-sql.ts";
import { wholeOf } from "./held.ts";
import type { Move } from "./plan-privileges.ts";
import {
  block,
  type Clause,
  endText,
  LINE,
  partsByVersion,
  quoteGrantee,
  verbText,
} from "./statement-text.ts";

/** What statements must have in common to be one. */
interface Shape extends Clause {
  readonly kind: ObjectKind;
  readonly schema: string;
  /** ALL or a list, columns in parentheses. */
  readonly privileges: string;
  readonly when: Condition | undefined;
  readonly since: number | undefined;
}

/** One grantee and one object. */
interface Piece {
  readonly shape: Shape;
  /** The same for equal shapes. */
  readonly key: string;
  /** As SQL names them. */
  readonly object: string;
  readonly grantee: string;
}

/** One statement to be: these grantees get these privileges on these objects. */
interface Bundle {
  readonly shape: Shape;
  readonly objects: readonly string[];
  readonly grantees: readonly string[];
}

// GRANT <privileges> ON TABLE <object>, … TO <grantee>, … WITH GRANT OPTION
function statement({ shape, objects, grantees }: Bundle): string {
  const head = `${verbText(shape)} ${shape.privileges} ON ${kindFacts(shape.kind).keyword}`;
  const direction = shape.verb === "GRANT" ? "TO" : "FROM";
  const end = endText(shape);
  const oneLine = `${head} ${objects.join(", ")} ${direction} ${grantees.join(", ")}${end}`;
  const list = block(objects);
  const tall = `${head}${list}${list.includes("\n") ? "\n" : " "}${direction}${block(grantees)}${end}`;
  const text = oneLine.length <= LINE ? oneLine : tall;
  return `${whenLine(shape.when)}${sinceLine(shape.since)}${text}`;
}

/** Each privilege with its columns behind it: `SELECT ("email", "phone"), UPDATE ("phone")`. */
function columnList(moves: readonly Move[]): string {
  const columns = groupBy(moves, ({ entry }) => entry.privilege);
  return kindFacts("column")
    .privileges.filter((privilege) => columns.has(privilege))
    .map((privilege) => {
      const names = (columns.get(privilege) ?? []).map(({ object }) => quoteIdentifier(object.path[2] ?? ""));
      return `${privilege} (${[...new Set(names)].sort(compareText).join(", ")})`;
    })
    .join(", ");
}

/** What a holder gets on one object, or on the columns of one table. */
function piecesOf(verb: Clause["verb"], moves: readonly Move[]): Piece[] {
  const [first] = moves;
  if (!first) return [];
  const { object, entry, optionOnly, cascade, owner } = first;
  const held = new Set<Privilege>(moves.map((move) => move.entry.privilege));
  return partsByVersion(object.kind, held).map(({ privileges, since }) => {
    const shape: Shape = {
      verb,
      kind: object.kind,
      // What lies in no schema stands before all schemas, a schema itself in its own part.
      schema: schemaOf(object) ?? (object.kind === "schema" ? (object.path[0] ?? "") : ""),
      privileges: object.kind === "column" ? columnList(moves) : privilegeList(object.kind, privileges),
      grantable: verb === "GRANT" && entry.grantable,
      optionOnly,
      cascade,
      when: entry.when,
      since,
    };
    const key = JSON.stringify({ ...shape, when: conditionText(shape.when) });
    return { shape, key, object: objectSql(object), grantee: quoteGrantee(entry.grantee, owner) };
  });
}

function pieces(verb: Clause["verb"], moves: readonly Move[]): Piece[] {
  const groups = groupBy(moves, (move) => {
    const { grantee, grantable, when } = move.entry;
    const how = `${verb === "GRANT" && grantable}\t${move.optionOnly}\t${move.cascade}\t${conditionText(when)}`;
    const part = move.object.kind === "column" ? "columns" : "whole";
    return `${wholeOf(move).on}\t${part}\t${grantee}\t${move.owner}\t${how}`;
  });
  return [...groups.values()].flatMap((group) => piecesOf(verb, group));
}

/** Puts pieces together: first the objects of one grantee, then the grantees of the same objects. */
function bundles(all: readonly Piece[]): Bundle[] {
  const byGrantee = groupBy(all, ({ key, grantee }) => `${key}\t${grantee}`);
  const perGrantee = [...byGrantee.values()].flatMap((group) => {
    const [first] = group;
    const objects = [...new Set(group.map((piece) => piece.object))].sort(compareText);
    return first ? [{ ...first, objects }] : [];
  });
  const byObjects = groupBy(perGrantee, ({ key, objects }) => `${key}\t${objects.join()}`);
  return [...byObjects.values()].flatMap((group) => {
    const [first] = group;
    if (!first) return [];
    const { shape, objects } = first;
    return [{ shape, objects, grantees: group.map(({ grantee }) => grantee).sort(compareText) }];
  });
}

const KIND_ORDER = Object.keys(OBJECT_KINDS);

/** A table's REVOKE takes its columns' privileges along: what is said of columns stands before it. */
function rank({ verb, kind }: Shape): number {
  return KIND_ORDER.indexOf(kind) - (verb === "REVOKE" && kind === "column" ? 1.5 : 0);
}

function compareBundles(a: Bundle, b: Bundle): number {
  return (
    compareText(a.shape.schema, b.shape.schema) ||
    rank(a.shape) - rank(b.shape) ||
    compareText(a.grantees.join(), b.grantees.join()) ||
    compareText(a.shape.privileges, b.shape.privileges) ||
    compareText(a.objects.join(), b.objects.join())
  );
}

/** One schema's statements. */
export interface PrivilegeGroup {
  /** As people read it; empty for what lies in no schema. */
  readonly schema: string;
  readonly statements: readonly string[];
}

/**
 * GRANT or REVOKE statements for these entries, few and exact, grouped by schema in the order of names; all by one
 * grantor.
 */
export function renderPrivileges(verb: "GRANT" | "REVOKE", moves: readonly Move[]): PrivilegeGroup[] {
  const sorted = bundles(pieces(verb, moves)).sort(compareBundles);
  const groups = groupBy(sorted, ({ shape }) => shape.schema);
  return [...groups].map(([schema, group]) => ({
    schema: schema && displayName(schema),
    statements: group.map(statement),
  }));
}
