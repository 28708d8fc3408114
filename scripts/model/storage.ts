// Changes of type that leave the stored values as they are, so that the table is not written anew.
import { typeParts } from "./cast.ts";

/** Types whose first number says how much fits, all of it where it is missing. */
const SIZED = /^(?:character varying|bit varying|(?:time|timestamp) with(?:out)? time zone|interval)$/;

/** Whether what fits into the one fits into the other. */
const holds = (from: number | undefined, to: number | undefined): boolean =>
  to === undefined || (from !== undefined && from <= to);

/**
 * Whether ALTER COLUMN … TYPE does not touch the rows. Types are as `format_type` prints them.
 *
 * Source: PostgreSQL manual, "ALTER TABLE", and its `prosupport` functions of casts; arrays are always written anew.
 */
export function keepsStorage(from: string, to: string): boolean {
  if (from === to) return true;
  const [before, after] = [typeParts(from), typeParts(to)];
  if (before.array || after.array) return false;
  if (after.name === "text") return before.name === "character varying" || before.name === "xml";
  if (before.name === "text") return after.name === "character varying" && after.size.length === 0;
  if (before.name === "cidr") return after.name === "inet";
  if (before.name === "bit") return after.name === "bit varying" && after.size.length === 0;
  if (before.name !== after.name) return false;
  if (SIZED.test(after.name)) return holds(before.size[0], after.size[0]);
  if (after.name !== "numeric") return false;
  const sameScale = (before.size[1] ?? 0) === (after.size[1] ?? 0);
  return (
    after.size.length === 0 || (before.size.length > 0 && sameScale && holds(before.size[0], after.size[0]))
  );
}
