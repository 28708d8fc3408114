/** What GRANT, REVOKE and ALTER DEFAULT PRIVILEGES claim. */
import { type Acl, isLack, OWNER, PUBLIC } from "../../model/acl.ts";
import { DEFAULT_KINDS, type DefaultKind, defaultKey } from "../../model/default-privileges.ts";
import { groupBy } from "../../model/group.ts";
import { type ObjectName, objectKey, tableOf } from "../../model/object.ts";
import { type ObjectKind, privilegesOf } from "../../model/object-kinds.ts";
import { rememberingObjects } from "../../model/remembering.ts";
import { aclOf, defaultsBase, type ObjectPrivileges } from "../../model/warehouse.ts";
import type { RoleSpec } from "../../sql/sql-target.ts";
import type { GrantClause, PrivilegeItem, RevokeClause, StatementOf } from "../../sql/statement.ts";
import { targetSql } from "../../sql/write-statement.ts";
import { objectOf } from "../objects/object-sql.ts";
import { type Claim, roleWords, type Sides, unsaid } from "./claim.ts";

type Clause = GrantClause | RevokeClause;

/** What an ACL is to be, what of it goes, and whose the object is. */
interface Subject {
  readonly key: string;
  readonly kind: ObjectKind;
  readonly acl: Acl;
  readonly removed: readonly Acl[];
  /** Undefined for whoever applies the revision. */
  readonly owner: string | undefined;
}

const SELF = new Set(["CURRENT_USER", "SESSION_USER", "CURRENT_ROLE"]);

function namesOf({ privilege }: PrivilegeItem, kind: ObjectKind, major: number): readonly string[] {
  if (privilege.startsWith("ALL") && privilege !== "ALTER SYSTEM") return privilegesOf(kind, major);
  return [privilege === "TEMP" ? "TEMPORARY" : privilege];
}

const entryOf = (grantee: string, privilege: string): string => `${grantee}\t${privilege}`;

/** The entries of an ACL by grantee and privilege: every GRANT asks for each of its own. */
const entriesOf = rememberingObjects((acl: Acl) =>
  groupBy(acl.entries.values(), ({ grantee, privilege }) => entryOf(grantee, privilege)),
);

/** What of ACLs goes, by the key of the object. */
const removedFrom = rememberingObjects((removed: readonly ObjectPrivileges[]) =>
  groupBy(removed, ({ object }) => objectKey(object)),
);

function claimsOf(clause: Clause, grantee: RoleSpec, privilege: string, subject: Subject): Claim[] {
  const { acl, removed, owner, key } = subject;
  const name = typeof grantee === "string" ? grantee : grantee.word === "PUBLIC" ? PUBLIC : undefined;
  const isOwner = name === undefined ? SELF.has(roleWords(grantee)) && owner === undefined : name === owner;
  const saidIn = (some: Acl) =>
    (entriesOf(some).get(entryOf(name ?? "", privilege)) ?? []).filter((entry) => !isLack(entry));
  const left = saidIn(acl);
  const goes = removed.some((some) => saidIn(some).length > 0);
  const lacks = entriesOf(acl).get(entryOf(OWNER, privilege))?.some(isLack) === true;
  const about = `${privilege} on ${key}`;
  const whole = `${key}\t${roleWords(grantee)}\t${privilege}`;
  const option = `${whole}\toption`;
  if (clause.kind === "grant") {
    const gets = `${roleWords(grantee)} gets ${about}`;
    // What an owner has of its own object it can give itself at any time.
    const holds = isOwner || left.length > 0;
    if (!clause.grantable) return [{ key: whole, says: gets, holds }];
    return [
      { key: whole, says: gets, holds },
      {
        key: option,
        says: `${gets} with grant option`,
        holds: isOwner || left.some(({ grantable }) => grantable),
      },
    ];
  }
  if (clause.optionOnly) {
    const says = `${roleWords(grantee)} loses the grant option for ${about}`;
    return [{ key: option, says, holds: goes || !left.some(({ grantable }) => grantable) }];
  }
  const says = `${roleWords(grantee)} loses ${about}`;
  return [
    { key: whole, says, holds: goes || (isOwner ? lacks : left.length === 0) },
    { key: option, says, holds: true },
  ];
}

function subjectOf(object: ObjectName, { to, difference }: Sides): Subject {
  const key = objectKey(object);
  const ownerOf = object.kind === "column" ? tableOf(object) : object;
  return {
    key,
    kind: object.kind,
    acl: aclOf(to, object, key),
    removed:
      removedFrom(difference.privileges.removed)
        .get(key)
        ?.map(({ acl }) => acl) ?? [],
    owner: to.owners.get(objectKey(ownerOf))?.owner,
  };
}

/** The objects that a privilege is on: its columns, or the whole. */
const partsOf = (object: ObjectName, { columns }: PrivilegeItem): ObjectName[] =>
  columns === undefined
    ? [object]
    : columns.map((column): ObjectName => ({ kind: "column", path: [...object.path, column] }));

/** What a GRANT or REVOKE of privileges on objects claims. */
export function privilegeClaims(
  statement: StatementOf<"grant"> | StatementOf<"revoke">,
  sides: Sides,
): Claim[] {
  const { privileges, on, targets, grantees } = statement;
  return targets.flatMap((target) => {
    const object = objectOf(on, target);
    if (!object) {
      const verb = statement.kind === "grant" ? "gives" : "takes";
      return [unsaid(`it ${verb} privileges on ${on.toLowerCase()} ${targetSql(target)}`)];
    }
    return privileges.flatMap((item) =>
      partsOf(object, item).flatMap((part) => {
        const subject = subjectOf(part, sides);
        const names = namesOf(item, part.kind, sides.major);
        return names.flatMap((name) =>
          grantees.flatMap((grantee) => claimsOf(statement, grantee, name, subject)),
        );
      }),
    );
  });
}

const kindOfWord = (on: string): DefaultKind | undefined =>
  on === "FUNCTIONS"
    ? "routine"
    : (Object.keys(DEFAULT_KINDS) as DefaultKind[]).find((kind) => DEFAULT_KINDS[kind].keyword === on);

/** What ALTER DEFAULT PRIVILEGES claims. Without FOR ROLE they are those of whoever applies it, of which nothing is known. */
export function defaultClaims(
  { creators = [], schemas, clause }: StatementOf<"default privileges">,
  { to, difference, major }: Sides,
): Claim[] {
  const kind = kindOfWord(clause.on);
  if (kind === undefined || creators.length === 0) {
    return [unsaid(`it changes default privileges on ${clause.on.toLowerCase()} of whoever runs it`)];
  }
  return creators.flatMap((creator) =>
    (schemas ?? [undefined]).flatMap((schema) => {
      const place = { creator: roleWords(creator), ...(schema !== undefined && { schema }), kind };
      const key = defaultKey(place);
      const subject: Subject = {
        key: `default privileges (${key})`,
        kind,
        acl: to.defaults.get(key)?.acl ?? defaultsBase(place),
        removed: difference.defaults.removed
          .filter((entry) => defaultKey(entry) === key)
          .map(({ acl }) => acl),
        owner: place.creator,
      };
      return clause.privileges.flatMap((item) =>
        namesOf(item, kind, major).flatMap((name) =>
          clause.grantees.flatMap((grantee) => claimsOf(clause, grantee, name, subject)),
        ),
      );
    }),
  );
}
