import { expect, it, test } from "vitest";
import type { RolesContext } from "../../scripts/declarations/declared-access.ts";
import { EMPTY_WAREHOUSE } from "../../scripts/model/collections.ts";
import type { ExtensionMembers } from "../../scripts/model/extension-members.ts";
import { knownExtensions } from "../../scripts/sources/known-extensions.ts";
import { madeExtensions } from "../../scripts/sql/made-extensions.ts";
import { RICH } from "./rich-context.ts";
import { declare, declareRight, privilegeLines } from "./roles-context.ts";

const gis: ExtensionMembers = {
  extension: "gis",
  members: [
    { object: { kind: "routine", path: ["public", "area", "public.geometry"] } },
    { object: { kind: "routine", path: ["public", "area", "text"] } },
    { object: { kind: "routine", path: ["public", "reset", ""] }, everybody: [] },
    { object: { kind: "table", path: ["public", "ref_sys"] }, everybody: ["SELECT"] },
    { object: { kind: "type", path: ["public", "geometry"] } },
  ],
};
const CONTEXT: RolesContext = {
  ...RICH,
  extensions: new Map([
    ["gis", gis],
    ["new", { extension: "new", members: [] }],
  ]),
};

const linesOf = (text: string) =>
  privilegeLines(declareRight([`roles: {x: {shared: true}}\n${text}`], CONTEXT), "x");

test.each([
  ['routines: "*"', ["area(public.geometry)", "area(text)", "reset()"]],
  ["routines: area", ["area(public.geometry)", "area(text)"]],
  ["routines: [area(text), public.res*]", ["area(text)", "reset()"]],
  ['routines: "*", except: "area(public.geometry)"', ["area(text)", "reset()"]],
  ['routines: "public.*(*)", except: [area]', ["reset()"]],
])("%s of an extension", (items, names) => {
  const lines = linesOf(`grants: [{to: x, privileges: EXECUTE, ${items}, extension: gis}]`);
  expect(lines).toEqual(names.map((name) => `x: EXECUTE on routine public.${name}`));
});

it("is known by the files that speak of it, whatever they give", () => {
  const { extensionMembers } = declareRight(
    ["roles: {x: {shared: true, grants: [{privileges: USAGE, types: geometry, extension: [gis, new]}]}}"],
    CONTEXT,
  );
  expect([...extensionMembers.keys()]).toEqual(["gis", "new"]);
  expect(declareRight(["roles: {x: {shared: true}}"], CONTEXT).extensionMembers.size).toBe(0);
});

test.each([
  [
    "grants: [{to: x, privileges: EXECUTE, routines: nothing, extension: gis}]",
    "no-match",
    "area(public.geometry)",
  ],
  [
    "grants: [{to: x, privileges: EXECUTE, routines: '*', extension: gos}]",
    "unknown-extension",
    "Did you mean gis?",
  ],
  [
    "grants: [{to: x, privileges: EXECUTE, routines: '*', extension: new}]",
    "extension-unread",
    "revision behind it",
  ],
  ["grants: [{to: x, privileges: EXECUTE, routines: 'a.b.c', extension: gis}]", "bad-pattern", "SCHEMA.name"],
  [
    "grants: [{to: x, privileges: EXECUTE, routines: area, except: reset, extension: gis}]",
    "except-nothing",
    "Take it out",
  ],
  [
    "grants: [{to: x, privileges: EXECUTE, routines: area, except: '*', extension: gis}]",
    "nothing-left",
    "except less",
  ],
  ["grants: [{to: x, privileges: USAGE, schemas: CRM, extension: gis}]", "grant-keys", "take it away"],
  ["grants: [{to: x, level: read, in: CRM, extension: gis}]", "grant-keys", "Write `level`"],
  ["public: [{privileges: EXECUTE, routines: '*', extension: gis}]", "given-by-extension", "`except` it"],
  ["public: [{privileges: [], tables: '*', extension: gis}]", "given-by-extension", "`except` it"],
  ["owners: [{owner: x, routines: '*', extension: gis}]", "unknown-key", "Known here are"],
])("%s", (text, code, help) => {
  const { diagnostics } = declare(
    [`levels: {read: {tables: SELECT}}\nroles: {x: {shared: true}}\n${text}\n`],
    CONTEXT,
  );
  expect(diagnostics.map((one) => one.code)).toEqual([code]);
  expect(diagnostics[0]?.help).toContain(help);
});

it("what its script closed to PUBLIC is closed already", () => {
  const said = declareRight(["public: [{privileges: [], routines: '*', extension: gis}]"], CONTEXT);
  expect([...said.publicSaid].sort()).toEqual([
    "routine public.area(public.geometry)",
    "routine public.area(text)",
  ]);
});

it("extensions are there that scripts make and do not drop again", () => {
  const made = madeExtensions([
    '-- when env = test\nCREATE EXTENSION IF NOT EXISTS "pg_trgm" SCHEMA ext;\n--> statement-breakpoint\ncreate extension HStore;',
    "-- CREATE EXTENSION not_this;\nSELECT 'CREATE EXTENSION nor_this';\n--> statement-breakpoint\nDROP EXTENSION IF EXISTS hstore, other CASCADE;",
    'CREATE EXTENSION "odd""name";',
  ]);
  expect([...made]).toEqual(["pg_trgm", 'odd"name']);
});

it("what a server said of the next state is known before what is recorded, that before what is kept", () => {
  const of = (name: string, from: string): [string, ExtensionMembers] => [
    name,
    { extension: name, members: [{ object: { kind: "type", path: [from, name] } }] },
  ];
  const made = (name: string) =>
    [`extension ${name}`, { kind: "extension", path: [name], parts: {}, needs: [] }] as const;
  const known = knownExtensions(
    new Map([made("a"), made("b"), made("c"), made("d")]),
    {
      ...EMPTY_WAREHOUSE,
      extensionMembers: new Map([of("a", "recorded"), of("b", "recorded"), of("gone", "recorded")]),
      sqlObjects: new Map([made("gone")]),
    },
    {
      ahead: new Map([of("a", "ahead")]),
      inSql: new Set(["gone", "by_hand"]),
      kept: new Map([of("b", "kept"), of("c", "kept"), of("cloud", "kept")]),
    },
  );
  const from = [...known].map(
    ([name, { members }]) => `${name}: ${members[0]?.object.path[0] ?? "not known"}`,
  );
  expect(from.sort()).toEqual([
    "a: ahead",
    "b: recorded",
    "by_hand: not known",
    "c: kept",
    "cloud: kept",
    "d: not known",
  ]);
});
