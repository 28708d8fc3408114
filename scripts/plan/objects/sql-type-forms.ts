/** How SQL makes, changes and drops extensions and types. */
import { quoteIdentifier, quoteLiteral, quotePath } from "../../model/identifier.ts";
import type { SqlObject } from "../../model/sql-object.ts";

type Parts = SqlObject["parts"];

/** One kind of SQL object. All are texts of statements. */
export interface SqlObjectForm {
  create(object: SqlObject): readonly string[];
  drop(object: SqlObject): string;
  /** What makes one definition of the same object out of another; undefined where it must be dropped and made again. */
  alter(before: SqlObject, after: SqlObject): readonly string[] | undefined;
  /** Its kind and name in COMMENT ON. */
  target(object: SqlObject): string;
}

/** Parts whose names begin with a word: `check positive` → `positive`. */
function partsOf(parts: Parts, word: string): Map<string, string> {
  const own = Object.entries(parts).filter(([part]) => part.startsWith(`${word} `));
  return new Map(own.map(([part, text]) => [part.slice(word.length + 1), text]));
}

/** The named parts that go, with those that change, and those that come. */
function changedParts(before: Parts, after: Parts, word: string) {
  const [from, to] = [partsOf(before, word), partsOf(after, word)];
  const differs = (name: string) => from.get(name) !== to.get(name);
  return {
    goes: [...from.keys()].filter((name) => !to.has(name)),
    changes: [...to].filter(([name]) => from.has(name) && differs(name)),
    comes: [...to].filter(([name]) => !from.has(name)),
  };
}

/** Whether parts of two definitions are the same. */
export const same = (before: SqlObject, after: SqlObject, ...names: readonly string[]): boolean =>
  names.every((name) => before.parts[name] === after.parts[name]);

/** CREATE EXTENSION. */
export const extension: SqlObjectForm = {
  // CREATE EXTENSION "pg_trgm" SCHEMA "ext" VERSION '1.6'
  create: ({ path: [name = ""], parts: { schema, version } }) => [
    [
      `CREATE EXTENSION ${quoteIdentifier(name)}`,
      ...(schema === undefined ? [] : [`SCHEMA ${schema}`]),
      ...(version === undefined ? [] : [`VERSION ${quoteLiteral(version)}`]),
    ].join(" "),
  ],
  drop: ({ path: [name = ""] }) => `DROP EXTENSION ${quoteIdentifier(name)}`,
  alter: (before, after) => {
    const name = quoteIdentifier(after.path[0] ?? "");
    const { schema, version } = after.parts;
    return [
      ...(version === undefined || same(before, after, "version")
        ? []
        : [`ALTER EXTENSION ${name} UPDATE TO ${quoteLiteral(version)}`]),
      ...(schema === undefined || same(before, after, "schema")
        ? []
        : [`ALTER EXTENSION ${name} SET SCHEMA ${schema}`]),
    ];
  },
  target: ({ path: [name = ""] }) => `EXTENSION ${quoteIdentifier(name)}`,
};

const constraint = (name: string, check: string): string =>
  `CONSTRAINT ${quoteIdentifier(name)} CHECK (${check})`;

/** CREATE DOMAIN. */
export const domain: SqlObjectForm = {
  // CREATE DOMAIN "s"."d" AS text COLLATE "C" DEFAULT '' NOT NULL CONSTRAINT "c" CHECK (VALUE <> '')
  create: ({ path, parts }) => [
    [
      `CREATE DOMAIN ${quotePath(path)} AS ${parts.type}`,
      ...(parts.collate === undefined ? [] : [`COLLATE ${parts.collate}`]),
      ...(parts.default === undefined ? [] : [`DEFAULT ${parts.default}`]),
      ...(parts.notNull === undefined ? [] : ["NOT NULL"]),
      ...[...partsOf(parts, "check")].map(([name, check]) => constraint(name, check)),
    ].join(" "),
  ],
  drop: ({ path }) => `DROP DOMAIN ${quotePath(path)}`,
  alter: (before, after) => {
    if (!same(before, after, "type", "collate")) return undefined;
    const { goes, changes, comes } = changedParts(before.parts, after.parts, "check");
    const { default: value, notNull } = after.parts;
    const gone = [...goes, ...changes.map(([name]) => name)];
    const actions = [
      ...gone.map((name) => `DROP CONSTRAINT ${quoteIdentifier(name)}`),
      ...(same(before, after, "default")
        ? []
        : [value === undefined ? "DROP DEFAULT" : `SET DEFAULT ${value}`]),
      ...(same(before, after, "notNull") ? [] : [notNull === undefined ? "DROP NOT NULL" : "SET NOT NULL"]),
      ...[...changes, ...comes].map(([name, check]) => `ADD ${constraint(name, check)}`),
    ];
    return actions.map((action) => `ALTER DOMAIN ${quotePath(after.path)} ${action}`);
  },
  target: ({ path }) => `DOMAIN ${quotePath(path)}`,
};

/** Whether an attribute of a composite type gets another type, which PostgreSQL refuses while columns use it. */
export const changesAttributes = (before: SqlObject, after: SqlObject): boolean =>
  after.kind === "composite type" && changedParts(before.parts, after.parts, "attribute").changes.length > 0;

/** Whether attributes of a composite type come or go. */
export const changesShape = (before: SqlObject, after: SqlObject): boolean => {
  const { goes, comes } = changedParts(before.parts, after.parts, "attribute");
  return after.kind === "composite type" && goes.length + comes.length > 0;
};

/** CREATE TYPE … AS. */
export const compositeType: SqlObjectForm = {
  // CREATE TYPE "s"."t" AS ("a" integer, "b" text)
  create: ({ path, parts }) => {
    const attributes = [...partsOf(parts, "attribute")].map(
      ([name, type]) => `${quoteIdentifier(name)} ${type}`,
    );
    return [`CREATE TYPE ${quotePath(path)} AS (${attributes.join(", ")})`];
  },
  drop: ({ path }) => `DROP TYPE ${quotePath(path)}`,
  alter: (before, after) => {
    const { goes, changes, comes } = changedParts(before.parts, after.parts, "attribute");
    const actions = [
      ...goes.map((name) => `DROP ATTRIBUTE ${quoteIdentifier(name)}`),
      ...changes.map(([name, type]) => `ALTER ATTRIBUTE ${quoteIdentifier(name)} TYPE ${type}`),
      ...comes.map(([name, type]) => `ADD ATTRIBUTE ${quoteIdentifier(name)} ${type}`),
    ];
    return actions.length === 0 ? [] : [`ALTER TYPE ${quotePath(after.path)} ${actions.join(", ")}`];
  },
  target: ({ path }) => `TYPE ${quotePath(path)}`,
};
