// What on the scratch server only stands in for what others make: it says nothing of the target.
import type { StructureRow } from "../database/inspect/shape.ts";
import { fillSome, type Variables } from "../model/variable.ts";
import { madeByScripts } from "../prove/stubs.ts";
import { pathOfObject } from "./structure-names.ts";

/** How the catalogs print a routine and a type that stand in for another: see STUB_KINDS. */
const PLAINEST: readonly RegExp[] = [
  /^CREATE OR REPLACE FUNCTION .*\\n RETURNS void\\n LANGUAGE sql\\nAS \$function\$\$function\$\\n$/,
  /^d over text$/,
];

/**
 * The routines and types that no revision makes.
 *
 * @param migrations of the applied revisions, templates
 */
export function standInsOf(
  expected: readonly StructureRow[],
  migrations: readonly string[],
  variables: Variables,
): Set<string> {
  const makes = madeByScripts(migrations.map((text) => fillSome(text, variables)));
  const isStandIn = (row: StructureRow) =>
    PLAINEST.some((form) => form.test(row.line)) && !makes((pathOfObject(row) ?? []).slice(0, 2));
  return new Set(expected.filter(isStandIn).map(({ object }) => object));
}
