// What a migration.ts does without some views: they and what stands on them are taken down, and put back behind it.
import type { Queryable } from "../database/connect/connect.ts";
import { type Address, readStandingObjects } from "../database/inspect/standing-objects.ts";
import { problem, refuseErrors } from "../model/diagnostic.ts";
import { splitPath } from "../model/identifier.ts";
import { takeAside } from "./taken-aside.ts";

/** What the names stand for in the catalogs. @throws {Refusal} with those that are no views */
async function viewAddresses(tx: Queryable, names: readonly string[]): Promise<Address[]> {
  const paths = names.map((name) => splitPath(name) ?? [name]);
  const rows = await tx.unsafe<{ schema: string; name: string; oid: string }[]>(
    `SELECT wanted.value ->> 0 AS schema, wanted.value ->> 1 AS name, c.oid::text AS oid
     FROM jsonb_array_elements($1::text::jsonb) AS wanted
     JOIN pg_catalog.pg_namespace n ON n.nspname = wanted.value ->> 0
     JOIN pg_catalog.pg_class c ON c.relnamespace = n.oid AND c.relname = wanted.value ->> 1 AND c.relkind IN ('v', 'm')`,
    [JSON.stringify(paths)],
  );
  const found = paths.map(([schema, name, ...more]) =>
    more.length > 0 ? undefined : rows.find((row) => row.schema === schema && row.name === name),
  );
  const help =
    'Write it with its schema, as in context.withoutViews(["DM.a"], …); what needs quotes in SQL needs none here.';
  refuseErrors(
    names
      .filter((_name, index) => !found[index])
      .map((name) => problem("code-failed", `withoutViews: there is no view ${name}`, { help })),
  );
  return found.flatMap((row) => (row ? [{ class: "1259", oid: row.oid, sub: 0, goes: true }] : []));
}

/**
 * Works without views, and all that stands on them, and puts them back with all that they had, by what the catalogs said
 * before; also where the work throws what is no error of PostgreSQL's.
 *
 * @param names `DM.a`
 * @param onLost told why they do not come back, whoever catches that error
 * @returns what the work gave
 * @throws {Refusal} where a name is no view, what stands on it cannot be put back, or rights are lacking
 */
export async function withoutViews<Result>(
  tx: Queryable,
  names: readonly string[],
  work: () => Promise<Result>,
  onLost: (error: unknown) => void,
): Promise<Result> {
  const objects = await readStandingObjects(tx, await viewAddresses(tx, names));
  const aside = await takeAside(tx, objects);
  const putBack = () =>
    aside.putBack().catch((error: unknown) => {
      onLost(error);
      throw error;
    });
  let result: Result;
  try {
    result = await work();
  } catch (error) {
    // Whoever catches it goes on with the views; in a transaction that has failed nothing can be put back.
    await putBack().catch(() => {});
    throw error;
  }
  await putBack();
  return result;
}
