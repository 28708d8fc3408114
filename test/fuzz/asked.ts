/** Random questions about the access, answered by the program and by really trying. */
import fc from "fast-check";
import type { Queryable } from "../../scripts/database/connect/connect.ts";
import type { LiveWarehouse } from "../../scripts/database/inspect/inspect.ts";
import { readDefiners } from "../../scripts/database/inspect/live-definers.ts";
import { readViews } from "../../scripts/database/inspect/live-view-reads.ts";
import { PUBLIC } from "../../scripts/model/acl.ts";
import type { DoorSource } from "../../scripts/model/door.ts";
import { quoteIdentifier } from "../../scripts/model/identifier.ts";
import { objectKey } from "../../scripts/model/object.ts";
import { type AccessIndex, indexAccess } from "../../scripts/review/access/access-index.ts";
import { reason } from "../../scripts/review/access/access-report.ts";
import { doorsTo } from "../../scripts/review/access/doors.ts";
import { decide } from "../../scripts/review/access/verdict.ts";
import { ask } from "../../scripts/review/access/view-access.ts";
import { ROLES } from "./arbitrary.ts";
import { allTries, attempt, type Try } from "./tries.ts";
import { S1, SCHEMAS } from "./world-views.ts";

const QUESTIONS = 20;

const rawQuestion = fc.record({ role: fc.nat({ max: 999 }), tried: fc.nat({ max: 9999 }) });
/** Who is asked about, and what. */
export type RawQuestion = typeof rawQuestion extends fc.Arbitrary<infer Raw> ? Raw : never;
export const rawQuestions = fc.array(rawQuestion, { minLength: QUESTIONS, maxLength: QUESTIONS });

/** Has nothing but what PUBLIC has; there while something is tried. */
const NOBODY = "fz_nobody";

/** How many questions were answered with yes and with no, all of them right. */
export interface Answers {
  yes: number;
  no: number;
  doors: number;
  byHand: number;
}

const CALL = 'SELECT "s ""2.b".door()';
/** What the routine with SECURITY DEFINER reads. */
const BEHIND_DOOR = objectKey({ kind: "column", path: [S1, "t", "a"] });

/** The roles that a role can be by SET ROLE, itself first. */
async function becoming(sql: Queryable, roles: readonly string[], major: number) {
  const rows: string[][] = await sql
    .unsafe(
      `SELECT a.rolname, b.rolname FROM pg_roles a JOIN pg_roles b ON a.oid <> b.oid
       WHERE a.rolname IN (SELECT jsonb_array_elements_text($1::text::jsonb))
         AND b.rolname IN (SELECT jsonb_array_elements_text($1::text::jsonb))
         AND pg_has_role(a.oid, b.oid, '${major < 16 ? "MEMBER" : "SET"}')`,
      [JSON.stringify(roles)],
    )
    .values();
  return (role: string) => [role, ...rows.flatMap(([from, to = ""]) => (from === role ? [to] : []))];
}

interface Asked extends Try {
  readonly role: string;
}

/** Who may run a statement, itself or as a role that it can be. */
type May = (role: string, statement: string) => boolean;

/** The statements by which the column behind the door is read. */
const readings = (tries: readonly Try[]): readonly string[] =>
  tries.find(({ object, privilege }) => privilege === "SELECT" && objectKey(object) === BEHIND_DOOR)
    ?.groups[0] ?? [];

/**
 * What is wrong with what is said of the routine that does what its owner may: whoever gets through must be named, and who is
 * named must be able to call it, and its owner to read what is behind. Owners and superusers need no door.
 */
function wrongDoor(
  { index, definers, tries }: { index: AccessIndex; definers: readonly DoorSource[]; tries: readonly Try[] },
  { role, object, privilege }: Asked,
  can: (statement: string) => boolean,
  mayInside: May,
): string | undefined {
  const [door] = definers;
  const owner = door && index.facts(door.as).owner?.owner;
  if (owner === undefined || index.graph.reaches(role).has(owner) || index.superuser(role)) return undefined;
  const isNamed = doorsTo(index, object, definers, { roles: [role], privileges: [privilege] }).length > 0;
  const opens = can(CALL);
  const could = can(`EXPLAIN ${CALL}`) && readings(tries).some((statement) => mayInside(owner, statement));
  return (isNamed && (opens || could)) || (!isNamed && !opens) ? undefined : `${isNamed}, really ${opens}`;
}

/** Tries all of it. @param inside what is tried as in the body of a routine, where names are not looked up again */
async function reallyMay(
  sql: Queryable,
  live: LiveWarehouse,
  roles: readonly string[],
  asked: readonly Asked[],
  inside: readonly string[],
) {
  const becomes = await becoming(sql, roles, live.major);
  const acting = (role: string) => (role === PUBLIC ? [NOBODY] : becomes(role));
  const named = asked.flatMap(({ role, groups }) =>
    acting(role).flatMap((name) => groups.flat().map((statement) => [name, statement] as const)),
  );
  const each = (statements: readonly string[]) =>
    [NOBODY, ...roles.slice(1)].flatMap((name) => statements.map((statement) => [name, statement] as const));
  const options = live.major < 16 ? "" : " WITH INHERIT TRUE, SET TRUE";
  await sql.unsafe(
    `SAVEPOINT tried; CREATE ROLE ${NOBODY}; GRANT ${NOBODY} TO ${quoteIdentifier(live.user)}${options}`,
  );
  const as = await attempt(sql, [...named, ...each([CALL, `EXPLAIN ${CALL}`])]);
  await sql.unsafe(`GRANT USAGE ON SCHEMA ${SCHEMAS.map(quoteIdentifier).join(", ")} TO PUBLIC`);
  const within = await attempt(sql, each(inside));
  await sql.unsafe("ROLLBACK TO SAVEPOINT tried");
  return { acting, as, inside: within };
}

/** What of the answers is wrong, a line each. */
export async function wrongAnswers(
  sql: Queryable,
  live: LiveWarehouse,
  raw: readonly RawQuestion[],
  answers: Answers,
): Promise<string[]> {
  const views = await readViews(sql);
  const definers = await readDefiners(sql);
  const warehouse = { ...live, viewReads: new Map(views.map((view) => [view.view, view])) };
  const index = indexAccess(warehouse, live.major);
  const roles = [PUBLIC, ...ROLES.filter((name) => live.roles.has(name))];
  const tries = allTries(live.major);
  const asked = raw.map(({ role, tried }): Asked => {
    const one = tries[tried % tries.length] as Try;
    return { ...one, role: roles[role % roles.length] ?? PUBLIC };
  });
  const may = await reallyMay(sql, live, roles, asked, readings(tries));
  return asked.flatMap((one) => {
    const { role, object, privilege, groups } = one;
    const verdict = decide(index, role, ask(index, privilege, object));
    const really = may
      .acting(role)
      .some((name) => groups.every((group) => group.some((statement) => may.as(name, statement))));
    const can = (statement: string) => may.acting(role).some((name) => may.as(name, statement));
    const isPartly = groups.flat().some(can);
    const isDoor = privilege === "SELECT" && objectKey(object) === BEHIND_DOOR;
    const door = isDoor ? wrongDoor({ index, definers, tries }, one, can, may.inside) : undefined;
    if (isDoor) answers.doors++;
    answers[verdict.can ? "yes" : "no"]++;
    const question = `${role}: ${privilege} on ${objectKey(object)}`;
    const why = reason(index, role, object, verdict);
    return [
      ...(verdict.can === really ? [] : [`${question}: ${verdict.can}, really ${really}; ${why}`]),
      ...(isPartly && verdict.paths.length === 0 ? [`${question}: nothing leads there, really it can`] : []),
      ...(door === undefined ? [] : [`${question} by a routine: ${door}`]),
    ];
  });
}
