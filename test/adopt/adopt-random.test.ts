import fc from "fast-check";
import { expect, it } from "vitest";
import type { RolesContext } from "../../scripts/declarations/declared-access.ts";
import { internAcl, OWNER, PUBLIC } from "../../scripts/model/acl.ts";
import { EMPTY_WAREHOUSE } from "../../scripts/model/collections.ts";
import {
  DEFAULT_KINDS,
  type DefaultKind,
  type DefaultPrivileges,
  defaultKey,
} from "../../scripts/model/default-privileges.ts";
import { type ObjectName, objectKey } from "../../scripts/model/object.ts";
import { kindFacts, type ObjectKind } from "../../scripts/model/object-kinds.ts";
import type { Privilege } from "../../scripts/model/privilege.ts";
import { membershipKey, newRole, type Role } from "../../scripts/model/role.ts";
import { isBuiltIn, type Warehouse } from "../../scripts/model/warehouse.ts";
import { contextOf } from "../declarations/roles-context.ts";
import { goRound } from "./adopt-case.ts";

const CONTEXT: RolesContext = contextOf(
  { DM_A: ["t", "u"], DM_B: ["t"], DM_EMPTY: [], STG_A: ["t", "u", "v"], "o.d d": ['x"y', "*z"] },
  ["STG_A.u", "DM_B.t"],
);
const ROLES = ["test_reader", "test_dm_a_read", "test_dm_b_read", "o'hara", "a.b c", "${x}", "dbt"];
const WRITE: readonly Privilege[] = ["SELECT", "INSERT", "UPDATE"];

const relations = [...CONTEXT.relations.values()];
const SINGLE: readonly ObjectName[] = [
  { kind: "database", path: [] },
  ...[...CONTEXT.schemas].map((schema): ObjectName => ({ kind: "schema", path: [schema] })),
  ...relations.flatMap(({ schema, name, columns }): ObjectName[] => [
    { kind: "table", path: [schema, name] },
    ...columns.map((column): ObjectName => ({ kind: "column", path: [schema, name, column.name] })),
    ...columns.flatMap(({ serialSequence }): ObjectName[] =>
      serialSequence === undefined ? [] : [{ kind: "sequence", path: [schema, serialSequence] }],
    ),
  ]),
  { kind: "routine", path: ["DM_A", "f", "integer, text"] },
  { kind: "type", path: ["DM_A", "mark"] },
  { kind: "language", path: ["plpgsql"] },
  { kind: "foreign server", path: ["crm"] },
  { kind: "large object", path: ["12345"] },
  { kind: "parameter", path: ["work_mem"] },
  { kind: "tablespace", path: ["fast"] },
];

interface Given {
  readonly grantee: string;
  readonly object: ObjectName;
  readonly privileges: readonly Privilege[];
  readonly grantable: boolean;
}

const some = (kind: ObjectKind) => fc.subarray([...kindFacts(kind).privileges], { minLength: 1 });

const single: fc.Arbitrary<Given[]> = fc
  .record({
    grantee: fc.constantFrom(...ROLES, PUBLIC),
    object: fc.constantFrom(...SINGLE),
    option: fc.boolean(),
  })
  .chain(({ grantee, object, option }) =>
    some(object.kind).map((privileges) => [
      { grantee, object, privileges, grantable: option && grantee !== PUBLIC },
    ]),
  );

/** A level in a schema, perhaps not on all tables. */
const whole: fc.Arbitrary<Given[]> = fc
  .record({
    grantee: fc.constantFrom(...ROLES),
    schema: fc.constantFrom(...CONTEXT.schemas),
    write: fc.boolean(),
    tables: fc.subarray(["t", "u", "v", 'x"y', "*z"], { minLength: 2 }),
  })
  .map(({ grantee, schema, write, tables }) => {
    const reached = relations.filter(
      (relation) => relation.schema === schema && tables.includes(relation.name),
    );
    const give = (kind: ObjectKind, path: readonly string[], privileges: readonly Privilege[]) => ({
      grantee,
      object: { kind, path },
      privileges,
      grantable: false,
    });
    return [
      give("schema", [schema], ["USAGE"]),
      ...reached.flatMap(({ name, columns }) => [
        give("table", [schema, name], write ? WRITE : ["SELECT"]),
        ...columns.flatMap(({ serialSequence }) =>
          write && serialSequence ? [give("sequence", [schema, serialSequence], ["USAGE"])] : [],
        ),
      ]),
    ];
  });

const defaults = fc
  .record({
    creator: fc.constantFrom("dbt", "test_reader"),
    schema: fc.constantFrom(...CONTEXT.schemas, undefined),
    kind: fc.constantFrom(...(Object.keys(DEFAULT_KINDS) as DefaultKind[])),
    grantee: fc.constantFrom("o'hara", "test_dm_a_read", "test_dm_b_read"),
  })
  .filter(({ kind, schema }) => schema === undefined || !["schema", "large object"].includes(kind))
  .chain((entry) => some(entry.kind).map((privileges) => ({ ...entry, privileges })));

/** A live entry has an option or not, not both. */
function collect(given: readonly Given[]): Warehouse["privileges"] {
  const held = new Map<string, { given: Given; privilege: Privilege }>();
  for (const one of given) {
    for (const privilege of one.privileges)
      held.set(`${objectKey(one.object)} ${one.grantee} ${privilege}`, { given: one, privilege });
  }
  const objects = new Map<string, ObjectName>(given.map(({ object }) => [objectKey(object), object]));
  const entries = [...objects].map(([key, object]) => {
    const own = [...held.values()].filter((one) => objectKey(one.given.object) === key);
    const acl = internAcl(
      own.map(({ given: { grantee, grantable }, privilege }) => ({
        grantee,
        grantor: OWNER,
        privilege,
        grantable,
      })),
    );
    return [key, { object, acl }] as const;
  });
  return new Map(entries.filter(([, entry]) => !isBuiltIn(entry)));
}

/** As a server keeps them. */
const SETTINGS: readonly (readonly [name: string, value: string])[] = [
  ["search_path", '""'],
  ["search_path", '"$user", "DM_A"'],
  ["DateStyle", "ISO, DMY"],
  ["audit.level", "on # all"],
  ["statement_timeout", "30s"],
];

function attributes(
  name: string,
  logins: readonly string[],
  settings: readonly (readonly [string, (typeof SETTINGS)[number]])[],
): Partial<Role> {
  const own = settings.filter(([role]) => role === name).map(([, setting]) => setting);
  return { login: logins.includes(name), ...(own.length > 0 && { settings: Object.fromEntries(own) }) };
}

const live: fc.Arbitrary<Warehouse> = fc
  .record({
    given: fc.array(fc.oneof(single, single, whole), { maxLength: 12 }),
    logins: fc.subarray(ROLES),
    settings: fc.array(fc.tuple(fc.constantFrom(...ROLES), fc.constantFrom(...SETTINGS)), { maxLength: 4 }),
    members: fc.uniqueArray(
      fc.record({
        role: fc.constantFrom("test_dm_a_read", "test_dm_b_read", "test_reader"),
        member: fc.constantFrom("o'hara", "a.b c", "dbt"),
        admin: fc.boolean(),
        inherit: fc.boolean(),
        set: fc.boolean(),
      }),
      { selector: membershipKey },
    ),
    defaults: fc.uniqueArray(defaults, {
      maxLength: 3,
      selector: (entry) => defaultKey(entry as Omit<DefaultPrivileges, "acl">),
    }),
  })
  .map(({ given, logins, settings, members, defaults: born }) => ({
    ...EMPTY_WAREHOUSE,
    schemas: CONTEXT.schemas,
    relations: CONTEXT.relations,
    roles: new Map(ROLES.map((name) => [name, newRole(name, attributes(name, logins, settings))])),
    memberships: new Map(members.map((membership) => [membershipKey(membership), membership])),
    privileges: collect(given.flat()),
    defaults: new Map(
      born.map(({ creator, schema, kind, grantee, privileges }) => {
        const own = privileges.map((privilege) => ({ grantee, grantor: OWNER, privilege, grantable: false }));
        const base = schema === undefined ? (kindFacts(kind).publicDefault ?? []) : [];
        const usual = base.map((privilege) => ({
          grantee: PUBLIC,
          grantor: OWNER,
          privilege,
          grantable: false,
        }));
        const entry = {
          creator,
          ...(schema !== undefined && { schema }),
          kind,
          acl: internAcl([...usual, ...own]),
        };
        return [defaultKey(entry), entry];
      }),
    ),
  }));

it("whatever a server has is said, and comes back", () => {
  fc.assert(
    fc.property(live, (warehouse) => {
      const { text, difference } = goRound(warehouse, { context: CONTEXT, external: ["dbt"] });
      expect(difference, text).toEqual([]);
    }),
    { numRuns: Number(process.env.FC_RUNS ?? 60), seed: 7 },
  );
});

/** What no file can name. */
const UNSAYABLE: readonly ObjectName[] = [
  { kind: "foreign server", path: ["c*m"] },
  { kind: "language", path: ["*"] },
  { kind: "type", path: ["nowhere", "t"] },
  { kind: "schema", path: ["nowhere"] },
];

it("what cannot be said is told, and the rest is said", () => {
  const odd = fc.tuple(fc.constantFrom(...UNSAYABLE), fc.constantFrom("o'hara", "test_reader"));
  fc.assert(
    fc.property(live, fc.array(odd, { minLength: 1, maxLength: 3 }), (warehouse, more) => {
      const others = more.map(([object, grantee]): Given => {
        return { grantee, object, privileges: ["USAGE"], grantable: false };
      });
      const privileges = new Map([...warehouse.privileges, ...collect(others)]);
      const { text, unsaid, difference } = goRound(
        { ...warehouse, privileges },
        { context: CONTEXT, external: ["dbt"] },
      );
      expect(unsaid.length, text).toBeGreaterThan(0);
      const keys = UNSAYABLE.map(objectKey);
      expect(
        difference.filter((line) => !keys.some((key) => line.includes(key))),
        text,
      ).toEqual([]);
    }),
    { numRuns: Number(process.env.FC_RUNS ?? 30), seed: 7 },
  );
});
