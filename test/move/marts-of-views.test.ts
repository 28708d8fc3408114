import { randomBytes } from "node:crypto";
import { cpSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { connect, type Sql } from "../../scripts/database/connect/connect.ts";
import { catalogShape, compareShapes } from "../../scripts/database/inspect/shape.ts";
import { migrate } from "../../scripts/move/migrate.ts";
import type { Project } from "../../scripts/sources/project.ts";
import { removeProject } from "../support/cluster.ts";
import { type OwnedDatabase, ownedDatabase } from "../support/owned-database.ts";
import { makeProject, revise, target, writeFiles } from "../support/project.ts";

/** The data marts of this repository's warehouse on rentals and lecturers, as views over its core. */
const ROOT = resolve(import.meta.dirname, "../..");
const env = `mv${randomBytes(4).toString("hex")}`;
const deployer = `${env}_deployer`;
let database: OwnedDatabase;
let sql: Sql;
let project: Project;

/** The core and the marts of both; the rest of the warehouse has nothing to do with them. */
const FILES = ["dwh/rental", "dwh/rating", "dm/rental", "dm/rating"].map((name) => `definitions/${name}.ts`);

const PEOPLE = `roles:
  "\${env}_analyst": { access: { level: read, in: DM_* } }
  "\${env}_dashboard": { login: true, connection_limit: 5, access: { level: read, in: DM_RENTAL } }
`;

const RENTAL = `// Data marts on rentals and strikes: views over the core.
import { count, eq, isNull, sql } from "drizzle-orm";
import { pgSchema } from "drizzle-orm/pg-core";
import { annotate, sqlObject } from "dwh-definitions";
import { item, itemType, rentalSession, strike } from "../dwh/rental";

export const dmRental = pgSchema("DM_RENTAL");

export const currentSession = dmRental.view("current_session").with({ securityBarrier: true }).as((qb) =>
  qb.select({ sessionId: rentalSession.apiId, userId: rentalSession.userId, itemId: rentalSession.itemId, startTs: rentalSession.startTs })
    .from(rentalSession).where(isNull(rentalSession.validToDt)));
annotate(currentSession, { comment: "Rentals as they are now", columns: { userId: { comment: "Who rents" } } });

export const byUser = dmRental.materializedView("by_user").with({ fillfactor: 70 }).as((qb) =>
  qb.select({ userId: currentSession.userId, sessions: count().as("sessions") }).from(currentSession).groupBy(currentSession.userId));
annotate(byUser, { comment: "How often each member rents", refresh: "daily" });
export const byUserKey = sqlObject({
  kind: "index", schema: dmRental, name: "by_user_key", dependsOn: [byUser],
  create: sql\`CREATE UNIQUE INDEX "by_user_key" ON \${byUser} ("user_id")\`,
});

export const strikes = dmRental.view("strikes").as((qb) =>
  qb.select({ userId: currentSession.userId, reason: strike.reason }).from(currentSession)
    .innerJoin(strike, eq(strike.sessionId, currentSession.sessionId)));

/** A diamond: the session by two ways. */
export const dmStrike = dmRental.view("dm_strike").as((qb) =>
  qb.select({ userId: strikes.userId, reason: strikes.reason, sessions: byUser.sessions }).from(strikes)
    .innerJoin(byUser, eq(byUser.userId, strikes.userId)));
annotate(dmStrike, { comment: "Strikes of those who rent", columns: { reason: { comment: "Why" } } });

export const dmRentalsEvents = dmRental.materializedView("dm_rentals_events").withNoData().as((qb) =>
  qb.select({ sessionId: currentSession.sessionId, userId: currentSession.userId, name: itemType.name }).from(currentSession)
    .innerJoin(item, eq(item.apiId, currentSession.itemId)).innerJoin(itemType, eq(itemType.apiId, item.typeId)));
`;

const RATING = `// Data marts on lecturers: views over the core, and over the mart of rentals.
import { eq, isNull, sql } from "drizzle-orm";
import { pgSchema } from "drizzle-orm/pg-core";
import { annotate } from "dwh-definitions";
import { comment, lecturer, lecturerUserComment } from "../dwh/rating";
import { byUser } from "./rental";

export const dmRating = pgSchema("DM_RATING");

export const mark = dmRating.materializedView("mark").as((qb) =>
  qb.select({ lecturerId: comment.lecturerId, kindness: sql<number>\`avg(\${comment.markKindness})\`.as("kindness") })
    .from(comment).where(isNull(comment.validToDt)).groupBy(comment.lecturerId));
annotate(mark, { comment: "Marks of now", columns: { kindness: { comment: "Between -2 and 2" } } });

export const dmLecturerCommentAct = dmRating.view("dm_lecturer_comment_act").as((qb) =>
  qb.select({ lecturerApiId: lecturer.apiId, lastName: lecturer.lastName, kindness: mark.kindness, sessions: byUser.sessions })
    .from(lecturer).innerJoin(mark, eq(mark.lecturerId, lecturer.apiId))
    .innerJoin(lecturerUserComment, eq(lecturerUserComment.lecturerId, lecturer.apiId))
    .innerJoin(byUser, eq(byUser.userId, lecturerUserComment.userId)));
`;

beforeAll(async () => {
  database = await ownedDatabase(deployer);
  sql = await connect(database.url);
  project = await makeProject({}, [env]);
  for (const file of [...FILES, "roles/access.yaml"])
    cpSync(join(ROOT, file), join(project.root, file), { recursive: true });
  await writeFiles(project.root, { "roles/functional.yaml": PEOPLE });
});
afterAll(async () => {
  await migrate(project, asDeployer(), { direction: "down", to: "base", destructive: "everything" });
  await sql.end();
  await database.drop();
  await removeProject(project.root);
});

const asDeployer = () => target(database.asDeployer, { env });

const move = (direction: "up" | "down", to: string) =>
  migrate(project, asDeployer(), { direction, to, destructive: "everything" });
const shape = () => catalogShape(sql, { leaveOut: ["drizzle"], roles: (role) => role.startsWith(env) });

test("marts become views, a column under chains and a diamond of them changes its type, and all of it goes back", async () => {
  await revise(project, "init", { proof: false });
  await move("up", "head");
  const tables = await shape();
  await writeFiles(project.root, { "definitions/dm/rental.ts": RENTAL, "definitions/dm/rating.ts": RATING });
  await revise(project, "marts are views");
  await move("up", "head");
  await sql.unsafe(`
    INSERT INTO "DWH_RENTAL".rental_session SELECT gen_random_uuid(), n, n % 3, 1, 1, 1, now(), now(), now(), now(), 'x' FROM generate_series(1, 10) n;
    INSERT INTO "DWH_RENTAL".strike SELECT gen_random_uuid(), n, n % 3, n, 1, 'late', now() FROM generate_series(1, 10) n;
    REFRESH MATERIALIZED VIEW "DM_RENTAL".by_user`);
  const views = await shape();
  const core = join(project.root, "definitions/dwh");
  for (const [file, before, after] of [
    ["rental.ts", 'userId: integer("user_id")', 'userId: bigint("user_id", { mode: "number" })'],
    ["rating.ts", 'markKindness: integer("mark_kindness")', 'markKindness: smallint("mark_kindness")'],
  ] as const) {
    const text = await readFile(join(core, file), "utf8");
    const typed = text
      .replaceAll(before, after)
      .replace("integer, pgSchema", "bigint, integer, pgSchema, smallint");
    await writeFiles(core, { [file]: typed });
  }
  const { migration } = await revise(project, "longer numbers");
  // What reads another goes before it, and comes back behind it.
  const order = (verb: string) =>
    [...migration.matchAll(new RegExp(`${verb} (?:MATERIALIZED )?VIEW ("[^ ;]+")`, "g"))].map(
      ([, name]) => name,
    );
  const [drops, creates] = [order("DROP"), order("CREATE")];
  expect(drops.sort()).toEqual([...creates].sort());
  await move("up", "head");
  const typed = await shape();
  // Nothing but the types of columns is otherwise: ACLs, comments, options, indexes and owners are as they were.
  const { missing, extra } = compareShapes(views, typed);
  const isType = (line: string) => /^column .*\b(?:user_id|mark_kindness)\b/.test(line);
  expect([...missing, ...extra].filter((line) => !isType(line))).toEqual([]);
  expect(missing.length).toBeGreaterThan(3);
  expect(
    await sql.unsafe(
      `SELECT count(*)::int AS rows, pg_typeof(min(user_id))::text AS type FROM "DM_RENTAL".dm_strike`,
    ),
  ).toEqual([{ rows: 10, type: "bigint" }]);
  await move("down", "-1");
  expect(compareShapes(views, await shape())).toEqual({ missing: [], extra: [] });
  expect(await sql.unsafe(`SELECT sum(sessions)::int AS sum FROM "DM_RENTAL".by_user`)).toEqual([
    { sum: 10 },
  ]);
  await move("down", "-1");
  expect(compareShapes(tables, await shape())).toEqual({ missing: [], extra: [] });
});
