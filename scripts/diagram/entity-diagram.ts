/** What a diagram of the definitions shows: tables and views by schema, their columns and keys, and what points at what. */
import { typedNames } from "../declarations/objects/typed-names.ts";
import type { KitEntity, KitState } from "../migrations/kit/kit-state.ts";
import { compareText, displayPath } from "../model/identifier.ts";
import { objectKey } from "../model/object.ts";
import { type Relation, type RelationKind, relationKey } from "../model/relation.ts";
import type { Warehouse } from "../model/warehouse.ts";

/** What a column is a part of. */
type ColumnKey = "PK" | "FK" | "UQ";

/** A column as it is drawn. */
export interface DrawnColumn {
  readonly name: string;
  readonly type: string;
  readonly notNull: boolean;
  readonly keys: readonly ColumnKey[];
  readonly sensitive: boolean;
  readonly comment?: string;
}

/** A table or view as it is drawn. */
export interface DrawnRelation {
  /** Its relationKey. */
  readonly key: string;
  readonly kind: RelationKind;
  readonly name: string;
  readonly columns: readonly DrawnColumn[];
  readonly sensitive: boolean;
  readonly comment?: string;
}

/** A foreign key, or what a view is made of; both ends are among the relations of the diagram. */
export interface DrawnEdge {
  readonly kind: "foreign key" | "reads";
  /** relationKeys. */
  readonly from: string;
  readonly to: string;
  /** Of a foreign key: its name, and the columns at both ends. */
  readonly name: string;
  readonly columns: readonly string[];
  readonly columnsTo: readonly string[];
  /** Whether rows may point at nothing, and whether each is pointed at once at most. */
  readonly optional: boolean;
  readonly unique: boolean;
}

/** Everything in the order in which it is drawn. */
export interface EntityDiagram {
  readonly schemas: readonly { readonly name: string; readonly relations: readonly DrawnRelation[] }[];
  readonly edges: readonly DrawnEdge[];
}

/** A key of drizzle-kit's. */
interface KitKey extends KitEntity {
  readonly columns: readonly string[];
  readonly columnsTo?: readonly string[];
  readonly schemaTo?: string;
  readonly tableTo?: string;
}

/** The keys of one kind of a state, by the relationKey of their table. */
function keysOf({ ddl }: KitState, entityType: string): Map<string, KitKey[]> {
  const found = new Map<string, KitKey[]>();
  for (const entity of ddl) {
    if (entity.entityType !== entityType) continue;
    const key = relationKey({ schema: entity.schema ?? "public", name: entity.table ?? "" });
    found.set(key, [...(found.get(key) ?? []), entity as KitKey]);
  }
  return found;
}

const has = (keys: readonly KitKey[] | undefined, column: string): boolean =>
  (keys ?? []).some(({ columns }) => columns.includes(column));

const sameColumns = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((name) => b.includes(name));

/** The keys of all tables of a state. */
const allKeys = (state: KitState) => ({
  primary: keysOf(state, "pks"),
  unique: keysOf(state, "uniques"),
  foreign: keysOf(state, "fks"),
});

function drawn(relation: Relation, keys: ReturnType<typeof allKeys>, warehouse: Warehouse): DrawnRelation {
  const { kind, schema, name, columns } = relation;
  const key = relationKey(relation);
  const commentOn = (of: "table" | "column", path: readonly string[]) => {
    const text = warehouse.comments.get(objectKey({ kind: of, path }))?.text;
    return text === undefined ? {} : { comment: text };
  };
  const isSensitive = warehouse.sensitive.has(key);
  return {
    key,
    kind,
    name,
    sensitive: isSensitive,
    ...commentOn("table", [schema, name]),
    columns: columns.map((column) => ({
      name: column.name,
      type: column.type,
      notNull: column.notNull,
      sensitive: isSensitive || warehouse.sensitive.has(displayPath([schema, name, column.name])),
      keys: [
        ...(has(keys.primary.get(key), column.name) ? (["PK"] as const) : []),
        ...(has(keys.foreign.get(key), column.name) ? (["FK"] as const) : []),
        ...(has(keys.unique.get(key), column.name) ? (["UQ"] as const) : []),
      ],
      ...commentOn("column", [schema, name, column.name]),
    })),
  };
}

/** The foreign keys of a table. */
function foreignKeys(relation: Relation, keys: ReturnType<typeof allKeys>): DrawnEdge[] {
  const from = relationKey(relation);
  const isNullable = (name: string) => relation.columns.some((one) => one.name === name && !one.notNull);
  const alone = [...(keys.primary.get(from) ?? []), ...(keys.unique.get(from) ?? [])];
  return (keys.foreign.get(from) ?? []).map(({ name, columns, columnsTo = [], schemaTo, tableTo = "" }) => ({
    kind: "foreign key",
    from,
    to: relationKey({ schema: schemaTo ?? "public", name: tableTo }),
    name,
    columns,
    columnsTo,
    optional: columns.some(isNullable),
    unique: alone.some((key) => sameColumns(key.columns, columns)),
  }));
}

const READS = {
  kind: "reads",
  name: "",
  columns: [],
  columnsTo: [],
  optional: false,
  unique: false,
} as const;

/**
 * What the definitions have, drawn by schema and name; of edges those between relations that are drawn.
 *
 * @param texts `STG_AUTH.user`, `'STG_*.*'`, several in one apart by blanks; everything where there are none
 * @throws {Refusal} where a text names nothing
 */
export function entityDiagram(
  state: KitState,
  warehouse: Warehouse,
  texts: readonly string[],
): EntityDiagram {
  const keys = allKeys(state);
  const all = [...warehouse.relations.values()];
  const chosen = texts.length === 0 ? all : typedNames(all, texts, "table or view of the definitions");
  const relations = [...chosen].sort((a, b) => compareText(relationKey(a), relationKey(b)));
  const shown = new Set(relations.map(relationKey));
  const schemas = [...new Set(relations.map(({ schema }) => schema))].sort(compareText);
  const edges = relations.flatMap((relation): DrawnEdge[] => {
    const from = relationKey(relation);
    const reads = warehouse.viewReads.get(from)?.reads ?? [];
    return [
      ...foreignKeys(relation, keys),
      ...reads.map((read): DrawnEdge => ({ ...READS, from, to: read.relation })),
    ];
  });
  return {
    schemas: schemas.map((name) => ({
      name,
      relations: relations
        .filter(({ schema }) => schema === name)
        .map((relation) => drawn(relation, keys, warehouse)),
    })),
    edges: edges.filter(({ to }) => shown.has(to)),
  };
}
