// Migrations of drizzle-kit's own, as they lie in folders, beside those that a database has.
import { readFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { glob } from "tinyglobby";
import type { Sql } from "../database/connect/connect.ts";
import { transaction } from "../database/connect/transaction.ts";
import type { OtherHistory } from "../database/inspect/other-histories.ts";
import type { DriftItem } from "../drift/drift-items.ts";
import { sha256 } from "../migrations/delta-file.ts";
import { folderTime } from "../migrations/revision-name.ts";
import { quotePath, splitPath } from "../model/identifier.ts";
import type { Project } from "../sources/project.ts";

/** A migration in a folder of drizzle-kit's. */
interface DrizzleMigration {
  /** `0001_names`, or the folder of its own that it has since version 1. */
  readonly name: string;
  /** Its SQL, relative to the project. */
  readonly file: string;
  /** What drizzle's migrator writes down of it. */
  readonly hash: string;
  readonly createdAt: number | undefined;
}

/** A row that drizzle's migrator wrote; versions before 1 have no names. */
interface AppliedRow {
  readonly hash: string;
  readonly name: string | null;
  readonly at: string | null;
}

const OUTSIDE = ["**/node_modules/**", "**/.*/**"];

/** Those of a journal, which names one file each: `meta/_journal.json` of versions before 1. */
async function journaled(root: string, journal: string): Promise<DrizzleMigration[]> {
  const { entries = [] } = JSON.parse(await readFile(join(root, journal), "utf8")) as {
    entries?: readonly { readonly tag: string; readonly when: number }[];
  };
  const folder = dirname(dirname(journal));
  const read = entries.map(async ({ tag, when }) => {
    const file = join(folder, `${tag}.sql`);
    const text = await readFile(join(root, file), "utf8").catch(() => "");
    return { name: tag, file, hash: sha256(text), createdAt: when };
  });
  return Promise.all(read);
}

/** The migrations of drizzle-kit that lie in a project, oldest first: of both kinds of folder, and no revision. */
async function drizzleMigrations(root: string): Promise<DrizzleMigration[]> {
  const options = { cwd: root, ignore: OUTSIDE };
  const [journals, files, revisions] = await Promise.all([
    glob("**/meta/_journal.json", options),
    glob("**/*/migration.sql", options),
    glob("**/*/delta.json", options),
  ]);
  const ours = new Set(revisions.map((file) => dirname(file)));
  const own = files.filter(
    (file) => !ours.has(dirname(file)) && folderTime(basename(dirname(file))) !== undefined,
  );
  const inFolders = own.sort().map(async (file): Promise<DrizzleMigration> => {
    const name = basename(dirname(file));
    const text = await readFile(join(root, file), "utf8");
    return { name, file, hash: sha256(text), createdAt: folderTime(name) };
  });
  const before = await Promise.all(journals.sort().map((journal) => journaled(root, journal)));
  return [...before.flat(), ...(await Promise.all(inFolders))];
}

/** Drizzle's migrations in a project beside what a database has of them. */
interface ComparedMigrations {
  /** The histories of other tools, drizzle's head by the name of its migration. */
  readonly histories: readonly OtherHistory[];
  /** What of the folder the database does not have. */
  readonly pending: readonly DriftItem[];
  /** What the database has that no folder has, a sentence each. */
  readonly unknown: readonly string[];
}

const isOf = ({ hash, name, at }: AppliedRow, migration: DrizzleMigration): boolean =>
  hash === migration.hash || name === migration.name || (at !== null && Number(at) === migration.createdAt);

/** Compares the migrations of drizzle-kit that lie in a project with those that a database says it has. */
export async function compareMigrations(
  { root }: Project,
  sql: Sql,
  histories: readonly OtherHistory[],
): Promise<ComparedMigrations> {
  const own = histories.filter(({ tool, heads }) => tool === "drizzle-kit" && heads !== undefined);
  const migrations = own.length === 0 ? [] : await drizzleMigrations(root);
  if (migrations.length === 0) return { histories, pending: [], unknown: [] };
  const rows: AppliedRow[] = [];
  for (const { table } of own) {
    const path = quotePath([...(splitPath(table) ?? [])]);
    const query = `SELECT hash, to_jsonb(t) ->> 'name' AS name, created_at::text AS at FROM ${path} t ORDER BY id`;
    rows.push(...(await transaction(sql, (tx) => tx.unsafe<AppliedRow[]>(query), "READ ONLY")));
  }
  const pending = migrations.filter((migration) => !rows.some((row) => isOf(row, migration)));
  const unknown = rows.filter((row) => !migrations.some((migration) => isOf(row, migration)));
  const nameOf = (head: string) => migrations.find(({ hash }) => hash === head)?.name ?? head;
  return {
    histories: histories.map((one) =>
      own.includes(one) && one.heads ? { ...one, heads: one.heads.map(nameOf) } : one,
    ),
    pending: pending.map(({ name, file }) => ({
      area: "structure",
      text: `the migration ${name} of drizzle-kit is not applied: \`drizzle-kit migrate\` does that`,
      at: { file },
    })),
    unknown: unknown.map(
      ({ name, hash }) => `the migration ${name ?? hash} of drizzle-kit's, of which there is no file`,
    ),
  };
}
