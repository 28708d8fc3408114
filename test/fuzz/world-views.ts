/** The views of the world, and what each of them is known to show and to write; found by hand, not asked of anybody. */
import { displayPath, quotePath } from "../../scripts/model/identifier.ts";
import type { Privilege } from "../../scripts/model/privilege.ts";

export const SCHEMAS = ["S1", 's "2.b'];
export const [S1 = "", S2 = ""] = SCHEMAS;

type Path = readonly string[];

/** A view, and by its columns what shows in them and what is written by them. */
export interface WorldView {
  readonly path: Path;
  readonly query: string;
  readonly since?: number;
  readonly options?: string;
  readonly materialized?: true;
  readonly shows: Readonly<Record<string, readonly Path[]>>;
  /** The relation that is written through it, by its column the column of that. */
  readonly writes?: { readonly relation: Path; readonly columns: Readonly<Record<string, string>> };
}

const T: Path = [S1, "t"];
const UV: Path = [S1, "u.v"];
const OVER: Path = [S2, "o.ver"];
const INVOKED: Path = [S2, "invoked"];

export const VIEWS: readonly WorldView[] = [
  {
    path: [S1, "w"],
    query: 'SELECT a, "b c" FROM "S1".t',
    shows: { a: [[...T, "a"]], "b c": [[...T, "b c"]] },
    writes: { relation: T, columns: { a: "a", "b c": "b c" } },
  },
  {
    // Over a table of another schema; a column that it only looks at.
    path: OVER,
    query: 'SELECT a AS number, id FROM "S1".t WHERE "b c" IS NOT NULL',
    shows: { number: [[...T, "a"]], id: [[...T, "id"]] },
    writes: { relation: T, columns: { number: "a", id: "id" } },
  },
  {
    // Over another view and a table; nothing can be written.
    path: [S1, "twice"],
    query: 'SELECT number, y FROM "s ""2.b"."o.ver", "S1"."u.v"',
    shows: { number: [[...OVER, "number"]], y: [[...UV, "y"]] },
  },
  {
    path: [S1, "above"],
    query: 'SELECT number FROM "s ""2.b"."o.ver"',
    shows: { number: [[...OVER, "number"]] },
    writes: { relation: OVER, columns: { number: "number" } },
  },
  {
    // Written through, though it looks at a second table.
    path: [S2, "chosen"],
    query: 'SELECT y FROM "S1"."u.v" WHERE x IN (SELECT a FROM "s ""2.b".t)',
    shows: { y: [[...UV, "y"]] },
    writes: { relation: UV, columns: { y: "y" } },
  },
  {
    path: [S2, "called"],
    query: 'SELECT "S1".f(x) AS n, y FROM "S1"."u.v"',
    shows: { n: [[...UV, "x"]], y: [[...UV, "y"]] },
    writes: { relation: UV, columns: { y: "y" } },
  },
  {
    path: [S2, "copied"],
    query: 'SELECT "b c" FROM "S1".t',
    materialized: true,
    shows: { "b c": [[...T, "b c"]] },
  },
  {
    path: INVOKED,
    query: 'SELECT a, id FROM "S1".t',
    since: 15,
    options: "security_invoker",
    shows: { a: [[...T, "a"]], id: [[...T, "id"]] },
    writes: { relation: T, columns: { a: "a", id: "id" } },
  },
  {
    // One with its owner's rights over one with those of whoever reads it.
    path: [S2, "around"],
    query: 'SELECT a FROM "s ""2.b".invoked',
    since: 15,
    shows: { a: [[...INVOKED, "a"]] },
    writes: { relation: INVOKED, columns: { a: "a" } },
  },
];

/** Those that a server of this major can have. */
export const viewsOf = (major: number): readonly WorldView[] =>
  VIEWS.filter(({ since = 0 }) => since <= major);

export const viewDdl = (major: number): string =>
  viewsOf(major)
    .map(({ path, query, options, materialized }) => {
      const kind = materialized ? "MATERIALIZED VIEW" : "VIEW";
      return `CREATE ${kind} ${quotePath(path)}${options ? ` WITH (${options})` : ""} AS ${query};\n`;
    })
    .join("");

const same = (a: Path, b: Path): boolean => displayPath(a) === displayPath(b);

/** The columns by which a column is read or written: itself, those of views over it, and of views over those. */
export function columnsOver(
  column: Path,
  privilege: Privilege,
  views: readonly WorldView[],
): readonly Path[] {
  const next = views.flatMap(({ path, shows, writes }) => {
    const names =
      privilege === "SELECT"
        ? Object.entries(shows).filter(([, from]) => from.some((one) => same(one, column)))
        : Object.entries(writes?.columns ?? {}).filter(
            ([, to]) => writes && same([...writes.relation, to], column),
          );
    return names.map(([name]) => [...path, name]);
  });
  return [column, ...next.flatMap((one) => columnsOver(one, privilege, views))];
}

/** The relations by which rows of a relation are deleted. */
export function relationsOver(relation: Path, views: readonly WorldView[]): readonly Path[] {
  const next = views.filter(({ writes }) => writes && same(writes.relation, relation));
  return [relation, ...next.flatMap(({ path }) => relationsOver(path, views))];
}
