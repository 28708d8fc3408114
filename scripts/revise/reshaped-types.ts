// What cannot become of a composite type at once: values of columns go through text, which has no names of attributes.
import { type Diagnostic, type Location, problem } from "../model/diagnostic.ts";
import { displayPath } from "../model/identifier.ts";
import type { Warehouse } from "../model/warehouse.ts";
import { changesAttributes, changesShape } from "../plan/objects/sql-type-forms.ts";

/**
 * Composite types of which one revision would change the type of an attribute and take or give others.
 *
 * @param recorded under the names after the renames
 * @param placeOf where something is defined, by its name
 */
export function reshapedTypes(
  recorded: Warehouse,
  declared: Warehouse,
  placeOf: (key: string) => Location | undefined,
): Diagnostic[] {
  return [...declared.sqlObjects].flatMap(([key, after]): Diagnostic[] => {
    const before = recorded.sqlObjects.get(key);
    if (!before || !changesAttributes(before, after) || !changesShape(before, after)) return [];
    const shown = displayPath(after.path);
    const at = placeOf(shown);
    return [
      problem("bad-sql-object", `the attributes of ${shown} change their types, and others come or go`, {
        ...(at && { at }),
        help: "Make two revisions of it: values in columns would come to stand in other attributes.",
      }),
    ];
  });
}
