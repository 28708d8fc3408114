// What carries no privileges and gets another owner: collations, operators, configurations of text search.
import { groupBy } from "../../model/group.ts";
import { quoteIdentifier } from "../../model/identifier.ts";
import type { Warehouse } from "../../model/warehouse.ts";
import type { Statement } from "../../sql/statement.ts";
import type { Need } from "../needs/need.ts";
import { asRole } from "../needs/needs-of-owners.ts";
import { lendOnSchemas } from "./lend-on-schemas.ts";

/** One of them. */
export interface OtherThing {
  /** The beginning of its ALTER, as PostgreSQL names it: `ALTER COLLATION app.c`. */
  readonly alter: string;
  readonly from: string;
  readonly to: string;
  /** Where it lies, if in a schema; what was remembered before this was written down does not say. */
  readonly schema?: string;
}

/**
 * ALTER … OWNER TO of each, and what that takes. Who gets one needs CREATE on its schema, and who gives it USAGE: it
 * comes with the rights of who gets it.
 *
 * @param server what the server has when they run
 */
export function givingOthers(
  others: readonly OtherThing[],
  server: Warehouse,
): { readonly statements: readonly Statement[]; readonly needs: readonly Need[] } {
  const lent = others.flatMap(({ schema, to: role }) => (schema === undefined ? [] : [{ schema, role }]));
  const sides = { from: server, to: server, allowed: {} };
  const loans = (["CREATE", "USAGE"] as const).map((privilege) => lendOnSchemas(privilege, lent, sides));
  const altered = others.map(
    ({ alter, to }): Statement => ({ kind: "other", text: `${alter} OWNER TO ${quoteIdentifier(to)}` }),
  );
  const pairs = [...groupBy(others, ({ from, to }) => JSON.stringify([from, to])).values()];
  return {
    statements: [
      ...loans.flatMap(({ grant }) => grant),
      ...altered,
      ...loans.flatMap(({ revoke }) => revoke),
    ],
    needs: pairs.flatMap(([first]) =>
      first
        ? [
            asRole(first.from, `give away what it owns`, { inherit: true }),
            asRole(first.to, `give it what ${first.from} owns`, { inherit: true, set: true }),
          ]
        : [],
    ),
  };
}
