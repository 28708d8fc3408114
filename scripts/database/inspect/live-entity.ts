// An entity of drizzle-kit's, as it is read from the catalogs.

/** An entity, in drizzle-kit's words; its fields differ by type. */
export interface LiveEntity {
  readonly entityType: string;
  readonly name: string;
  readonly schema?: string;
  readonly table?: string;
  readonly [field: string]: unknown;
}

/** A row that names what it is about; its other fields differ by query. */
export interface NamedRow {
  readonly schema: string;
  readonly name: string;
  readonly [field: string]: unknown;
}
