/** What a REINDEX … CONCURRENTLY makes anew. */
import { Cursor } from "./cursor.ts";
import { path } from "./form-parts.ts";
import type { Path } from "./sql-target.ts";

const KINDS = ["INDEX", "TABLE", "SCHEMA", "DATABASE"] as const;

/** An index, a table, or all indexes of a schema or of the database. */
export interface ReindexTarget {
  readonly kind: (typeof KINDS)[number];
  /** As it is written; a database may go without. */
  readonly name?: Path;
}

/** Reads `REINDEX [(options)] [VERBOSE] kind [CONCURRENTLY] name`; nothing where it is none, or not concurrent. */
export function reindexTarget(sql: string): ReindexTarget | undefined {
  const cursor = new Cursor(sql);
  if (!cursor.take("REINDEX")) return undefined;
  const options = cursor.take("(") ? (cursor.rest(")") ?? "") : "";
  cursor.take(")");
  cursor.take("VERBOSE");
  const kind = KINDS.find((word) => cursor.take(word));
  const inOptions = /\bCONCURRENTLY\b(?!\s+(?:false|off|0)\b)/i.test(options);
  const isConcurrent = cursor.take("CONCURRENTLY") || inOptions;
  if (kind === undefined || !isConcurrent) return undefined;
  const name = path.read(cursor);
  return { kind, ...(name && { name }) };
}
