import { expect, inject, test } from "vitest";
import { connect } from "../../scripts/database/connect/connect.ts";
import { cuts, misfits, refuses } from "../../scripts/model/cast.ts";

const VALUES: Readonly<Record<string, readonly string[]>> = {
  smallint: ["0", "-7", "32767"],
  integer: ["0", "999", "1000", "40000", "-2147483648"],
  bigint: ["0", "99999", "2147483648", "-9223372036854775808"],
  numeric: ["0", "0.5", "999.994", "999.995", "-1000", "1e30", "NaN"],
  "numeric(10,2)": ["0", "0.25", "999.99", "999.95", "1000", "-99999999.99"],
  "double precision": ["0", "0.5", "1e10", "1e300", "NaN"],
  real: ["0", "0.5", "3e9"],
  "timestamp without time zone": ["2026-01-01", "2026-01-01 10:00"],
  "character varying(5)": ["", "ab", "abcde"],
  "bit varying": ["1", "10101"],
};
const TARGETS = [
  "smallint",
  "integer",
  "bigint",
  "numeric(5,2)",
  "numeric(4,1)",
  "date",
  "character varying(3)",
  "bit varying(3)",
];

test("what is told to misfit is what a cast refuses or changes", async () => {
  const sql = await connect(inject("adminUrl"));
  try {
    let tried = 0;
    for (const [from, values] of Object.entries(VALUES)) {
      for (const to of TARGETS) {
        const condition = misfits("v", from, to);
        if (condition === undefined) continue;
        // A text that is cut is no longer the text of the value.
        const same = to.startsWith("character") ? "text" : from;
        for (const value of values) {
          const row = `(SELECT '${value}'::${from} AS v) AS t`;
          const [told] = await sql.unsafe<{ told: boolean }[]>(`SELECT ${condition} AS told FROM ${row}`);
          const kept = await sql
            .unsafe<{ kept: boolean }[]>(`SELECT v::${to}::${same} = v::${same} AS kept FROM ${row}`)
            .then(
              ([one]) => one?.kept,
              () => false,
            );
          expect([from, to, value, told?.told]).toEqual([from, to, value, !kept]);
          if (!kept) expect([from, to, cuts(from, to) || refuses(from, to)]).toEqual([from, to, true]);
          tried += 1;
        }
      }
    }
    expect(tried).toBeGreaterThan(100);
  } finally {
    await sql.end();
  }
});
