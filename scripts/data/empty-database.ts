// Whether a database is empty: nothing was made in it but by extensions.
import type { Queryable } from "../database/connect/connect.ts";
import databaseContentQuery from "../database/queries/database-content.sql";
import { problem, Refusal } from "../model/diagnostic.ts";

/** @throws {Refusal} naming what is there already */
export async function refuseUnlessEmpty(tx: Queryable, shown: string): Promise<void> {
  const found = await tx.unsafe<{ thing: string }[]>(databaseContentQuery);
  if (found.length === 0) return;
  const some = found.slice(0, 3).map(({ thing }) => thing);
  const more = found.length > some.length ? " and more" : "";
  throw new Refusal([
    problem("database-not-empty", `${shown} is not empty: it has ${some.join(", ")}${more}`, {
      help: "A dump is restored into an empty database only; make one with CREATE DATABASE, and name it with DATABASE_URL or a target.",
    }),
  ]);
}
