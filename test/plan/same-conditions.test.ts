import fc from "fast-check";
import { expect, test } from "vitest";
import { type AclEntry, internAcl, plainEntry } from "../../scripts/model/acl.ts";
import { bindWarehouse } from "../../scripts/model/bind.ts";
import { EMPTY_WAREHOUSE } from "../../scripts/model/collections.ts";
import { type Condition, holds } from "../../scripts/model/condition.ts";
import { membershipKey } from "../../scripts/model/role.ts";
import { allBindings } from "../../scripts/model/variable.ts";
import type { Warehouse } from "../../scripts/model/warehouse.ts";
import { uncovered } from "../../scripts/plan/compare/conditions.ts";
import { diffWarehouses } from "../../scripts/plan/compare/diff-warehouses.ts";
import { underSameConditions } from "../../scripts/plan/compare/same-conditions.ts";
import { membership } from "../support/warehouse.ts";

const ALLOWED = { env: ["dev", "test", "prod"], region: ["eu", "us"] };
const BINDINGS = allBindings(ALLOWED);

const condition: fc.Arbitrary<Condition | undefined> = fc.option(
  fc
    .record(
      {
        env: fc.subarray(ALLOWED.env, { minLength: 1 }),
        region: fc.subarray(ALLOWED.region, { minLength: 1 }),
        // Nobody says any more what this may be.
        gone: fc.constant(["a"]),
      },
      { requiredKeys: [] },
    )
    .filter((when) => Object.keys(when).length > 0),
  { nil: undefined },
);

const under = <Entry extends object>(entry: Entry, when: Condition | undefined) =>
  when ? { ...entry, when } : entry;

const TABLE = { kind: "table", path: ["S", "t"] } as const;

const entry: fc.Arbitrary<AclEntry> = fc
  .tuple(fc.constantFrom("a", "b"), fc.constantFrom("SELECT" as const, "INSERT" as const), condition)
  .map(([grantee, privilege, when]) => under(plainEntry(grantee, privilege), when));

const warehouses: fc.Arbitrary<Warehouse> = fc
  .tuple(
    fc.array(entry, { maxLength: 4 }),
    // What is declared of one membership excludes one another.
    fc.option(fc.tuple(condition, fc.boolean()), { nil: undefined }),
  )
  .map(([entries, member]) => {
    const one = member && under({ ...membership("m", "g"), admin: member[1] }, member[0]);
    return {
      ...EMPTY_WAREHOUSE,
      privileges: new Map(
        entries.length === 0 ? [] : [["table S.t", { object: TABLE, acl: internAcl(entries) }]],
      ),
      memberships: new Map(one ? [[membershipKey(one), one]] : []),
    };
  });

test("what is under the same conditions is the same on every target, and says only what changes there", () => {
  fc.assert(
    fc.property(warehouses, warehouses, (from, to) => {
      const same = underSameConditions(diffWarehouses(from, to), from, to, ALLOWED);
      for (const variables of BINDINGS) {
        const bind = (warehouse: Warehouse) => bindWarehouse(warehouse, { variables, major: 18 });
        const acl = (warehouse: Warehouse) => bind(warehouse).privileges.get("table S.t")?.acl;
        expect(acl(same.from)).toBe(acl(from));
        expect(acl(same.to)).toBe(acl(to));
        // What goes and what comes as they are planned: entry by entry, by the condition.
        const { privileges } = diffWarehouses(same.from, same.to);
        const [gone, come] = [privileges.removed, privileges.added].map((list) =>
          list
            .flatMap((one) => [...one.acl.entries.values()])
            .filter(({ when }) => holds(when, variables))
            .map(({ grantee, privilege }) => `${grantee} ${privilege}`),
        );
        expect(gone?.filter((text) => come?.includes(text))).toEqual([]);
        const here = <Entry extends { when?: Condition }>(list: readonly Entry[]) =>
          list.filter(({ when }) => holds(when, variables)).map(({ when: _, ...rest }) => rest);
        expect({ added: here(same.memberships.added), removed: here(same.memberships.removed) }).toEqual(
          diffWarehouses(bind(from), bind(to)).memberships,
        );
      }
    }),
  );
});

test("what is not covered holds where nothing else does, each of it alone", () => {
  fc.assert(
    fc.property(condition, fc.array(condition, { maxLength: 3 }), (when, others) => {
      const regions = uncovered(when, others, ALLOWED);
      for (const variables of BINDINGS) {
        const open = holds(when, variables) && !others.some((other) => holds(other, variables));
        expect(regions.filter((region) => holds(region, variables))).toHaveLength(open ? 1 : 0);
      }
    }),
  );
});
