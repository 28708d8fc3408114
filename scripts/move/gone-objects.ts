// What others made and have dropped since: a REVOKE of privileges on it would fail, and there is nothing to revoke.
import type { Queryable } from "../database/connect/connect.ts";
import { schemaOf } from "../model/object.ts";
import { objectOf } from "../plan/objects/object-sql.ts";
import { presence } from "../prove/stub-kinds.ts";
import { statementsToCome } from "../sql/course.ts";
import type { SelectedStatement } from "../sql/select-statements.ts";
import type { Target } from "../sql/sql-target.ts";
import { statementSql } from "../sql/write-statement.ts";
import type { BoundRevision } from "./bound-revision.ts";
import type { Step } from "./prepare-steps.ts";

/** Whether a server still has what a statement names, as far as one may look. */
async function isThere(sql: Queryable, word: string, target: Target): Promise<boolean> {
  const object = objectOf(word, target);
  const asked = object && presence(object);
  if (object === undefined || asked === undefined) return true;
  // Names of a schema that one may not use are an error to to_regclass and its like.
  const [seen] = await sql.unsafe<{ usable: boolean }[]>(
    "SELECT pg_catalog.has_schema_privilege(oid, 'USAGE') AS usable FROM pg_catalog.pg_namespace WHERE nspname = $1",
    [schemaOf(object) ?? ""],
  );
  if (!seen) return false;
  return !seen.usable || (await sql.unsafe(asked[0], [asked[1]])).length > 0;
}

/** The statements without REVOKEs on what is no longer there in schemas that others make. */
async function withoutGone(
  sql: Queryable,
  statements: readonly SelectedStatement[],
  { from, to }: Pick<BoundRevision, "from" | "to">,
): Promise<SelectedStatement[]> {
  const external = new Set([...from.externalSchemas, ...to.externalSchemas]);
  const left: SelectedStatement[] = [];
  for (const one of statements) {
    const { statement } = one;
    if (statement.kind !== "revoke" || external.size === 0) {
      left.push(one);
      continue;
    }
    const { on, targets } = statement;
    const isOthers = (target: Target) => {
      const object = objectOf(on, target);
      return object !== undefined && external.has(schemaOf(object) ?? "");
    };
    const there: Target[] = [];
    for (const target of targets)
      if (!isOthers(target) || (await isThere(sql, on, target))) there.push(target);
    if (there.length === targets.length) left.push(one);
    else if (there.length > 0) {
      const rest = { ...statement, targets: there };
      left.push({ ...one, statement: rest, sql: statementSql(rest) });
    }
  }
  return left;
}

/** A step as it is to run on a server from which things of others are gone. */
export async function stepWithoutGone(sql: Queryable, step: Step): Promise<Step> {
  const { bound, course } = step;
  const phases = [];
  for (const phase of course.phases)
    phases.push({ ...phase, statements: await withoutGone(sql, phase.statements, bound) });
  return { ...step, statements: statementsToCome({ phases }), course: { ...course, phases } };
}
