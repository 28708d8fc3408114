// DROP OWNED behind REASSIGN OWNED.
import type { Statement } from "../../sql/statement.ts";
import { roleSql } from "../../sql/write-statement.ts";

/** Whether what the roles of DROP OWNED own was given away before: it then takes only their privileges. */
export function isGivenAway(ddl: readonly Statement[], index: number): boolean {
  const statement = ddl[index];
  if (statement?.kind !== "drop owned") return false;
  const before = ddl.slice(0, index);
  const given = new Set(
    before.flatMap((one) => (one.kind === "reassign owned" ? one.roles.map(roleSql) : [])),
  );
  return statement.roles.every((role) => given.has(roleSql(role)));
}
