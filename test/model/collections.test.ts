import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readDeltaFile, writeDeltaFile } from "../../scripts/migrations/delta-file.ts";
import { LINE_FORMATS } from "../../scripts/migrations/delta-lines.ts";
import { internAcl, PUBLIC, plainEntry } from "../../scripts/model/acl.ts";
import { bindWarehouse } from "../../scripts/model/bind.ts";
import {
  COLLECTION_NAMES,
  COLLECTIONS,
  EMPTY_WAREHOUSE,
  eachCollection,
  type RowOf,
} from "../../scripts/model/collections.ts";
import { isEmptyDelta } from "../../scripts/model/delta.ts";
import { applyRenames, foldDelta } from "../../scripts/model/fold.ts";
import { objectKey } from "../../scripts/model/object.ts";
import { invertRenames, type Rename } from "../../scripts/model/rename.ts";
import type { CollectionName, EntryOf, Warehouse } from "../../scripts/model/warehouse.ts";
import { diffWarehouses } from "../../scripts/plan/compare/diff-warehouses.ts";
import { COLLECTION_WORDS } from "../../scripts/review/collection-words.ts";
import { describeChanges, describeDifference } from "../../scripts/review/differences.ts";
import { grant, membership, role, table } from "../support/warehouse.ts";

const orders = { kind: "table", path: ["${env}_S", "t"] } as const;
const key = { kind: "column", path: ["${env}_S", "t", "id"] } as const;
const bornIn = (schema: string | undefined, grantee: string) => ({
  creator: "${env}_maker",
  ...(schema !== undefined && { schema }),
  kind: "table" as const,
  acl: internAcl([plainEntry(grantee, "SELECT")]),
});

const reading = (shows: Readonly<Record<string, readonly string[]>>) => ({
  view: "${env}_S.v",
  definition: "d",
  invoker: false,
  materialized: false,
  reads: [{ relation: "${env}_S.t", columns: ["id"], rows: Object.keys(shows).length > 1 }],
  shows,
  confirmed: true,
});

/** Entries of every collection; the first two of those that have more than a name are of one key. */
const SAMPLES: { readonly [Name in CollectionName]: readonly EntryOf<Name>[] } = {
  schemas: ["${env}_S", "b c"],
  relations: [
    table("${env}_S.t", "id"),
    table("${env}_S.t", "id", "x"),
    { ...table("${env}_S.v", "z"), kind: "view" },
  ],
  objects: [
    { kind: "sequence", path: ["${env}_S", "n"] },
    { kind: "type", path: ["${env}_S", "ty"] },
  ],
  roles: [
    role("${env}_r"),
    role("${env}_r", { login: true, schema: "${env}_S" }),
    role("q", { when: { env: ["e"] } }),
  ],
  memberships: [
    membership("q", "${env}_r"),
    { ...membership("q", "${env}_r"), admin: true },
    { ...membership("p", "${env}_r"), when: { env: ["e"] } },
  ],
  owners: [
    { object: orders, owner: "${env}_r" },
    { object: orders, owner: "q" },
    { object: { kind: "schema", path: ["${env}_S"] }, owner: "q" },
  ],
  privileges: [
    grant('table "${env}_S".t', "${env}_r", "SELECT"),
    grant('table "${env}_S".t', "${env}_r", "INSERT"),
    grant('type "${env}_S".ty', PUBLIC),
    grant('column "${env}_S".t.id', "q", "UPDATE"),
  ],
  defaults: [bornIn("${env}_S", "${env}_r"), bornIn("${env}_S", "q"), bornIn(undefined, PUBLIC)],
  externalSchemas: ["${env}_X", "Y"],
  revokingSchemas: ["${env}_S", "Y"],
  publicSaid: [objectKey(orders), "schema public"],
  sensitive: ["${env}_S.t", "${env}_S.t.id"],
  comments: [
    { object: orders, text: "it's" },
    { object: orders, text: "" },
    { object: key, text: "x" },
  ],
  distributions: [
    { object: orders, by: "id", colocateWith: "${env}_S.u" },
    { object: orders },
    { object: { kind: "schema", path: ["${env}_S"] } },
  ],
  sqlObjects: [
    {
      kind: "function",
      path: ["${env}_S", "f", 'integer, "${env}_S".ty'],
      parts: { signature: "integer", returns: "void", body: "SELECT 1" },
      needs: ['"${env}_S"."t"'],
      comment: "c",
    },
    { kind: "function", path: ["${env}_S", "f", 'integer, "${env}_S".ty'], parts: {}, needs: [] },
    { kind: "trigger", path: ["${env}_S", "t", "touch"], parts: { events: "BEFORE UPDATE" }, needs: [] },
  ],
  keptSequences: [
    { column: "${env}_S.t.id", sequence: "old" },
    { column: "${env}_S.t.id", sequence: "older" },
    { column: "${env}_S.t.x", sequence: "${env}_seq" },
  ],
  extensionMembers: [
    { extension: "e", members: [] },
    {
      extension: "e",
      members: [
        { object: { kind: "routine", path: ["${env}_S", "f", "integer"] } },
        { object: { kind: "table", path: ["${env}_S", "v"] }, everybody: ["SELECT"] },
        { object: { kind: "type", path: ["a", "tw"] }, everybody: [] },
      ],
    },
    { extension: "other one", members: [] },
  ],
  viewReads: [
    reading({ "a b": ["${env}_S.t.id"], c: [] }),
    { ...reading({}), writes: { relation: "${env}_S.t", columns: { z: "id" }, privileges: ["DELETE"] } },
    {
      ...reading({}),
      writes: {
        relation: "${env}_S.t",
        columns: {},
        privileges: ["INSERT"],
        looksAt: ["a.b"],
        checked: true,
      },
      calls: [
        { routine: "${env}_S.f(integer)", columns: ["z"] },
        { routine: "a.g()", writes: true },
      ],
    },
    { ...reading({ z: ["${env}_S.t.id"] }), view: "${env}_S.w", invoker: true, materialized: true },
  ],
};

/** A warehouse of the samples that are chosen, by collection. */
function chosen(choose: <Name extends CollectionName>(name: Name) => readonly EntryOf<Name>[]): Warehouse {
  return eachCollection<Warehouse>(<Name extends CollectionName>(name: Name, row: RowOf<Name>) =>
    row.hold(choose(name).map((entry) => [row.key(entry), entry] as const)),
  );
}

const FULL = chosen((name) => SAMPLES[name]);

const record = (from: Warehouse, to: Warehouse) => ({
  delta: diffWarehouses(from, to),
  message: "a change",
  snapshot: { id: "1", parents: [] },
  files: {},
});

/** For each of the first two samples of a collection, a warehouse that has it and nothing else. */
function singles<Name extends CollectionName>(name: Name): [Warehouse, Warehouse] {
  const { key, hold }: RowOf<Name> = COLLECTIONS[name];
  const [first, second] = SAMPLES[name].map((entry) => ({
    ...EMPTY_WAREHOUSE,
    [name]: hold([[key(entry), entry]]),
  }));
  return first && second ? [first, second] : expect.fail(`two samples of ${name}`);
}

describe.each(COLLECTION_NAMES)("%s", (name) => {
  const [first, second] = singles(name);
  const pairs: [Warehouse, Warehouse][] = [
    [EMPTY_WAREHOUSE, first],
    [first, EMPTY_WAREHOUSE],
    [first, second],
  ];

  test("a difference in it has words, and is counted", () => {
    for (const [from, to] of pairs) {
      const difference = diffWarehouses(from, to);
      const lines = describeDifference(difference);
      expect(lines).not.toEqual([]);
      for (const line of lines) expect(line).not.toMatch(/ (lacks|has beyond it) ["{[]/);
      expect(describeChanges(difference)).toEqual([
        expect.stringMatching(new RegExp(`^${COLLECTION_WORDS[name].counted}: ([+−]\\d \\(.+\\) ?)+$`)),
      ]);
    }
  });

  test("folds to what it is compared with, by way of delta.json where that records it", () => {
    for (const [from, to] of pairs) {
      const difference = diffWarehouses(from, to);
      expect(isEmptyDelta(difference)).toBe(false);
      expect(isEmptyDelta(diffWarehouses(foldDelta(from, difference), to))).toBe(true);
      const { delta } = readDeltaFile(writeDeltaFile(record(from, to)));
      const isRecorded = Object.hasOwn(LINE_FORMATS, name);
      expect(isEmptyDelta(delta)).toBe(!isRecorded);
      expect(isEmptyDelta(diffWarehouses(foldDelta(from, delta), to))).toBe(isRecorded);
    }
  });

  test("keys are those under which its entries are held", () => {
    const keys = [...COLLECTIONS[name].entries(FULL[name] as never)].map(([held, entry]) => {
      expect(COLLECTIONS[name].key(entry as never)).toBe(held);
      return held;
    });
    expect(new Set(keys).size).toBe(keys.length);
  });
});

const shown = (warehouse: Warehouse) =>
  JSON.stringify(warehouse, (_key, value: unknown) =>
    value instanceof Map || value instanceof Set ? [...value] : value,
  );

test("bound, no entry has a variable or a condition, and those whose condition does not hold are gone", () => {
  expect(shown(FULL).match(/\$\{env\}/g)?.length).toBeGreaterThan(20);
  const bound = bindWarehouse(FULL, { variables: { env: "e" }, major: 18 });
  expect(shown(bound)).not.toMatch(/\$\{|"when"/);
  for (const name of COLLECTION_NAMES) expect([name, bound[name].size]).toEqual([name, FULL[name].size]);
  const elsewhere = bindWarehouse(FULL, { variables: { env: "f" }, major: 18 });
  expect(elsewhere.roles.size).toBe(FULL.roles.size - 1);
  expect(elsewhere.memberships.size).toBe(FULL.memberships.size - 1);
});

const only = (name: CollectionName, a: Warehouse, b: Warehouse): [Warehouse, Warehouse] => [
  { ...EMPTY_WAREHOUSE, [name]: a[name] },
  { ...EMPTY_WAREHOUSE, [name]: b[name] },
];

test("renames reach every collection but the schemas of others, and back", () => {
  const renames: Rename[] = [
    { kind: "schema", from: ["${env}_S"], to: ["N"] },
    { kind: "relation", from: ["N", "t"], to: ["N", "u"] },
    { kind: "column", from: ["N", "u", "id"], to: ["N", "u", "key"] },
    { kind: "sequence", from: ["N", "n"], to: ["N", "m"] },
    { kind: "type", from: ["N", "ty"], to: ["N", "tz"] },
    { kind: "role", from: ["${env}_r"], to: ["s"] },
  ];
  const renamed = applyRenames(FULL, renames);
  expect(shown(renamed)).not.toMatch(/\$\{env\}_[Sr]\b|"(t|id|n|ty)"|\.t\b|\.id\b/);
  const alike = COLLECTION_NAMES.filter((name) => isEmptyDelta(diffWarehouses(...only(name, FULL, renamed))));
  expect(alike).toEqual(["externalSchemas"]);
  expect(isEmptyDelta(diffWarehouses(applyRenames(renamed, invertRenames(renames)), FULL))).toBe(true);
});

const arbitrary: fc.Arbitrary<Warehouse> = fc
  .record(
    Object.fromEntries(COLLECTION_NAMES.map((name) => [name, fc.subarray([...SAMPLES[name]] as unknown[])])),
  )
  .map((parts) => chosen((name) => parts[name] as never));

test("folding the difference of any two gives the other", () => {
  fc.assert(
    fc.property(arbitrary, arbitrary, (a, b) => {
      expect(isEmptyDelta(diffWarehouses(foldDelta(a, diffWarehouses(a, b)), b))).toBe(true);
      const { schemas, relations, objects } = b;
      const { delta } = readDeltaFile(writeDeltaFile(record(a, b)));
      const folded = { ...foldDelta(a, delta), schemas, relations, objects };
      expect(isEmptyDelta(diffWarehouses(folded, b))).toBe(true);
    }),
  );
});
