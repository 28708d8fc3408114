// What a server said that views read, under the names of the definitions.
import type { KitState } from "../migrations/kit/kit-state.ts";
import { EMPTY_WAREHOUSE } from "../model/collections.ts";
import { applyRenames } from "../model/fold.ts";
import { displayPath, splitPath } from "../model/identifier.ts";
import { type ObjectName, objectKey } from "../model/object.ts";
import { type Relation, relationKey } from "../model/relation.ts";
import type { Rename } from "../model/rename.ts";
import { fillVariables, type Variables } from "../model/variable.ts";
import { renameViewReads, type ViewReads } from "../model/view-reads.ts";
import { definedViews } from "./declared-view-reads.ts";

/** Names of relations as the definitions say them, by the names that a server has for them. */
function templateNames(
  relations: ReadonlyMap<string, Relation>,
  variables: Variables,
): Map<string, string[]> {
  return new Map(
    [...relations.values()].map(({ schema, name }) => {
      const key = relationKey({
        schema: fillVariables(schema, variables),
        name: fillVariables(name, variables),
      });
      return [key, [schema, name]] as const;
    }),
  );
}

/** Objects as the definitions say them: of routines, which they may not have, the names of schemas alone. */
function templateObjects(
  relations: ReadonlyMap<string, Relation>,
  variables: Variables,
): (object: ObjectName) => ObjectName {
  const schemas = new Set([...relations.values()].map(({ schema }) => schema));
  const renames = [...schemas].flatMap((schema): Rename[] => {
    const filled = fillVariables(schema, variables);
    return filled === schema ? [] : [{ kind: "schema", from: [filled], to: [schema] }];
  });
  return (object) => {
    const one = { ...EMPTY_WAREHOUSE, objects: new Map([[objectKey(object), object]]) };
    const [moved = object] = applyRenames(one, renames).objects.values();
    return moved;
  };
}

/** What a server said of the views of a state, under the names of the definitions, as delta.json keeps it. */
export function confirmedViewReads(
  state: KitState,
  relations: ReadonlyMap<string, Relation>,
  live: readonly ViewReads[],
  variables: Variables,
): ReadonlyMap<string, ViewReads> {
  const views = definedViews(state);
  const names = templateNames(relations, variables);
  const path = (key: string): string => {
    const parts = splitPath(key) ?? [key];
    const template = names.get(displayPath(parts.slice(0, 2)));
    return template ? displayPath([...template, ...parts.slice(2)]) : key;
  };
  const object = templateObjects(relations, variables);
  return new Map(
    live.flatMap((found): [string, ViewReads][] => {
      const entry = renameViewReads(found, { path, object });
      const definition = views.get(entry.view)?.definition;
      return definition === undefined ? [] : [[entry.view, { ...entry, definition }]];
    }),
  );
}
