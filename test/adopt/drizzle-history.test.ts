import { createHash } from "node:crypto";
import { mkdir, readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { drizzle } from "drizzle-orm/postgres-js";
import { migrate as migrateByDrizzle } from "drizzle-orm/postgres-js/migrator";
import postgres from "postgres";
import { afterEach, beforeEach, expect, inject, test } from "vitest";
import { adoptDatabase } from "../../scripts/adopt/adopt-database.ts";
import { connect, disconnect, type Sql } from "../../scripts/database/connect/connect.ts";
import { hasDrifted } from "../../scripts/drift/drift-items.ts";
import { findDrift } from "../../scripts/drift/find-drift.ts";
import { loadRevisions } from "../../scripts/migrations/folder.ts";
import { migrate } from "../../scripts/move/migrate.ts";
import { openProject, type Project } from "../../scripts/sources/project.ts";
import { freshDatabase, removeProject } from "../support/cluster.ts";
import { LIBRARY, makeProject, revise, target, writeFiles } from "../support/project.ts";

const SCHEMA = `import { index, integer, pgEnum, pgTable, serial, text, timestamp, varchar } from "drizzle-orm/pg-core";
export const mood = pgEnum("mood", ["calm", "wild"]);
export const users = pgTable("users", {
  id: serial().primaryKey(),
  email: varchar({ length: 80 }).notNull().unique(),
  name: text(),
  mood: mood().notNull().default("calm"),
});
export const posts = pgTable("posts", {
  id: serial().primaryKey(),
  userId: integer("user_id").notNull().references(() => users.id, { onDelete: "cascade" }),
  title: text().notNull().default(""),
  at: timestamp({ withTimezone: true }).notNull().defaultNow(),
}, (table) => [index("posts_user").on(table.userId)]);
`;
const CONFIG = `export default {
  dialect: "postgresql", schema: "./src/schema.ts", out: "./generated",
  migrations: { schema: "drizzle", table: "__dwh_migrations" },
};
`;
const POSTS = `CREATE TABLE "posts" (
	"id" serial PRIMARY KEY NOT NULL,
	"user_id" integer NOT NULL,
	"title" text DEFAULT '' NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
`;

/** As drizzle-kit 0.31 wrote it. */
const JOURNALED = {
  "drizzle/0000_first.sql": `CREATE TYPE "public"."mood" AS ENUM('calm', 'wild');--> statement-breakpoint
${POSTS}CREATE TABLE "users" (
	"id" serial PRIMARY KEY NOT NULL,
	"email" varchar(80) NOT NULL,
	"mood" "mood" DEFAULT 'calm' NOT NULL,
	CONSTRAINT "users_email_unique" UNIQUE("email")
);
--> statement-breakpoint
ALTER TABLE "posts" ADD CONSTRAINT "posts_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "posts_user" ON "posts" USING btree ("user_id");`,
  "drizzle/0001_names.sql": 'ALTER TABLE "users" ADD COLUMN "name" text;',
  "drizzle/meta/_journal.json": `{
  "version": "7",
  "dialect": "postgresql",
  "entries": [
    { "idx": 0, "version": "7", "when": 1795812649604, "tag": "0000_first", "breakpoints": true },
    { "idx": 1, "version": "7", "when": 1795812739811, "tag": "0001_names", "breakpoints": true }
  ]
}`,
};

/** As drizzle-kit 1.0 writes it. */
const IN_FOLDERS = {
  "drizzle/20261127205323_first/migration.sql": `CREATE TYPE "mood" AS ENUM('calm', 'wild');--> statement-breakpoint
${POSTS.replace("PRIMARY KEY NOT NULL", "PRIMARY KEY")}CREATE TABLE "users" (
	"id" serial PRIMARY KEY,
	"email" varchar(80) NOT NULL UNIQUE,
	"mood" "mood" DEFAULT 'calm'::"mood" NOT NULL
);
--> statement-breakpoint
CREATE INDEX "posts_user" ON "posts" ("user_id");--> statement-breakpoint
ALTER TABLE "posts" ADD CONSTRAINT "posts_user_id_users_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE;`,
  "drizzle/20261127205332_names/migration.sql": 'ALTER TABLE "users" ADD COLUMN "name" text;',
};

let sql: Sql;
let project: Project;
let databases: Awaited<ReturnType<typeof freshDatabase>>[];
beforeEach(async () => {
  const admin = inject("adminUrl");
  databases = [await freshDatabase(admin), await freshDatabase(admin)];
  sql = await connect(databases[0]?.url ?? "");
});
afterEach(async () => {
  await disconnect(sql);
  for (const one of databases) await one.drop();
  await removeProject(project.root);
});

const at = (index: number) => target(databases[index]?.url ?? "", {});
const begin = async (files: Readonly<Record<string, string>>) => {
  project = await makeProject({ ...files, "src/schema.ts": SCHEMA, "drizzle.config.ts": CONFIG });
};
const fill = () =>
  sql.unsafe("INSERT INTO users (email, name) VALUES ('a@b', 'Ann'); INSERT INTO posts (user_id) VALUES (1)");

/** The first revision's review says where drizzle's history stands. */
async function isTold(head: string): Promise<void> {
  const [baseline] = await loadRevisions(project.config.out);
  const review = await readFile(join(baseline?.folder ?? "", "review.md"), "utf8");
  expect(review).toContain(`the history of drizzle-kit, \`drizzle.__drizzle_migrations\`, at ${head}`);
  expect(hasDrifted(await findDrift(project, at(0), sql))).toBe(false);
}

/** What comes then goes to both databases. */
async function goesOn(): Promise<void> {
  const text = await readFile(join(project.root, "src/schema.ts"), "utf8");
  await writeFiles(project.root, {
    "src/schema.ts": text.replace("name: text(),", "name: text(),\n  city: text(),"),
  });
  project = await openProject(project.root, LIBRARY);
  const { migration } = await revise(project, "city");
  expect(migration).toContain('ALTER TABLE "users" ADD COLUMN "city" text');
  for (const index of [0, 1]) {
    await migrate(project, at(index), { direction: "up", to: "head" });
  }
  expect(hasDrifted(await findDrift(project, at(0), sql))).toBe(false);
  const [rows] =
    await sql.unsafe(`SELECT (SELECT count(*) FROM posts)::integer AS posts, (SELECT name FROM users) AS name,
    (SELECT count(*) FROM drizzle.__drizzle_migrations)::integer AS migrations`);
  expect(rows).toEqual({ posts: 1, name: "Ann", migrations: 2 });
}

test("a database that drizzle's migrator made is taken over as it is, by folders of version 1", async () => {
  await begin(IN_FOLDERS);
  const folders = join(project.root, "drizzle");
  const client = postgres(at(0).url, { max: 1, onnotice: () => {} });
  const onlyFirst = join(project.root, ".dwh/first");
  await mkdir(onlyFirst, { recursive: true });
  const [first = ""] = await readdir(folders);
  await writeFiles(onlyFirst, {
    [`${first}/migration.sql`]: await readFile(join(folders, first, "migration.sql"), "utf8"),
  });
  await migrateByDrizzle(drizzle({ client }), { migrationsFolder: onlyFirst });
  const half = await adoptDatabase(project, at(0), []);
  expect(half).toMatchObject({ isStamped: false, open: "choice" });
  expect(half.differences.map(({ text }) => text)).toEqual([
    "the migration 20261127205332_names of drizzle-kit is not applied: `drizzle-kit migrate` does that",
    "column public.users.name is missing",
  ]);
  await migrateByDrizzle(drizzle({ client }), { migrationsFolder: folders });
  await client.end();
  await fill();
  const adopted = await adoptDatabase(project, at(0), []);
  expect(adopted).toMatchObject({ isStamped: true, differences: [], unsaid: [] });
  await isTold("20261127205332_names");
});

test("one of a journal has keys of other names, which the definitions take over", async () => {
  await begin(JOURNALED);
  await sql.unsafe(
    "CREATE SCHEMA drizzle; CREATE TABLE drizzle.__drizzle_migrations (id serial PRIMARY KEY, hash text NOT NULL, created_at bigint)",
  );
  const { entries } = JSON.parse(JOURNALED["drizzle/meta/_journal.json"]);
  for (const { tag, when } of entries) {
    const text = JOURNALED[`drizzle/${tag}.sql` as keyof typeof JOURNALED];
    for (const statement of text.split("--> statement-breakpoint")) await sql.unsafe(statement);
    await sql.unsafe("INSERT INTO drizzle.__drizzle_migrations (hash, created_at) VALUES ($1, $2)", [
      createHash("sha256").update(text).digest("hex"),
      when,
    ]);
  }
  await fill();
  const adopted = await adoptDatabase(project, at(0), [], { followServer: true });
  expect(adopted).toMatchObject({ isStamped: true, differences: [], unsaid: [] });
  const text = await readFile(join(project.root, "src/schema.ts"), "utf8");
  expect(text).toContain('unique("users_email_unique").on(t.email)');
  expect(text).toContain('foreignKey({ name: "posts_user_id_users_id_fk"');
  expect(text).not.toMatch(/\.unique\(\)|\.references\(/);
  await isTold("0001_names");
  await goesOn();
});
