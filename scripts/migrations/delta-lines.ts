import { type Acl, type AclEntry, internAcl, OWNER, privilegeList } from "../model/acl.ts";
import type { Comment } from "../model/comment.ts";
import { conditionText, parseCondition } from "../model/condition.ts";
import type { DefaultPrivileges } from "../model/default-privileges.ts";
import { groupBy } from "../model/group.ts";
import { type ObjectName, objectKey, parseObjectKey } from "../model/object.ts";
import { kindFacts, type ObjectKind } from "../model/object-kinds.ts";
import type { Ownership } from "../model/ownership.ts";
import type { Privilege } from "../model/privilege.ts";
import type { ObjectPrivileges } from "../model/warehouse.ts";
import type { DefaultGrant, Grant } from "./delta-shape.ts";

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
export const toGrants = ({ object, acl }: ObjectPrivileges): Grant[] =>
  toLines(object.kind, acl).map((line) => ({ on: objectKey(object), ...line }));

/** @throws {Error} naming what is not known */
function objectOf(key: string): ObjectName {
  const object = parseObjectKey(key);
  if (!object) throw new Error(`unknown object ${key}`);
  return object;
}

/** Reads lines of `privileges`. @throws {Error} naming the line that says nothing known */
export function fromGrants(lines: readonly Grant[]): ObjectPrivileges[] {
  return [...groupBy(lines, ({ on }) => on)].map(([key, group]) => {
    const object = objectOf(key);
    return { object, acl: internAcl(group.flatMap((line) => fromLine(object.kind, line))) };
  });
}

/** The lines of default privileges. */
export const toDefaultGrants = ({ creator, schema, kind, acl }: DefaultPrivileges): DefaultGrant[] =>
  toLines(kind, acl).map((line) => ({ creator, ...(schema !== undefined && { schema }), kind, ...line }));

/** Reads lines of `defaults`. @throws {Error} naming the line that says nothing known */
export function fromDefaultGrants(lines: readonly DefaultGrant[]): DefaultPrivileges[] {
  const groups = groupBy(lines, ({ creator, schema, kind }) => JSON.stringify([creator, schema, kind]));
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (!first) return [];
    const { creator, schema, kind } = first;
    const acl = internAcl(group.flatMap((line) => fromLine(kind, line)));
    return [{ creator, ...(schema !== undefined && { schema }), kind, acl }];
  });
}

/** A line of `owners`. */
export const toOwner = ({ object, owner }: Ownership) => ({ on: objectKey(object), owner });

/** Reads a line of `owners`. @throws {Error} where it names no object */
export const fromOwner = ({ on, owner }: { on: string; owner: string }): Ownership => ({
  object: objectOf(on),
  owner,
});

/** A line of `comments`. */
export const toComment = ({ object, text }: Comment) => ({ on: objectKey(object), text });

/** Reads a line of `comments`. @throws {Error} where it names no object */
export const fromComment = ({ on, text }: { on: string; text: string }): Comment => ({
  object: objectOf(on),
  text,
});
