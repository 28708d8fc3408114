/** `decryptedView`: a table with encrypted columns as those see it who may read them. */
import { eq, getColumns, type SQL, sql } from "drizzle-orm";
import {
  type PgColumn,
  type PgSchema,
  type PgTable,
  type PgViewWithSelection,
  pgView,
} from "drizzle-orm/pg-core";
import { keyFunctions } from "../../model/encryption.ts";
import { quotePath } from "../../model/identifier.ts";
import { annotationOf } from "./annotate.ts";
import { keyTableOf, plainTypes } from "./encrypted-tables.ts";
import { relationPath } from "./object-options.ts";

type ColumnsOf<Table> = Table extends { readonly _: { readonly columns: infer Columns } } ? Columns : never;

/** What is encrypted is a Buffer in the table, and in the view what it was before. */
type DecryptedFields<Columns> = {
  readonly [Name in keyof Columns]: Columns[Name] extends { readonly _: { readonly data: Uint8Array } }
    ? SQL.Aliased<string>
    : Columns[Name];
};

/** A view with the columns of a table, those that are encrypted there in plain. */
export type Decrypted<Table> = PgViewWithSelection<{
  name: string;
  schema: string | undefined;
  existing: false;
  isAlias: false;
  selectedFields: DecryptedFields<ColumnsOf<Table>>;
}>;

/** By a registered symbol, so that it is known when this module is loaded more than once. */
const DECRYPTS = Symbol.for("dwh-definitions:decrypts");

/** The table that a view decrypts, if it does. */
export const decryptedTable = (view: object): PgTable | undefined =>
  (view as { readonly [DECRYPTS]?: PgTable })[DECRYPTS];

/**
 * A view over a table with encrypted columns that shows them in plain: who may read the view needs neither the table nor its
 * keys. What is written into it is encrypted.
 *
 *     annotate(info, { encrypted: { columns: { email: "text" }, keys: infoKeys, id: "userId" } });
 *     export const infoPlain = decryptedView(core, "info_plain", info);
 *
 * @throws {Error} where the table has no encrypted columns yet: `annotate` comes first
 */
export function decryptedView<Table extends PgTable>(
  schema: PgSchema<string> | "public",
  name: string,
  table: Table,
): Decrypted<Table> {
  const said = annotationOf(table)?.encrypted;
  const columns: Readonly<Record<string, PgColumn>> = getColumns(table);
  const keys = said && keyTableOf(said.keys);
  const id = said && columns[said.id];
  if (!said || !keys || typeof keys === "string" || !id)
    throw new Error(
      `decryptedView() of ${relationPath(table).join(".")}: say annotate(table, { encrypted: … }) before it, with a table of keys`,
    );
  const types = plainTypes(said);
  const { decrypt } = keyFunctions(relationPath(keys.table));
  const fields = Object.entries(columns).map(([property, column]) => {
    const type = types.get(property);
    const plain = sql`${sql.raw(quotePath(decrypt))}(${column}, ${keys.key})::${sql.raw(type ?? "text")}`;
    return [property, type === undefined ? column : plain.as(column.name)];
  });
  const view = schema === "public" ? pgView(name) : schema.view(name);
  const made = view.as((qb) =>
    qb
      .select(Object.fromEntries(fields))
      .from(table as PgTable)
      .leftJoin(keys.table, eq(keys.id, id)),
  );
  Object.defineProperty(made, DECRYPTS, { value: table, enumerable: false });
  return made as unknown as Decrypted<Table>;
}
