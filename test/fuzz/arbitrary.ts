import fc from "fast-check";
import { type AclEntry, builtInAcl, internAcl, lack, OWNER, PUBLIC } from "../../scripts/model/acl.ts";
import {
  DEFAULT_KINDS,
  type DefaultKind,
  type DefaultPrivileges,
  defaultKey,
} from "../../scripts/model/default-privileges.ts";
import { displayPath } from "../../scripts/model/identifier.ts";
import { type ObjectName, objectKey } from "../../scripts/model/object.ts";
import { kindFacts } from "../../scripts/model/object-kinds.ts";
import type { Ownership } from "../../scripts/model/ownership.ts";
import { knowsPrivilege, type Privilege } from "../../scripts/model/privilege.ts";
import { type Membership, membershipKey, newRole, type Role } from "../../scripts/model/role.ts";
import {
  defaultsBase,
  isBuiltIn,
  type ObjectPrivileges,
  type Warehouse,
} from "../../scripts/model/warehouse.ts";
import { SCHEMAS } from "./world-views.ts";

/**
 * Roles by what they may be. Whoever grants for others inherits no owner and nobody's options: PostgreSQL would
 * choose those instead.
 */
const DELEGATES = ["fz_d1", 'fz "d2".x', "fz_Ämter"];
const GROUPS = ["fz_g1", "fz_g'2"];
const PEOPLE = ["fz_p1", "fz P 2"];
export const ROLES = [...DELEGATES, ...GROUPS, ...PEOPLE];

/** What the server and the role that applies allow. */
export interface Limits {
  readonly major: number;
  readonly superuser: boolean;
  readonly objects: readonly ObjectName[];
}

const index = fc.nat({ max: 11 });
const at = <Item>(items: readonly Item[], index: number): Item | undefined =>
  items.length === 0 ? undefined : items[index % items.length];

const rawRole = (superuser: boolean) =>
  fc.record({
    there: fc.integer({ min: 0, max: 4 }).map((n) => n < 4),
    login: fc.boolean(),
    createdb: superuser ? fc.boolean() : fc.constant(false),
    createrole: fc.boolean(),
    inherit: fc.boolean().map((no) => !no),
    replication: superuser ? fc.boolean() : fc.constant(false),
    bypassrls: superuser ? fc.boolean() : fc.constant(false),
    superuser: superuser ? fc.integer({ min: 0, max: 4 }).map((n) => n === 4) : fc.constant(false),
    connectionLimit: fc.constantFrom(-1, 0, 3),
    validUntil: fc.constantFrom(undefined, "2031-01-01T00:00:00Z"),
    comment: fc.constantFrom(undefined, "it's \\ ${env}"),
    timeout: fc.constantFrom(undefined, "5min", "0"),
    path: fc.constantFrom(undefined, '"S1", "public"', '"$user"', '"a""b"'),
    here: fc.constantFrom(undefined, "9MB"),
  });

function settingsOf(pairs: Readonly<Record<string, string | undefined>>) {
  const settings = Object.entries(pairs).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value]],
  );
  return settings.length === 0 ? undefined : (Object.fromEntries(settings) as Record<string, string>);
}

type RawRole = ReturnType<typeof rawRole> extends fc.Arbitrary<infer Raw> ? Raw : never;

function makeRole(
  name: string,
  { there: _, validUntil, comment, timeout, path, here, ...attributes }: RawRole,
): Role {
  const settings = settingsOf({ search_path: path, statement_timeout: timeout });
  const settingsInDatabase = settingsOf({ work_mem: here });
  return newRole(name, {
    ...attributes,
    superuser: attributes.superuser && PEOPLE.includes(name),
    ...(validUntil !== undefined && { validUntil }),
    ...(comment !== undefined && { comment }),
    ...(settings && { settings }),
    ...(settingsInDatabase && { settingsInDatabase }),
  });
}

const rawMembership = fc.record({
  role: index,
  member: index,
  admin: fc.boolean(),
  inherit: fc.boolean(),
  set: fc.boolean(),
});

/** People are members of all, delegates of groups only; nobody of himself or in a circle. */
function makeMemberships(
  raw: readonly (typeof rawMembership extends fc.Arbitrary<infer Raw> ? Raw : never)[],
  roles: ReadonlyMap<string, Role>,
  major: number,
): Membership[] {
  const rank = (name: string) => [GROUPS, DELEGATES, PEOPLE].findIndex((list) => list.includes(name));
  const names = [...roles.keys()];
  const all = raw.flatMap(({ role: r, member: m, ...options }): Membership[] => {
    const [role, member] = [at(names, r), at(names, m)];
    if (role === undefined || member === undefined) return [];
    const isPair = rank(member) === 2 && rank(role) === 2 && ROLES.indexOf(member) > ROLES.indexOf(role);
    if (rank(member) <= rank(role) && !isPair) return [];
    const attribute = roles.get(member)?.inherit ?? true;
    // That is what 16 gives to the creator of a role, and nobody can tell the two apart.
    if (options.admin && !options.inherit && !options.set) return [];
    return [{ role, member, ...options, ...(major < 16 && { inherit: attribute, set: true }) }];
  });
  return [...new Map(all.map((membership) => [membershipKey(membership), membership])).values()];
}

const rawGrant = fc.record({
  grantor: index,
  grantee: index,
  privileges: fc.integer({ min: 1, max: 255 }),
  all: fc.boolean(),
  grantable: fc.integer({ min: 0, max: 2 }).map((n) => n > 0),
  column: fc.integer({ min: 0, max: 4 }),
});
type RawGrant = typeof rawGrant extends fc.Arbitrary<infer Raw> ? Raw : never;

/** What an owner may lack without being in its own way: one bit a privilege, mostly nothing. */
const lacks = fc
  .tuple(fc.integer({ min: 1, max: 255 }), fc.nat({ max: 5 }))
  .map(([bits, n]) => (n === 5 ? bits : 0));
const LACKING: ReadonlySet<string> = new Set(["table", "sequence", "routine", "type", "large object"]);

const rawAcl = fc.record({
  lacks,
  keepsPublic: fc.boolean(),
  turn: fc.nat({ max: 2 }),
  grants: fc.array(rawGrant, { maxLength: 12, size: "max" }),
});
type RawAcl = typeof rawAcl extends fc.Arbitrary<infer Raw> ? Raw : never;

const pick = (privileges: readonly Privilege[], { privileges: bits, all }: RawGrant): Privilege[] =>
  all ? [...privileges] : privileges.filter((_, place) => (bits >> place) & 1);

/** Entries of a table and its columns, or of another object, each one's grantor with the option for it. */
class Chain {
  readonly #entries = new Map<string, Map<string, AclEntry>>();
  readonly #order: readonly string[];
  readonly #limits: Limits;

  constructor(turn: number, limits: Limits) {
    this.#order = [...DELEGATES.slice(turn), ...DELEGATES.slice(0, turn)];
    this.#limits = limits;
  }

  on(object: ObjectName): Map<string, AclEntry> {
    const key = objectKey(object);
    const entries = this.#entries.get(key) ?? new Map<string, AclEntry>();
    this.#entries.set(key, entries);
    return entries;
  }

  #hasOption(object: ObjectName, role: string, privilege: Privilege): boolean {
    return [...this.on(object).values()].some(
      (entry) => entry.grantable && entry.grantee === role && entry.privilege === privilege,
    );
  }

  #mayGrant(object: ObjectName, role: string, privilege: Privilege): boolean {
    const table: ObjectName = { kind: "table", path: object.path.slice(0, 2) };
    const byTable = object.kind === "column" && this.#hasOption(table, role, privilege);
    return byTable || this.#hasOption(object, role, privilege);
  }

  add(object: ObjectName, raw: RawGrant, roles: readonly string[], owner: string | undefined): void {
    const delegates = this.#order.filter((name) => roles.includes(name) && name !== owner);
    const grantor = at([OWNER, ...delegates], raw.grantor) ?? OWNER;
    const grantees = [PUBLIC, ...roles].filter((name) => name !== owner && name !== grantor);
    const grantee = at(grantees, raw.grantee) ?? PUBLIC;
    // An option goes only to those who come later: no circles.
    const later = grantor === OWNER || this.#rank(grantee) > this.#rank(grantor);
    const grantable = raw.grantable && grantee !== PUBLIC && !GROUPS.includes(grantee) && later;
    const known = kindFacts(object.kind).privileges.filter((one) => knowsPrivilege(this.#limits.major, one));
    for (const privilege of pick(known, raw)) {
      if (grantor !== OWNER && !this.#mayGrant(object, grantor, privilege)) continue;
      const key = JSON.stringify([grantee, grantor, privilege]);
      const entries = this.on(object);
      const before = entries.get(key)?.grantable ?? false;
      // The option for a column can only be passed on by whoever has it for the column itself.
      const passes = grantable && (grantor === OWNER || this.#hasOption(object, grantor, privilege));
      entries.set(key, { grantee, privilege, grantor, grantable: passes || before });
    }
  }

  #rank(role: string): number {
    const place = this.#order.indexOf(role);
    return place < 0 ? 99 : place;
  }
}

const lacksOf = (kind: ObjectName["kind"], bits: number, { major }: Limits): AclEntry[] =>
  kindFacts(kind)
    .privileges.filter(
      (privilege, place) => LACKING.has(kind) && (bits >> place) & 1 && knowsPrivilege(major, privilege),
    )
    .map(lack);

function makePrivileges(
  raw: ReadonlyMap<ObjectName, RawAcl>,
  roles: readonly string[],
  ownerOf: (object: ObjectName) => string | undefined,
  limits: Limits,
  bare: Warehouse,
): ObjectPrivileges[] {
  return [...raw].flatMap(([object, { keepsPublic, turn, grants, lacks: bits }]) => {
    const chain = new Chain(turn, limits);
    const start = keepsPublic ? builtInAcl(object.kind).entries.values() : [];
    for (const entry of start) {
      chain.on(object).set(JSON.stringify([entry.grantee, entry.grantor, entry.privilege]), entry);
    }
    const columns =
      object.kind === "table" ? (bare.relations.get(displayPath(object.path))?.columns ?? []) : [];
    const targets = [object];
    for (const grant of grants) {
      const column = columns[grant.column];
      const target: ObjectName =
        column === undefined ? object : { kind: "column", path: [...object.path, column.name] };
      targets.push(target);
      chain.add(target, grant, roles, ownerOf(object));
    }
    const distinct = new Map(targets.map((target) => [objectKey(target), target]));
    return [...distinct.values()]
      .map((target) => ({
        object: target,
        acl: internAcl([
          ...chain.on(target).values(),
          ...(target === object ? lacksOf(object.kind, bits, limits) : []),
        ]),
      }))
      .filter((entry) => !isBuiltIn(entry));
  });
}

const rawDefault = fc.record({
  lacks,
  creator: index,
  schema: fc.integer({ min: 0, max: 2 }),
  kind: index,
  keepsPublic: fc.boolean(),
  grants: fc.array(rawGrant, { minLength: 1, maxLength: 3 }),
});
type RawDefault = typeof rawDefault extends fc.Arbitrary<infer Raw> ? Raw : never;

function makeDefault(raw: RawDefault, roles: readonly string[], limits: Limits): DefaultPrivileges[] {
  const creator = at(roles, raw.creator);
  const kinds = (Object.keys(DEFAULT_KINDS) as DefaultKind[]).filter(
    (one) => limits.major >= ((DEFAULT_KINDS[one] as { since?: number }).since ?? 0),
  );
  const kind = at(kinds, raw.kind);
  if (creator === undefined || kind === undefined) return [];
  const anywhere = kind === "schema" || kind === "large object";
  const schema = anywhere ? undefined : SCHEMAS[raw.schema];
  const place = { creator, kind, ...(schema !== undefined && { schema }) };
  const chain = new Chain(0, limits);
  const object: ObjectName = { kind, path: [] };
  for (const entry of raw.keepsPublic ? defaultsBase(place).entries.values() : []) {
    chain.on(object).set(JSON.stringify([entry.grantee, entry.grantor, entry.privilege]), entry);
  }
  for (const grant of raw.grants) chain.add(object, { ...grant, grantor: 0 }, roles, creator);
  const all = lacksOf(kind, 255, limits);
  // An empty ACL is stored, and counts for nothing.
  const own = lacksOf(kind, raw.lacks, limits).filter((_, place) => place + 1 < all.length);
  const acl = internAcl([...chain.on(object).values(), ...(schema === undefined ? own : [])]);
  return acl === defaultsBase(place) ? [] : [{ ...place, acl }];
}

/** A warehouse with the objects of a bare one, and roles that have this and that on them. */
export function arbitraryAccess(bare: Warehouse, limits: Limits): fc.Arbitrary<Warehouse> {
  const { objects, major, superuser } = limits;
  return fc
    .record({
      roles: fc.tuple(...ROLES.map(() => rawRole(superuser))),
      memberships: fc.array(rawMembership, { maxLength: 12, size: "max" }),
      acls: fc.tuple(...objects.map(() => fc.option(rawAcl, { nil: undefined }))),
      owners: fc.tuple(...objects.map(() => fc.option(index, { nil: undefined }))),
      defaults: fc.array(rawDefault, { maxLength: 6, size: "max" }),
    })
    .map(
      ({ roles: rawRoles, memberships: rawMemberships, acls, owners: rawOwners, defaults: rawDefaults }) => {
        const roles = new Map(
          ROLES.flatMap((name, place) => {
            const raw = rawRoles[place];
            return raw?.there ? [[name, makeRole(name, raw)] as const] : [];
          }),
        );
        const names = [...roles.keys()];
        const owning = names.filter((name) => !GROUPS.includes(name));
        const serial: ObjectName = { kind: "sequence", path: [SCHEMAS[0] ?? "", "t_id_seq"] };
        const isOwnable = (object: ObjectName) =>
          object.kind !== "database" &&
          object.kind !== "parameter" &&
          object.kind !== "foreign data wrapper" &&
          objectKey(object) !== objectKey(serial);
        const owners = objects.flatMap((object, place): Ownership[] => {
          const raw = rawOwners[place];
          const owner = raw === undefined || !isOwnable(object) ? undefined : at(owning, raw);
          return owner === undefined ? [] : [{ object, owner }];
        });
        const byKey = new Map(owners.map((entry) => [objectKey(entry.object), entry]));
        const table = objectKey({ kind: "table", path: [SCHEMAS[0] ?? "", "t"] });
        const ownerOf = (object: ObjectName) =>
          byKey.get(objectKey(object) === objectKey(serial) ? table : objectKey(object))?.owner;
        const raw = new Map(
          objects.flatMap((object, place) => {
            const acl = acls[place];
            return acl ? [[object, acl] as const] : [];
          }),
        );
        const memberships = makeMemberships(rawMemberships, roles, major);
        const defaults = rawDefaults.flatMap((one) => makeDefault(one, names, limits));
        return {
          ...bare,
          roles,
          memberships: new Map(memberships.map((entry) => [membershipKey(entry), entry])),
          privileges: new Map(
            makePrivileges(raw, names, ownerOf, limits, bare).map((entry) => [
              objectKey(entry.object),
              entry,
            ]),
          ),
          defaults: new Map(defaults.map((entry) => [defaultKey(entry), entry])),
          owners: byKey,
        };
      },
    );
}
