/** Objects of the model as statements name them. */
import { displayObject, type ObjectName } from "../../model/object.ts";
import { kindFacts, OBJECT_KINDS, type ObjectKind } from "../../model/object-kinds.ts";
import { madeArguments } from "../../sql/made-arguments.ts";
import { inSchema, OBJECT_WORDS, type ObjectWord, type Path, type Target } from "../../sql/sql-target.ts";
import { targetSql } from "../../sql/write-statement.ts";

/** What `format_type` prints, with commas between: names, quoted or not, and brackets of arrays. */
const ARGUMENT_TYPES = /^(?:"(?:[^"]|"")*"|[\p{L}\p{N}_$ ,.[\]])*$/u;

/** Stands for the database that is connected to: the runner fills its name in. */
export const DATABASE = "${database}";

/** A setting, which may have a prefix: `statement_timeout`, `app.tenant`. */
export const settingPath = (name: string): Path => name.split(".");

function routineTarget(object: ObjectName): Target {
  const [schema = "", name = "", types = ""] = object.path;
  // The types are SQL already, so nothing but types is let through.
  if (!ARGUMENT_TYPES.test(types)) throw new Error(`no list of types: ${displayObject(object)}`);
  return { path: [schema, name], arguments: types };
}

function largeObjectTarget(object: ObjectName): Target {
  const [oid = ""] = object.path;
  if (!/^\d+$/.test(oid)) throw new Error(`no large object: ${displayObject(object)}`);
  return { path: [], oid };
}

const SPECIAL: Partial<Record<ObjectKind, (object: ObjectName) => Target>> = {
  database: () => ({ path: [DATABASE] }),
  column: ({ path }) => ({ path: path.slice(0, 2) }),
  routine: routineTarget,
  "large object": largeObjectTarget,
  parameter: ({ path }) => ({ path: settingPath(path[0] ?? "") }),
};

/**
 * An object as GRANT and ALTER name it; of a column its table.
 *
 * @throws {Error} when the types of a routine or the number of a large object are something else
 */
export function targetOf(object: ObjectName): Target {
  return SPECIAL[object.kind]?.(object) ?? { path: object.path };
}

/** The types within the brackets of a routine in the server's words: people write `f(a int, "char")`. */
const argumentTypes = (types: string): string => madeArguments(`f(${types})`) ?? types;

/** The object that a statement names, the inverse of {@link targetOf}; undefined where it is of a kind that carries no ACL. */
export function objectOf(word: string, { path, arguments: types, oid }: Target): ObjectName | undefined {
  const kind: ObjectKind | undefined = OBJECT_WORDS[word as ObjectWord];
  if (kind === undefined) return undefined;
  if (oid !== undefined) return { kind, path: [oid] };
  if (kind === "database") return { kind, path: [] };
  if (kind === "parameter") return { kind, path: [path.join(".").toLowerCase()] };
  if (kind === "routine")
    return { kind, path: [...inSchema(path), types === undefined ? "?" : argumentTypes(types)] };
  return { kind, path: kindFacts(kind).path.length === 1 ? path.slice(-1) : inSchema(path) };
}

/** An object as SQL. */
export const objectSql = (object: ObjectName): string => targetSql(targetOf(object));

/** What ALTER calls a kind of object: `ALTER SERVER`, but GRANT … ON FOREIGN SERVER. */
export function alterKeyword(kind: ObjectKind): ObjectWord {
  const row = OBJECT_KINDS[kind];
  return "alterKeyword" in row ? row.alterKeyword : row.keyword;
}
