/** How a privilege is really used: the statements that need it, and whether a role may run them. */
import type { Queryable } from "../../scripts/database/connect/connect.ts";
import { displayPath, quoteIdentifier, quoteLiteral, quotePath } from "../../scripts/model/identifier.ts";
import type { ObjectName } from "../../scripts/model/object.ts";
import type { Privilege } from "../../scripts/model/privilege.ts";
import { columnsOver, relationsOver, S1, S2, viewsOf, type WorldView } from "./world-views.ts";

type Path = readonly string[];

/** What is tried: all of the groups must be possible, each by one of its statements. */
export interface Try {
  readonly object: ObjectName;
  readonly privilege: Privilege;
  readonly groups: readonly (readonly string[])[];
}

const TABLES: Readonly<Record<string, readonly string[]>> = {
  [displayPath([S1, "t"])]: ["id", "a", "b c"],
  [displayPath([S1, "u.v"])]: ["x", "y"],
  [displayPath([S2, "t"])]: ["a"],
};
const TABLE_PATHS: readonly Path[] = [
  [S1, "t"],
  [S1, "u.v"],
  [S2, "t"],
];

/** Plans a statement: privileges are checked as if it ran. */
const ON_COLUMN: Partial<Record<Privilege, (relation: string, column: string) => string>> = {
  SELECT: (relation, column) => `SELECT ${column} FROM ${relation} LIMIT 0`,
  INSERT: (relation, column) => `EXPLAIN INSERT INTO ${relation} (${column}) VALUES (DEFAULT)`,
  UPDATE: (relation, column) => `EXPLAIN UPDATE ${relation} SET ${column} = DEFAULT`,
};

const ON_TABLE: Partial<Record<Privilege, (relation: string) => string>> = {
  TRUNCATE: (relation) => `TRUNCATE ${relation}`,
  TRIGGER: (relation) =>
    `CREATE TRIGGER tried BEFORE INSERT ON ${relation} FOR EACH STATEMENT EXECUTE FUNCTION suppress_redundant_updates_trigger()`,
  MAINTAIN: (relation) => `REINDEX TABLE ${relation}`,
};

/** The columns of a relation with which something can be done. */
function columnsFor(path: Path, privilege: Privilege, views: readonly WorldView[]): readonly string[] {
  const view = views.find((one) => displayPath(one.path) === displayPath(path));
  if (!view) return TABLES[displayPath(path)] ?? [];
  return Object.keys(privilege === "SELECT" ? view.shows : (view.writes?.columns ?? {}));
}

function onRelation(path: Path, views: readonly WorldView[]): Try[] {
  const table: ObjectName = { kind: "table", path };
  const tries = Object.entries(ON_COLUMN).flatMap(([privilege, statement]): Try[] => {
    const columns = columnsFor(path, privilege as Privilege, views);
    const groups = columns.map((column) =>
      columnsOver([...path, column], privilege as Privilege, views).map((way) =>
        statement(quotePath(way.slice(0, 2)), quoteIdentifier(way[2] ?? "")),
      ),
    );
    const single = columns.map(
      (column, place): Try => ({
        object: { kind: "column", path: [...path, column] },
        privilege: privilege as Privilege,
        groups: [groups[place] ?? []],
      }),
    );
    const view = views.find((one) => displayPath(one.path) === displayPath(path));
    const isWhole = !view || columns.length === Object.keys(view.shows).length;
    return isWhole ? [...single, { object: table, privilege: privilege as Privilege, groups }] : single;
  });
  const view = views.find((one) => displayPath(one.path) === displayPath(path));
  if (view && !view.writes) return tries;
  const deletes = relationsOver(path, views).map((relation) => `EXPLAIN DELETE FROM ${quotePath(relation)}`);
  return [...tries, { object: table, privilege: "DELETE", groups: [deletes] }];
}

const single = (kind: ObjectName["kind"], path: Path, privilege: Privilege, statement: string): Try => ({
  object: { kind, path },
  privilege,
  groups: [[statement]],
});

const regclass = (path: Path) => `${quoteLiteral(quotePath(path))}::regclass`;

const OTHERS: readonly Try[] = [
  single("schema", [S1], "USAGE", `SELECT '"S1".mood'::regtype`),
  single("schema", [S2], "USAGE", `SELECT '"s ""2.b".age'::regtype`),
  single("schema", [S1], "CREATE", 'CREATE SEQUENCE "S1".tried'),
  single("schema", [S2], "CREATE", 'CREATE SEQUENCE "s ""2.b".tried'),
  single("database", [], "CREATE", "CREATE SCHEMA tried"),
  single("database", [], "TEMPORARY", "CREATE TEMPORARY TABLE tried ()"),
  single("routine", [S1, "f", "integer"], "EXECUTE", 'EXPLAIN SELECT "S1".f(1)'),
  single(
    "routine",
    [S1, "f", 'text, "S1".t[]'],
    "EXECUTE",
    'EXPLAIN SELECT "S1".f(NULL::text, NULL::"S1".t[])',
  ),
  single("routine", [S2, "p", ""], "EXECUTE", 'CALL "s ""2.b".p()'),
  single("routine", [S2, "door", ""], "EXECUTE", 'EXPLAIN SELECT "s ""2.b".door()'),
  single("large object", ["4711"], "SELECT", "SELECT lo_get(4711)"),
  ...["t_id_seq", "counter"].flatMap((name) => [
    single("sequence", [S1, name], "SELECT", `SELECT last_value FROM ${quotePath([S1, name])}`),
    single("sequence", [S1, name], "UPDATE", `SELECT setval(${regclass([S1, name])}, 1)`),
  ]),
];

/** Everything that can be asked about and tried. */
export function allTries(major: number): readonly Try[] {
  const views = viewsOf(major);
  const onTables = TABLE_PATHS.flatMap((path) =>
    Object.entries(ON_TABLE)
      .filter(([privilege]) => privilege !== "MAINTAIN" || major >= 17)
      .map(([privilege, statement]) =>
        single("table", path, privilege as Privilege, statement(quotePath(path))),
      ),
  );
  const relations = [...TABLE_PATHS, ...views.map(({ path }) => path)];
  return [...relations.flatMap((path) => onRelation(path, views)), ...onTables, ...OTHERS];
}

/** Runs a statement as a role and takes back what it did; the code of the error, or nothing. */
export const ATTEMPT = `
CREATE FUNCTION pg_temp.attempt(role text, statement text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  PERFORM set_config('role', role, true);
  EXECUTE statement;
  RAISE SQLSTATE 'FZ000';
EXCEPTION
  WHEN SQLSTATE 'FZ000' THEN RETURN '';
  WHEN OTHERS THEN RETURN SQLSTATE || ' ' || SQLERRM;
END $$;
`;

/** Refused for another reason than privileges, which are looked at before: a table that a foreign key points at. */
const ALLOWED = /^($|0A000 cannot truncate a table referenced)/;

/** Which of the statements roles may run. @throws {Error} where one fails for another reason than privileges */
export async function attempt(
  sql: Queryable,
  pairs: readonly (readonly [role: string, statement: string])[],
): Promise<(role: string, statement: string) => boolean> {
  const distinct = [...new Map(pairs.map((pair) => [JSON.stringify(pair), pair])).values()];
  const rows: (readonly string[])[] = await sql
    .unsafe(
      "SELECT value->>0, value->>1, pg_temp.attempt(value->>0, value->>1) FROM jsonb_array_elements($1::text::jsonb)",
      [JSON.stringify(distinct)],
    )
    .values();
  const outcomes = new Map(
    rows.map(([role = "", statement = "", outcome = ""]) => {
      const isAllowed = ALLOWED.test(outcome);
      if (!isAllowed && !outcome.startsWith("42501")) throw new Error(`${outcome}\nin: ${statement}`);
      return [JSON.stringify([role, statement]), isAllowed];
    }),
  );
  return (role, statement) => outcomes.get(JSON.stringify([role, statement])) ?? false;
}
