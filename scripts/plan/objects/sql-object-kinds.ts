/** How SQL makes, changes and drops each kind of SQL object: a row for each. */
import { quoteIdentifier, quoteLiteral, quotePath } from "../../model/identifier.ts";
import { isOfRelation, isRoutine, type SqlObject, type SqlObjectKind } from "../../model/sql-object.ts";
import { partition, partitioning } from "./partition-forms.ts";
import { compositeType, domain, extension, type SqlObjectForm, same } from "./sql-type-forms.ts";

/** A body between dollars that do not stand in it. */
function dollarQuoted(body: string): string {
  let tag = "$body$";
  for (let number = 2; body.includes(tag); number++) tag = `$body${number}$`;
  return `${tag}\n${body}\n${tag}`;
}

/** CREATE FUNCTION and CREATE PROCEDURE differ in nothing but their word and RETURNS. */
const routine = (word: "FUNCTION" | "PROCEDURE"): SqlObjectForm => ({
  create: ({ path, parts }) => {
    const { signature = "", arguments: args = signature, returns, options, body, atomic } = parts;
    return [
      [
        `CREATE ${word} ${quotePath(path.slice(0, 2))}(${args})`,
        ...(returns === undefined ? [] : [`RETURNS ${returns}`]),
        options,
        atomic ?? `AS ${dollarQuoted(body ?? "")}`,
      ].join(" "),
    ];
  },
  drop: ({ path: [schema = "", name = "", types = ""] }) =>
    `DROP ${word} ${quotePath([schema, name])}(${types})`,
  // PostgreSQL replaces neither what is returned nor the names of arguments, and takes no default away.
  alter: (before, after) => {
    const defaults = ({ parts }: SqlObject) => Number(parts.defaults ?? 0);
    const fits = same(before, after, "signature", "returns") && defaults(before) <= defaults(after);
    return fits ? replaced(FORMS[after.kind].create(after)) : undefined;
  },
  target: ({ path: [schema = "", name = "", types = ""] }) =>
    `${word} ${quotePath([schema, name])}(${types})`,
});

const replaced = ([first = "", ...rest]: readonly string[]): string[] => [
  first.replace(/^CREATE\b(?!\s+OR\s+REPLACE)/i, "CREATE OR REPLACE"),
  ...rest,
];

const tableOf = ({ path }: SqlObject): string => quotePath(path.slice(0, 2));
const triggerName = ({ path }: SqlObject): string => quoteIdentifier(path[2] ?? "");

const trigger: SqlObjectForm = {
  // CREATE TRIGGER "touch" BEFORE UPDATE ON "s"."t" FOR EACH ROW EXECUTE FUNCTION "s"."f"()
  create: (object) => {
    const { events, constraint: deferred, action, enabled } = object.parts;
    const word = deferred === undefined ? "TRIGGER" : "CONSTRAINT TRIGGER";
    return [
      [`CREATE ${word} ${triggerName(object)} ${events} ON ${tableOf(object)}`, deferred, action]
        .filter((part) => part !== undefined && part !== "")
        .join(" "),
      ...(enabled === undefined
        ? []
        : [`ALTER TABLE ${tableOf(object)} ${enabled} TRIGGER ${triggerName(object)}`]),
    ];
  },
  drop: (object) => `DROP TRIGGER ${triggerName(object)} ON ${tableOf(object)}`,
  // A constraint trigger cannot be replaced.
  alter: (before, after) =>
    before.parts.constraint === undefined && after.parts.constraint === undefined
      ? replaced(trigger.create(after))
      : undefined,
  target: (object) => `TRIGGER ${triggerName(object)} ON ${tableOf(object)}`,
};

/** Policies hold for the owner of the table too. */
const forcedRowSecurity: SqlObjectForm = {
  create: (object) => [`ALTER TABLE ${tableOf(object)} FORCE ROW LEVEL SECURITY`],
  drop: (object) => `ALTER TABLE ${tableOf(object)} NO FORCE ROW LEVEL SECURITY`,
  alter: () => [],
  target: (object) => `TABLE ${tableOf(object)}`,
};

/** What is encrypted is said by the columns' own statements: migrations/corrections/encrypted-columns.ts. */
const encryption: SqlObjectForm = {
  create: () => [],
  drop: () => "",
  alter: () => [],
  target: (object) => `TABLE ${tableOf(object)}`,
};

const other: SqlObjectForm = {
  create: ({ parts: { create = "" } }) => [create],
  drop: ({ parts: { drop = "" } }) => drop,
  alter: (before, after) =>
    after.parts.replaceable !== undefined && same(before, after, "kind", "target")
      ? replaced(other.create(after))
      : undefined,
  target: ({ parts: { kind = "", target } }) => `${kind.toUpperCase()} ${target}`,
};

const FORMS: Readonly<Record<SqlObjectKind, SqlObjectForm>> = {
  extension,
  domain,
  "composite type": compositeType,
  function: routine("FUNCTION"),
  procedure: routine("PROCEDURE"),
  partitioning,
  partition,
  encryption,
  other,
  trigger,
  "forced row security": forcedRowSecurity,
};

const commentSql = (object: SqlObject, text: string | undefined): string =>
  `COMMENT ON ${FORMS[object.kind].target(object)} IS ${text === undefined ? "NULL" : quoteLiteral(text)}`;

/** The statements that make an object, with its comment. */
export const createSql = (object: SqlObject): string[] => [
  ...FORMS[object.kind].create(object),
  ...(object.comment === undefined ? [] : [commentSql(object, object.comment)]),
];

/** The statement that drops an object. */
export const dropSql = (object: SqlObject): string => FORMS[object.kind].drop(object);

/** The same with all that depends on it, whether it is there or not. */
export const clearSql = (object: SqlObject): string => {
  const sql = dropSql(object)
    .replace(/^DROP (?!.*\bIF EXISTS\b)((?:[A-Z]+ )+)/i, "DROP $1IF EXISTS ")
    .replace(/^ALTER TABLE (?!IF EXISTS\b)/i, "ALTER TABLE IF EXISTS ");
  return !/^DROP /i.test(sql) || /\bCASCADE$/i.test(sql) ? sql : `${sql} CASCADE`;
};

const partsText = ({ parts }: SqlObject): string => JSON.stringify(Object.entries(parts).sort());

/** The statements that change an object in place; undefined where it must be dropped and made again. */
export function alterSql(before: SqlObject, after: SqlObject): readonly string[] | undefined {
  const own = partsText(before) === partsText(after) ? [] : FORMS[after.kind].alter(before, after);
  const comments = before.comment === after.comment ? [] : [commentSql(after, after.comment)];
  return own && [...own, ...comments];
}

/** The SQL of an object that PostgreSQL reads when it is made, and remembers by OID: all but the body of a routine. */
export const boundSql = ({ parts }: SqlObject): string =>
  Object.entries(parts)
    .flatMap(([part, text]) => (part === "body" ? [] : [text]))
    .join("\n");

/** The SQL of an object that PostgreSQL reads when it is made: also the body of a routine in SQL. */
export const readSql = (object: SqlObject): string =>
  /\bLANGUAGE sql\b/i.test(object.parts.options ?? "") ? wholeSql(object) : boundSql(object);

/** All of it. */
export const wholeSql = (object: SqlObject): string => [boundSql(object), object.parts.body ?? ""].join("\n");

/** How SQL may name it: of a routine what stands before its arguments. Nothing names a part of a relation or an extension. */
export function namePath(object: SqlObject): readonly [schema: string, name: string] | undefined {
  const [schema, name] = object.path;
  if (isOfRelation(object) || schema === undefined || name === undefined) return undefined;
  return [schema, name];
}

/** Whether its name counts only where it is called. */
export const isCalled = (object: SqlObject): boolean => isRoutine(object);
