/** What `diff --sql` prints, applied to the live side: there, and back again. */
import { expect } from "vitest";
import type { Queryable } from "../../scripts/database/connect/connect.ts";
import { inspectInside, type LiveWarehouse } from "../../scripts/database/inspect/inspect.ts";
import { OWNER } from "../../scripts/model/acl.ts";
import { accessOf, EMPTY_WAREHOUSE } from "../../scripts/model/collections.ts";
import { type Difference, isEmptyDelta } from "../../scripts/model/delta.ts";
import type { Warehouse } from "../../scripts/model/warehouse.ts";
import { diffWarehouses } from "../../scripts/plan/compare/diff-warehouses.ts";
import { inScope } from "../../scripts/plan/compare/scope.ts";
import { describeDifference } from "../../scripts/review/differences.ts";
import { accessScript, needsOfAccess } from "../../scripts/sources/access-script.ts";
import { compareAccess } from "../../scripts/sources/compare-access.ts";
import { readScriptStanding } from "../../scripts/sources/script-standing.ts";
import type { Source } from "../../scripts/sources/source.ts";
import { parseScript } from "../../scripts/sql/script.ts";

/** Sends a script within the transaction that is open, a statement at a time. */
async function send(sql: Queryable, script: string): Promise<void> {
  for (const { sql: text } of parseScript(script).statements) {
    if (text === "BEGIN" || text === "COMMIT") continue;
    await sql.unsafe(text).catch((error: unknown) => {
      throw new Error(`${(error as Error).message}\nin: ${text}\n\n${script}`);
    });
  }
}

/** @throws {Error} with what differs and the script that left it so */
function expectNone(left: Difference, script: string): void {
  if (!isEmptyDelta(left)) throw new Error(`${script}\n${describeDifference(left).join("\n")}`);
}

const liveSource = (warehouse: LiveWarehouse): Source => ({
  kind: "live",
  label: "live",
  warehouse,
  database: warehouse.database,
  binding: { variables: {}, major: warehouse.major },
  provenance: new Map(),
  renames: [],
});

/** Every entry of the server, a line each, that roles which nobody declared have from owners. */
function entriesOfOthers(live: LiveWarehouse, declared: Warehouse): string[] {
  return [...live.privileges].flatMap(([key, { acl }]) =>
    [...acl.entries.values()].flatMap(({ grantee, grantor, privilege, grantable }) =>
      grantee.startsWith("@") || declared.roles.has(grantee) || grantor !== OWNER
        ? []
        : [`${key}: ${grantee} ${privilege}${grantable ? "*" : ""}`],
    ),
  );
}

/**
 * Makes a server like what is declared with what `diff live declared --sql` prints, and then what it was with what
 * `diff declared live --sql` printed, each as whoever is connected.
 *
 * @param sql with a transaction that the caller rolls back
 * @param between runs while the server is as declared, in a part of the transaction that is rolled back
 */
export async function thereAndBack(
  sql: Queryable,
  declared: Source,
  between: () => Promise<void> = async () => {},
): Promise<void> {
  const before = await inspectInside(sql);
  const there = compareAccess(liveSource(before), declared);
  const script = accessScript(there, await readScriptStanding(sql, needsOfAccess(there)));
  await send(sql, script);
  const now = await inspectInside(sql);
  const left = compareAccess(declared, liveSource(now)).difference;
  expectNone(left, script);
  expect(accessScript(compareAccess(liveSource(now), declared))).toBe("-- Nothing to do on a server.\n");
  const others = entriesOfOthers(before, declared.warehouse);
  const owners = [...before.owners].filter(([key, { owner }]) => now.owners.get(key)?.owner !== owner);
  if (owners.length === 0)
    expect(entriesOfOthers(now, declared.warehouse), `taken from others\n${script}`).toEqual(others);

  await sql.unsafe("SAVEPOINT between");
  await between();
  // Released as well: one of the same name within it would stay, and be what the outer one goes back to.
  await sql.unsafe("ROLLBACK TO between; RELEASE between");

  const back = compareAccess(declared, liveSource(before));
  const backScript = accessScript(back, await readScriptStanding(sql, needsOfAccess(back)));
  await send(sql, backScript);
  const after = await inspectInside(sql);
  const [was, is] = [before, after].map((live) =>
    accessOf(inScope(live, declared.warehouse, EMPTY_WAREHOUSE)),
  );
  const again = diffWarehouses(was ?? EMPTY_WAREHOUSE, is ?? EMPTY_WAREHOUSE);
  expectNone(again, backScript);
}
