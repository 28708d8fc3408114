// The access of a revision once a server says what its views read.
import type { Diagnostic } from "../model/diagnostic.ts";
import type { Variables } from "../model/variable.ts";
import type { Warehouse } from "../model/warehouse.ts";
import { brokenViews } from "../sources/broken-views.ts";
import type { DeclaredViews } from "../sources/declared-views.ts";
import { failedExpectations, type Promises } from "../sources/failed-expectations.ts";

/** What of the access is not as it must be with these values. @param confirmed with what a server says of its views */
export function proveAccess(
  confirmed: Warehouse,
  { promises, views }: { readonly promises: Promises; readonly views: DeclaredViews },
  variables: Variables,
): Diagnostic[] {
  const values = Object.fromEntries(Object.entries(variables).map(([name, value]) => [name, [value]]));
  return [
    ...brokenViews(confirmed, values, promises.provenance, views.placeOf),
    ...failedExpectations(confirmed, promises, values),
  ];
}
