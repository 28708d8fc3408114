import { expect, test } from "vitest";
import { compareStates } from "../../scripts/drift/kit-structure.ts";
import { EMPTY_STATE, type KitEntity, type KitState } from "../../scripts/migrations/kit/kit-state.ts";

const state = (...ddl: KitEntity[]): KitState => ({ ...EMPTY_STATE, ddl });

const column = (name: string, fields: Readonly<Record<string, unknown>> = {}): KitEntity => ({
  entityType: "columns",
  schema: "${env}_App",
  table: "t",
  name,
  type: "varchar(20)",
  typeSchema: null,
  notNull: false,
  dimensions: 0,
  default: null,
  generated: null,
  identity: null,
  ...fields,
});
const part = (entityType: string, name: string, fields: Readonly<Record<string, unknown>> = {}) => ({
  entityType,
  schema: "${env}_App",
  table: "t",
  name,
  ...fields,
});
const table = { entityType: "tables", schema: "${env}_App", name: "t", isRlsEnabled: false };

const said = (
  first: KitState,
  second: KitState,
  values = { first: { env: "test" }, second: { env: "test" } },
) =>
  compareStates(first, second, { env: ["test", "prod"] }, values).map(({ object, kind, fresh, actual }) =>
    [object, kind, fresh, actual].join(" | "),
  );

test("entities are told as the catalogs tell them", () => {
  const before = state(
    table,
    column("a"),
    column("b", { default: "'${x}'" }),
    part("checks", "c", { value: "a > ''" }),
  );
  const after = state(
    { ...table, isRlsEnabled: true },
    column("a", { notNull: true, dimensions: 1, type: "mood", typeSchema: "Other" }),
    column("b", { default: "'${x}'" }),
    column("n", {
      type: "bigint",
      identity: { type: "always", name: "t_n_seq", startWith: "5", cycle: false },
    }),
    {
      entityType: "views",
      schema: "${env}_App",
      name: "v",
      definition: "select\n1",
      with: { securityInvoker: true },
    },
  );
  expect(said(before, after)).toEqual([
    'column "test_App".t.a | differs | varchar(20) | "Other".mood[] not null',
    'column "test_App".t.n | extra |  | bigint identity (startWith 5, type always)',
    "constraint \"test_App\".t c | missing | value a > '' | ",
    'relation "test_App".t | differs | kind r | kind r isRlsEnabled',
    'relation "test_App".v | extra |  | kind v: with securityInvoker as select\\n1',
  ]);
});

test("what a rename left as it was, how an index is made and the name of an identity's sequence say nothing", () => {
  const sides = (name: string, fields: Readonly<Record<string, unknown>>) =>
    state(
      table,
      part("fks", name, { nameExplicit: false, columns: ["a"] }),
      part("indexes", "i", {
        columns: [{ value: "a", asc: true, opclass: { name: "text_ops" } }],
        ...fields,
      }),
      column("n", { identity: { type: "always", name } }),
    );
  expect(said(sides("old_fk", { concurrently: true }), sides("new_fk", { concurrently: false }))).toEqual([]);
});

test("each side has values of its own", () => {
  expect(said(state(table), state(table), { first: { env: "test" }, second: { env: "prod" } })).toEqual([
    'relation "prod_App".t | extra |  | kind r',
    'relation "test_App".t | missing | kind r | ',
  ]);
});

test("an operator class counts, and the order of a view's words", () => {
  const side = (opclass: string, definition: string) =>
    state(table, part("indexes", "i", { columns: [{ value: "a", opclass: { name: opclass } }] }), {
      entityType: "views",
      schema: "${env}_App",
      name: "v",
      definition,
    });
  expect(said(side("text_ops", "select a > b"), side("text_pattern_ops", "select b > a"))).toEqual([
    'index "test_App".i | differs | columns (opclass name text_ops, value a) | columns (opclass name text_pattern_ops, value a)',
    'relation "test_App".v | differs | kind v: as select a > b | kind v: as select b > a',
  ]);
});
