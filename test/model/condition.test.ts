import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Condition, combineWhen, disjoin, holds } from "../../scripts/model/condition.ts";
import { allBindings } from "../../scripts/model/variable.ts";

const ALLOWED = { env: ["test", "prod"], region: ["eu", "us", "cn"] };

/** The conditions under which something holds that is said under all of these. */
const union = (...conditions: (Condition | undefined)[]) =>
  disjoin(
    conditions.map((when) => ({ value: "", when })),
    ALLOWED,
  ).map(({ when }) => when);

describe("two conditions", () => {
  it("hold together where both do", () => {
    expect(combineWhen({ env: ["prod"] }, undefined)).toEqual({ env: ["prod"] });
    expect(combineWhen({ region: ["eu", "us"] }, { env: ["prod"], region: ["us", "cn"] })).toEqual({
      env: ["prod"],
      region: ["us"],
    });
    expect(combineWhen({ env: ["prod"] }, { env: ["test"] })).toBe("never");
    expect(combineWhen(undefined, undefined)).toBeUndefined();
  });

  it("are one where the second adds nothing", () => {
    expect(union({ env: ["prod"] }, undefined)).toEqual([undefined]);
    expect(union({ env: ["prod"] }, { env: ["test"] })).toEqual([undefined]);
    expect(union({ env: ["prod"] }, { env: ["prod"], region: ["eu"] })).toEqual([{ env: ["prod"] }]);
    expect(union({ region: ["us"] }, { region: ["eu"] })).toEqual([{ region: ["eu", "us"] }]);
  });

  it("that overlap are taken apart", () => {
    expect(union({ env: ["prod"] }, { region: ["eu"] })).toEqual([
      { env: ["prod"] },
      { env: ["test"], region: ["eu"] },
    ]);
  });
});

const condition = fc.option(
  fc.record(
    {
      env: fc.subarray(ALLOWED.env, { minLength: 1 }),
      region: fc.subarray(ALLOWED.region, { minLength: 1 }),
    },
    { requiredKeys: [] },
  ),
  { nil: undefined },
);
const values = fc.array(fc.record({ value: fc.constantFrom("a", "b"), when: condition }), { maxLength: 5 });

it("disjoint conditions say under each binding what was said, once, in one way only", () => {
  fc.assert(
    fc.property(values, (said) => {
      const strongest = (all: readonly string[]) => (all.includes("a") ? "a" : "b");
      const apart = disjoin(said, ALLOWED, strongest);
      for (const binding of allBindings(ALLOWED)) {
        const before = said.filter(({ when }) => holds(when, binding)).map(({ value }) => value);
        const after = apart.filter(({ when }) => holds(when, binding)).map(({ value }) => value);
        expect(after).toEqual(before.length === 0 ? [] : [strongest(before)]);
      }
      expect(disjoin([...said].reverse(), ALLOWED, strongest)).toEqual(apart);
      expect(disjoin(apart, ALLOWED, strongest)).toEqual(apart);
    }),
  );
});
