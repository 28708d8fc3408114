/** `annotate`: what is said of a table or view beside its Drizzle definition. */
import type { Partitioning } from "./partitioning.ts";
import type { SqlText } from "./sql-object-definition.ts";

/** What is said of a single column. */
export interface ColumnAnnotation {
  /** The column's comment in the database. */
  readonly comment?: string;
  /** True if not everybody may read the column; see docs/roles.md, "Sensitive". */
  readonly sensitive?: boolean;
}

/**
 * How citus spreads a table over the nodes of a cluster, where a database has that extension: by the hash of a column, as
 * a copy on every node; or a schema, whose tables lie together on one node. See docs/citus.md.
 */
export type Distributed<Column extends string = string> =
  | {
      /** By the property name of the column in the definition. */
      readonly by: Column;
      /** The table beside whose rows of the same value they lie. */
      readonly colocateWith?: object;
      readonly reference?: never;
      readonly schema?: never;
    }
  | { readonly reference: true; readonly by?: never; readonly colocateWith?: never; readonly schema?: never }
  | { readonly schema: true; readonly by?: never; readonly colocateWith?: never; readonly reference?: never };

/** Which columns of a table are encrypted, each row by a key of its own. See docs/encryption.md. */
export interface Encrypted<Column extends string = string> {
  /**
   * The columns, which are `bytea()` in the definition, by their property names, with the types that their values have once
   * they are decrypted; in a list they are all `text`.
   */
  readonly columns: readonly Column[] | { readonly [Name in Column]?: string };
  /** The table with a key in each row: a primary key of one column, and one column `bytea().notNull()`. */
  readonly keys: object;
  /** The column by which a row finds its key, by its property name. */
  readonly id: Column;
}

/** What is said of a table or view beside its Drizzle definition. */
export interface Annotation<Column extends string = string> {
  /** The relation's comment in the database. */
  readonly comment?: string;
  /** True if wildcards and levels leave the whole relation out; see docs/roles.md, "Sensitive". */
  readonly sensitive?: boolean;
  /** What the table is partitioned by, and its partitions: see docs/partitions.md. */
  readonly partitioned?: Partitioning;
  /** The groups in which `dwh refresh --group` refreshes a materialized view, or a table with `refreshedFrom`. */
  readonly refresh?: string | readonly string[];
  /** The query whose rows are those of a table once `dwh refresh` was there. */
  readonly refreshedFrom?: SqlText;
  /** The columns whose values are encrypted. */
  readonly encrypted?: Encrypted<Column>;
  /** On which nodes its rows lie, where a database has the extension citus. */
  readonly distributed?: Distributed<Column>;
  /** True if policies hold for the owner of the table too (FORCE ROW LEVEL SECURITY). */
  readonly forceRowSecurity?: boolean;
  /** By the property name of the column in the definition, checked by the compiler. */
  readonly columns?: { readonly [Name in Column]?: ColumnAnnotation };
}

/**
 * The annotation travels as a property of the table object under a registered symbol: it survives when
 * this module is loaded more than once, which a module-level WeakMap would not.
 */
const ANNOTATION = Symbol.for("dwh-definitions:annotation");

type ColumnsOf<Relation> = Relation extends { readonly _: { readonly columns: infer Columns } }
  ? keyof Columns & string
  : Relation extends { readonly _: { readonly selectedFields: infer Fields } }
    ? keyof Fields & string
    : string;

/**
 * Says of a Drizzle table or view, or of a schema (`distributed` alone), what Drizzle has no word for.
 *
 * @throws {Error} when the relation was annotated before, since one of the two would be lost.
 */
export function annotate<Relation extends object>(
  relation: Relation,
  annotation: Annotation<ColumnsOf<Relation>>,
): void {
  if (ANNOTATION in relation) throw new Error("annotate() was called twice for the same table");
  Object.defineProperty(relation, ANNOTATION, { value: annotation, enumerable: false });
}

/** The annotation of a table or view, if it has one. */
export function annotationOf(relation: object): Annotation | undefined {
  return (relation as { [ANNOTATION]?: Annotation })[ANNOTATION];
}
