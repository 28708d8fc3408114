// The locks that a statement takes on what is there already, by its kind.

import { referencedTables } from "../../sql/constraint-definition.ts";
import { Cursor } from "../../sql/cursor.ts";
import { path as pathForm } from "../../sql/form-parts.ts";
import type { ObjectWord, Path } from "../../sql/sql-target.ts";
import type { Statement, StatementOf } from "../../sql/statement.ts";
import { type AboutTable, actionLocks, readDefault } from "./action-locks.ts";
import type { Lock, LockMode, Work } from "./table-lock.ts";

type About = Omit<AboutTable, "table">;

type LocksByKind = {
  readonly [Kind in Statement["kind"]]: (statement: StatementOf<Kind>, about: About) => readonly Lock[];
};

const none = () => [];

const one = (relation: Path | undefined, mode: LockMode, work: Work, instead?: string): readonly Lock[] =>
  relation ? [{ relation, mode, work, ...(instead !== undefined && { instead }) }] : [];

const alone = (relation: Path | undefined): readonly Lock[] => one(relation, "ACCESS EXCLUSIVE", "instant");

/** Kinds of objects that are relations, or lie on one. */
const RELATIONS: ReadonlySet<ObjectWord> = new Set([
  "TABLE",
  "VIEW",
  "MATERIALIZED VIEW",
  "FOREIGN TABLE",
  "SEQUENCE",
]);

/** Where a path stands behind words that come anywhere. */
function pathAfter(text: string, words: string): Path | undefined {
  const cursor = new Cursor(text);
  for (; !cursor.isAtEnd; cursor.at++) {
    if (!cursor.take(words)) continue;
    cursor.take("ONLY");
    return pathForm.read(cursor);
  }
  return undefined;
}

const QUIET = "nothing makes it shorter: apply it when nobody needs the table";

/** What has no form, by how it begins, and the words behind which its table stands. */
const OTHERS: readonly (readonly [
  begins: RegExp,
  words: string,
  mode: LockMode,
  work: Work,
  instead?: string,
])[] = [
  [/^CREATE\s+(?:OR\s+REPLACE\s+)?(?:CONSTRAINT\s+)?TRIGGER\b/i, "ON", "SHARE ROW EXCLUSIVE", "instant"],
  [/^CREATE\s+(?:OR\s+REPLACE\s+)?RULE\b/i, "TO", "ACCESS EXCLUSIVE", "instant"],
  [/^CREATE\s+STATISTICS\b/i, "FROM", "SHARE UPDATE EXCLUSIVE", "instant"],
  [/^UPDATE\b/i, "UPDATE", "ROW EXCLUSIVE", "rows"],
  [/^INSERT\b/i, "INTO", "ROW EXCLUSIVE", "rows"],
  [/^ANALYZE\b/i, "ANALYZE", "SHARE UPDATE EXCLUSIVE", "read"],
  [
    /^REINDEX\s+TABLE\s+(?!CONCURRENTLY)/i,
    "TABLE",
    "SHARE",
    "build",
    "REINDEX TABLE CONCURRENTLY does the same",
  ],
  [/^REINDEX\s+TABLE\s+CONCURRENTLY/i, "CONCURRENTLY", "SHARE UPDATE EXCLUSIVE", "build"],
  [/^VACUUM\s+FULL\b/i, "FULL", "ACCESS EXCLUSIVE", "rewrite", QUIET],
  [/^CLUSTER\b/i, "CLUSTER", "ACCESS EXCLUSIVE", "rewrite", QUIET],
];

/** What each statement of CREATE TABLE says of other tables. */
function made(
  { object, replace, path, on, definition = "" }: StatementOf<"make">,
  about: About,
): readonly Lock[] {
  if (object === "POLICY") return alone(on);
  if (object === "TABLE") {
    const parent = pathAfter(definition, "PARTITION OF");
    const to = referencedTables(definition);
    const read = parent ? readDefault(parent, about) : [];
    // The table is held as long as its default partition is read.
    const held = one(parent, "ACCESS EXCLUSIVE", read.length > 0 ? "read" : "instant", read[0]?.instead);
    return [...to.flatMap((table) => one(table, "SHARE ROW EXCLUSIVE", "instant")), ...held, ...read];
  }
  if (object === "MATERIALIZED VIEW")
    return one(
      path,
      "ACCESS EXCLUSIVE",
      "compute",
      "make it WITH NO DATA, and refresh it behind the revision",
    );
  return replace && object === "VIEW" ? alone(path) : [];
}

function dropped(
  { object, targets, on, concurrently }: StatementOf<"drop">,
  { tableOf, refersTo, parentOf, defaultOf }: About,
): readonly Lock[] {
  if (object === "POLICY" || object === "TRIGGER" || object === "RULE") return alone(on);
  return targets.flatMap(({ path }) => {
    if (object === "INDEX")
      return one(tableOf(path), concurrently ? "SHARE UPDATE EXCLUSIVE" : "ACCESS EXCLUSIVE", "instant");
    if (!RELATIONS.has(object)) return [];
    const parent = parentOf(path);
    // Of a partition, what its table's default one takes changes.
    const whole = parent ? [...alone(parent), ...alone(defaultOf(parent))] : [];
    return [...alone(path), ...refersTo(path).flatMap(alone), ...whole];
  });
}

function altered(statement: StatementOf<"alter object">, about: About): readonly Lock[] {
  const { object, target, on, actions } = statement;
  if (object === "POLICY" || object === "TRIGGER") return alone(on);
  if (object === "SEQUENCE")
    return actions.flatMap(({ kind }) =>
      kind === "other" ? one(target.path, "SHARE ROW EXCLUSIVE", "instant") : alone(target.path),
    );
  if (object !== "TABLE" && object !== "FOREIGN TABLE")
    return RELATIONS.has(object) ? alone(target.path) : [];
  return actions.flatMap((action) => actionLocks(action, { ...about, table: target.path }));
}

const KINDS: LocksByKind = {
  "create role": none,
  "rename role": none,
  "alter role": none,
  "set in role": none,
  "reset in role": none,
  "drop role": none,
  "set role": none,
  "reset role": none,
  "reassign owned": none,
  "drop owned": none,
  grant: none,
  revoke: none,
  "default privileges": none,
  "grant membership": none,
  "revoke membership": none,
  make: made,
  "make index": ({ on, concurrently }) =>
    concurrently ? one(on, "SHARE UPDATE EXCLUSIVE", "build") : one(on, "SHARE", "build", "online"),
  drop: dropped,
  "alter object": altered,
  comment: ({ object, target }) => {
    const relation = object === "COLUMN" ? target.path.slice(0, -1) : target.path;
    return object === "COLUMN" || RELATIONS.has(object)
      ? one(relation, "SHARE UPDATE EXCLUSIVE", "instant")
      : [];
  },
  refresh: ({ path, concurrently, noData }) =>
    concurrently
      ? one(path, "EXCLUSIVE", "compute")
      : one(
          path,
          "ACCESS EXCLUSIVE",
          noData ? "instant" : "compute",
          "REFRESH … CONCURRENTLY, over a unique index",
        ),
  truncate: ({ tables }) => tables.flatMap(({ path }) => alone(path)),
  delete: ({ path }) => one(path, "ROW EXCLUSIVE", "rows"),
  other: ({ text }) => {
    const found = OTHERS.find(([begins]) => begins.test(text));
    if (!found) return [];
    const [, words, ...lock] = found;
    return one(pathAfter(text, words), ...lock);
  },
};

/** The locks that a statement takes, but those for which only they wait that want a table for themselves. */
export const statementLocks = (statement: Statement, about: About): readonly Lock[] =>
  (KINDS[statement.kind] as (statement: Statement, about: About) => readonly Lock[])(statement, about);
