// The lines of delta.json about SQL objects.
import type { SqlObject } from "../model/sql-object.ts";
import type { SqlObjectLine } from "./delta-shape.ts";

/** What needs nothing that it does not name does not say so. */
export const toSqlObject = ({ needs, ...rest }: SqlObject): object => ({
  ...rest,
  ...(needs.length > 0 && { needs }),
});

/** An optional key of zod may be undefined: the file never has that. */
export const fromSqlObjects = (lines: readonly SqlObjectLine[]): SqlObject[] =>
  lines.map(({ needs, comment, ...line }) => ({ ...line, needs, ...(comment !== undefined && { comment }) }));
