// Whether a schema is known that something is said to lie in.
import { type Placed, placeOf, problemAt } from "../yaml/placed.ts";
import { nearest } from "../yaml/suggest.ts";
import { isSystemSchema, type NamingContext } from "./catalog.ts";

/** PostgreSQL makes it in every database, the definitions need not. */
export const PUBLIC_SCHEMA = "public";

/** Whether objects can lie in a schema: one of the definitions, an external one, or `public`; else that is reported. */
export function isKnownSchema(
  pattern: Placed<string>,
  schema: string,
  { catalog, report }: NamingContext,
): boolean {
  if (schema === PUBLIC_SCHEMA || catalog.schemas.includes(schema)) return true;
  const guess = nearest(schema, [...catalog.schemas, PUBLIC_SCHEMA]);
  const help = isSystemSchema(schema)
    ? "Role files never reach the schemas of PostgreSQL itself."
    : guess
      ? `Did you mean ${guess}?`
      : "Say `external: true` of it under `schemas` if it is made elsewhere.";
  report(problemAt(placeOf(pattern), "unknown-schema", `there is no schema ${schema}`, help));
  return false;
}
