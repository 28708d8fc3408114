/** Makes the queries about all kinds of object from the rows of kind-catalogs.ts. */
import { groupBy } from "../../model/group.ts";
import type { ObjectName } from "../../model/object.ts";
import { ALL_KINDS, kindFacts, type ObjectKind } from "../../model/object-kinds.ts";
import { KIND_CATALOGS } from "./kind-catalogs.ts";

/**
 * The objects of a kind, one row for all of a schema that have the same owner and ACL, as in queries/relations.sql:
 * schema, owner, ACL, OIDs, names, argument types.
 */
export function objectsQuery(kind: ObjectKind): string {
  const { catalog, schema = "0", owner, acl, name, argumentTypes, counts = "true" } = KIND_CATALOGS[kind];
  const lists = ["oid", name, ...(argumentTypes === undefined ? [] : [argumentTypes])].map(
    (list) => `array_agg(${list})::text`,
  );
  const columns = [schema, owner, acl].filter((column) => !/^\d+$/.test(column));
  return `SELECT ${[schema, owner, `${acl}::text`, ...lists].join(", ")}
FROM pg_catalog.${catalog}
WHERE ${counts}
  -- restricted: oid
GROUP BY ${columns.join(", ")}`;
}

const kindsOf = (major: number): ObjectKind[] =>
  ALL_KINDS.filter((kind) => major >= (kindFacts(kind).since ?? 0));

const sharing = (major: number) => [...groupBy(kindsOf(major), (kind) => KIND_CATALOGS[kind].catalog)];

/** Every row of the catalogs: catalog, oid, xmin. */
const stored = (major: number): string[] =>
  sharing(major).map(([catalog]) => `SELECT '${catalog}' AS catalog, oid, xmin FROM pg_catalog.${catalog}`);

/** What identifies an object of a catalog by the columns of `asked`. */
function isAsked(kinds: readonly ObjectKind[]): string {
  const [kind = "table"] = kinds;
  const { name, schema, argumentTypes, counts } = KIND_CATALOGS[kind];
  const { path } = kindFacts(kind);
  const byName =
    schema === undefined ? [`${name} = first`] : [`${schema} = asked.schema`, `${name} = second`];
  return [
    `kind IN (${kinds.map((one) => `'${one}'`).join(", ")})`,
    ...(path.length === 0 ? [counts] : byName),
    ...(argumentTypes === undefined ? [] : [`${argumentTypes} = third`]),
  ].join(" AND ");
}

/** What of `asked` (kind, schema's OID, first, second, third name) is there: with catalog, oid, owner, acl. */
const found = (major: number, asked: ReadonlySet<string>): string[] => {
  const all = sharing(major);
  // Planning takes a server longer than finding them: it is only asked where some of these kinds can be.
  const some = all.filter(([, kinds]) => kinds.some((kind) => asked.has(kind)));
  return (some.length > 0 ? some : all.slice(0, 1)).map(([catalog, kinds]) => {
    const { owner, acl } = KIND_CATALOGS[kinds[0] ?? "table"];
    return `SELECT asked.*, '${catalog}' AS catalog, oid, ${owner} AS owner, ${acl} AS acl FROM pg_catalog.${catalog} JOIN asked ON ${isAsked(kinds)}`;
  });
};

/** What lies in `schemas` (schema's OID, nspname), but for columns: kind, path, owner, acl. */
const within = (major: number): string[] =>
  kindsOf(major).flatMap((kind) => {
    const { catalog, schema, name, argumentTypes, owner, acl, counts = "true" } = KIND_CATALOGS[kind];
    if (schema === undefined || kind === "column") return [];
    const path = ["nspname", name, ...(argumentTypes === undefined ? [] : [argumentTypes])].join(", ");
    return `SELECT '${kind}' AS kind, jsonb_build_array(${path}) AS path, ${owner} AS owner, ${acl} AS acl
  FROM schemas JOIN pg_catalog.${catalog} ON ${schema} = schemas.schema WHERE ${counts}`;
  });

/** What lies in no schema, of this database or of the whole cluster: kind, name, options, owner, acl. */
const apart = (major: number, ofCluster = false): string[] =>
  kindsOf(major).flatMap((kind) => {
    const {
      catalog,
      name,
      owner,
      acl,
      letter,
      options = "NULL",
      shared = false,
      counts = "true",
    } = KIND_CATALOGS[kind];
    if (letter === undefined || shared !== ofCluster) return [];
    return `SELECT '${kind}' AS kind, ${name} AS name, ${options}::text AS options, ${owner} AS owner,
    coalesce(${acl}, acldefault('${letter}', ${owner})) AS acl FROM pg_catalog.${catalog} WHERE ${counts}`;
  });

const PARTS = { stored, within, apart, shared: (major: number) => apart(major, true) };

/**
 * A query with its lines `-- kinds: part` filled in for a server of this major version.
 *
 * @param objects those that a query is about which has the part `found`
 */
export function withKinds(
  query: string,
  major: number,
  objects: Iterable<Pick<ObjectName, "kind">> = [],
): string {
  const asked = new Set([...objects].map(({ kind }) => kind));
  const parts = { ...PARTS, found: (of: number) => found(of, asked) };
  return query.replaceAll(/-- kinds: (\w+)/g, (_, part: keyof typeof parts) =>
    parts[part](major).join("\n  UNION ALL\n  "),
  );
}
