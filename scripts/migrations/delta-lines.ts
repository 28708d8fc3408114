/** The lines in which delta.json says what a collection gains and loses. */
import type * as z from "zod";
import { type Acl, type AclEntry, internAcl, OWNER, privilegeList } from "../model/acl.ts";
import { DEFAULT_ATTRIBUTES } from "../model/attributes.ts";
import type { Comment } from "../model/comment.ts";
import { conditionText, parseCondition } from "../model/condition.ts";
import type { DefaultPrivileges } from "../model/default-privileges.ts";
import type { RecordedCollection } from "../model/delta.ts";
import type { Distribution } from "../model/distribution.ts";
import { groupBy } from "../model/group.ts";
import { type ObjectName, objectKey, parseObjectKey } from "../model/object.ts";
import { kindFacts, type ObjectKind } from "../model/object-kinds.ts";
import type { Ownership } from "../model/ownership.ts";
import type { Privilege } from "../model/privilege.ts";
import type { Role } from "../model/role.ts";
import type { SqlObject } from "../model/sql-object.ts";
import type { ViewReads } from "../model/view-reads.ts";
import type { EntryOf, ObjectPrivileges } from "../model/warehouse.ts";
import {
  comment,
  type DefaultGrant,
  defaultGrant,
  distribution,
  type Grant,
  grant,
  keptSequence,
  membership,
  ownership,
  role,
  sqlObject,
  text,
  viewReads,
} from "./delta-shape.ts";
import { fromViewReads, toViewReads } from "./delta-view-reads.ts";
import { extensionLine, fromExtensionLines, toExtensionLines } from "./extension-lines.ts";
import { fromSqlObjects, toSqlObject } from "./sql-object-lines.ts";

/** What an ACL says to one grantee. */
type AclLine = Omit<Grant, "on">;

/** Puts the entries of an ACL together: a line for each grantee, grantor, option and condition. */
function toLines(kind: ObjectKind, acl: Acl): AclLine[] {
  const groups = new Map<string, { line: AclLine; privileges: Set<Privilege> }>();
  for (const { grantee, grantor, grantable, when, privilege } of acl.entries.values()) {
    const line: AclLine = {
      to: grantee,
      privileges: "",
      ...(grantable && { grantable: true as const }),
      ...(grantor !== OWNER && { by: grantor }),
      ...(when && { when: conditionText(when) }),
    };
    const key = JSON.stringify(line);
    const group = groups.get(key) ?? { line, privileges: new Set() };
    group.privileges.add(privilege);
    groups.set(key, group);
  }
  return [...groups.values()].map(({ line, privileges }) => ({
    ...line,
    privileges: privilegeList(kind, privileges),
  }));
}

/** @throws {Error} naming what is not known */
function fromLine(kind: ObjectKind, line: AclLine): AclEntry[] {
  const known = kindFacts(kind).privileges;
  const named = line.privileges === "ALL" ? known : line.privileges.split(", ");
  const when = line.when === undefined ? undefined : parseCondition(line.when);
  if (line.when !== undefined && !when) throw new Error(`unknown condition ${line.when}`);
  return named.map((name) => {
    const privilege = known.find((candidate) => candidate === name);
    if (!privilege) throw new Error(`unknown privilege ${name} of a ${kind}`);
    return {
      grantee: line.to,
      privilege,
      grantor: line.by ?? OWNER,
      grantable: line.grantable ?? false,
      ...(when && { when }),
    };
  });
}

/** The lines of one object. */
const toGrants = ({ object, acl }: ObjectPrivileges): Grant[] =>
  toLines(object.kind, acl).map((line) => ({ on: objectKey(object), ...line }));

/** @throws {Error} naming what is not known */
function objectOf(key: string): ObjectName {
  const object = parseObjectKey(key);
  if (!object) throw new Error(`unknown object ${key}`);
  return object;
}

/** Reads lines of `privileges`. @throws {Error} naming the line that says nothing known */
function fromGrants(lines: readonly Grant[]): ObjectPrivileges[] {
  return [...groupBy(lines, ({ on }) => on)].map(([key, group]) => {
    const object = objectOf(key);
    return { object, acl: internAcl(group.flatMap((line) => fromLine(object.kind, line))) };
  });
}

/** The lines of default privileges. */
const toDefaultGrants = ({ creator, schema, kind, acl }: DefaultPrivileges): DefaultGrant[] =>
  toLines(kind, acl).map((line) => ({ creator, ...(schema !== undefined && { schema }), kind, ...line }));

/** Reads lines of `defaults`. @throws {Error} naming the line that says nothing known */
function fromDefaultGrants(lines: readonly DefaultGrant[]): DefaultPrivileges[] {
  const groups = groupBy(lines, ({ creator, schema, kind }) => JSON.stringify([creator, schema, kind]));
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (!first) return [];
    const { creator, schema, kind } = first;
    const acl = internAcl(group.flatMap((line) => fromLine(kind, line)));
    return [{ creator, ...(schema !== undefined && { schema }), kind, acl }];
  });
}

/** Only what is not as CREATE ROLE makes it. */
function toRole(role: Role): object {
  const isDefault = ([key, value]: [string, unknown]) =>
    (DEFAULT_ATTRIBUTES as unknown as Record<string, unknown>)[key] === value;
  return Object.fromEntries(Object.entries(role).filter((entry) => !isDefault(entry)));
}

/** How the entries of a collection stand in the file. */
export interface LineFormat<Entry> {
  readonly shape: z.ZodType;
  write(entries: readonly Entry[]): readonly unknown[];
  /** Reads lines of the shape. @throws {Error} naming what is not known */
  read(lines: readonly unknown[]): readonly Entry[];
}

function format<Entry, Line>(
  shape: z.ZodType<Line>,
  write: (entries: readonly Entry[]) => readonly unknown[],
  read: (lines: readonly Line[]) => readonly Entry[],
): LineFormat<Entry> {
  return { shape, write, read: (lines) => read(lines as readonly Line[]) };
}

/** Entries that stand in the file as they are. An optional key of zod may be undefined: the file never has that. */
function plain<Entry>(shape: z.ZodType): LineFormat<Entry> {
  return { shape, write: (entries) => entries, read: (lines) => lines as readonly Entry[] };
}

/** What is said of objects, each by its key. */
function onObject<Entry extends { readonly object: ObjectName }>(shape: z.ZodType): LineFormat<Entry> {
  return {
    shape,
    write: (entries) => entries.map(({ object, ...said }) => ({ on: objectKey(object), ...said })),
    read: (lines) =>
      (lines as readonly { readonly on: string }[]).map(
        ({ on, ...said }) => ({ object: objectOf(on), ...said }) as unknown as Entry,
      ),
  };
}

/** The collections in the order of the file. */
export const LINE_FORMATS: { readonly [Name in RecordedCollection]: LineFormat<EntryOf<Name>> } = {
  roles: { ...plain<Role>(role), write: (roles) => roles.map(toRole) },
  memberships: plain(membership),
  privileges: format(grant, (entries) => entries.flatMap(toGrants), fromGrants),
  defaults: format(defaultGrant, (entries) => entries.flatMap(toDefaultGrants), fromDefaultGrants),
  owners: onObject<Ownership>(ownership),
  externalSchemas: plain(text),
  revokingSchemas: plain(text),
  publicSaid: plain(text),
  sensitive: plain(text),
  comments: onObject<Comment>(comment),
  distributions: onObject<Distribution>(distribution),
  sqlObjects: format(sqlObject, (objects: readonly SqlObject[]) => objects.map(toSqlObject), fromSqlObjects),
  keptSequences: plain(keptSequence),
  extensionMembers: format(extensionLine, toExtensionLines, fromExtensionLines),
  viewReads: format(
    viewReads,
    (entries: readonly ViewReads[]) => entries.map(toViewReads),
    (lines) => lines.map(fromViewReads),
  ),
};

/** The collections that delta.json records. */
export const RECORDED = Object.keys(LINE_FORMATS) as readonly RecordedCollection[];
