import { describe, expect, test } from "vitest";
import { EMPTY_STATE, type KitEntity, type KitState } from "../../scripts/migrations/kit/kit-state.ts";
import { touchedEntities } from "../../scripts/migrations/kit/touched-entities.ts";

const state = (...ddl: KitEntity[]): KitState => ({ ...EMPTY_STATE, ddl });

const table = (name: string): KitEntity => ({ entityType: "tables", schema: "S", name });
const column = (of: string, name: string, more: object = {}): KitEntity => ({
  entityType: "columns",
  schema: "S",
  table: of,
  name,
  type: "integer",
  typeSchema: null,
  notNull: false,
  dimensions: 0,
  default: null,
  ...more,
});
const view = (name: string, definition: string): KitEntity => ({
  entityType: "views",
  schema: "S",
  name,
  definition,
});
const reference = (from: string, to: string): KitEntity => ({
  entityType: "fks",
  schema: "S",
  table: from,
  name: `${from}_${to}_fkey`,
  schemaTo: "S",
  tableTo: to,
});
const policy = (of: string, using: string): KitEntity => ({
  entityType: "policies",
  schema: "S",
  table: of,
  name: "p",
  roles: ["public"],
  using,
});

const text = ({ entityType, table: of, name }: KitEntity) => [entityType, of, name].filter(Boolean).join(" ");

/** What is touched when the second state follows on the first, as short texts. */
function touched(before: KitState, after: KitState) {
  const { dropped, made, foreignKeys } = touchedEntities(before, after);
  return { dropped: dropped.map(text), made: made.map(text), foreignKeys: foreignKeys.map(text) };
}

const NONE = { dropped: [], made: [], foreignKeys: [] };

describe("what must be made anew", () => {
  const t = [table("t"), column("t", "id")];
  const u = [table("u"), column("u", "id")];

  test("nothing, where the states are the same in another order", () => {
    expect(touched(state(...t, ...u), state(...u, ...t))).toEqual(NONE);
  });

  test("a table with all of its parts, and no other", () => {
    expect(touched(state(...t, ...u), state(...t, ...u, column("u", "more")))).toEqual({
      dropped: ["tables u"],
      made: ["tables u", "columns u id", "columns u more"],
      foreignKeys: [],
    });
  });

  test("of a table that goes nothing is made", () => {
    expect(touched(state(...t, ...u), state(...t))).toEqual({ ...NONE, dropped: ["tables u"] });
  });

  test("views over it and over those, however their queries write names", () => {
    const views = [
      view("v", 'select * from "S" . "t"'),
      view("w", "select 1 from s.v"),
      view("x", "select 1 from s.other"),
    ];
    expect(
      touched(state(...t, ...views), state(...t, column("t", "b"), ...views)).dropped.toSorted(),
    ).toEqual(["tables t", "views v", "views w"]);
  });

  test("of tables that point at it the foreign keys only", () => {
    const rest = [...u, reference("u", "t")];
    expect(touched(state(...t, ...rest), state(...t, column("t", "b"), ...rest))).toEqual({
      dropped: ["tables t"],
      made: ["tables t", "columns t id", "columns t b"],
      foreignKeys: ["fks u u_t_fkey"],
    });
  });

  test.each([
    [
      "a type",
      { entityType: "enums", schema: "S", name: "mood", values: [] },
      { typeSchema: "S", type: "mood" },
    ],
    ["a sequence", { entityType: "sequences", schema: "S", name: "seq" }, { default: `nextval('"S".seq')` }],
  ])("tables that use %s", (_what, entity, more) => {
    const users = [...t, ...u, column("u", "uses", more)];
    const after = state(...users, { ...entity, values: ["more"] });
    expect(touched(state(...users, entity), after).dropped.toSorted()).toEqual(
      [text(entity), "tables u"].sort(),
    );
  });

  test("tables whose policies ask it", () => {
    const asks = [...u, policy("u", "exists (select from S.t)")];
    expect(touched(state(...t, ...asks), state(...t, column("t", "b"), ...asks)).dropped).toEqual([
      "tables t",
      "tables u",
    ]);
  });
});
