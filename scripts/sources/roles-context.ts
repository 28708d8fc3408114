// What definitions make → what role files are resolved with.
import type { RolesContext } from "../declarations/declared-access.ts";
import {
  type AnnotationFacts,
  annotationsOf,
  type Definitions,
} from "../declarations/definitions/definitions.ts";
import type { KitState } from "../migrations/kit/kit-state.ts";
import { foreignKeysOf, relationsOf, viewQueries } from "../migrations/kit/snapshot.ts";
import type { KeptCatalog } from "../model/kept-catalog.ts";
import type { KnownRoutines } from "../model/known-routines.ts";
import { objectsOfSql } from "../model/sql-object.ts";
import type { AllowedVariables } from "../model/variable.ts";
import type { KeptSequence, Warehouse } from "../model/warehouse.ts";
import { type ExtensionSources, knownExtensions } from "./known-extensions.ts";
import { beyondDefinitions } from "./made-routines.ts";
import { keptSequences, withKeptSequences, withSqlObjects } from "./recorded.ts";
import { withSensitiveViews } from "./sensitive-views.ts";

/** What role files are resolved with, and what the definitions make. */
interface Defined {
  readonly context: RolesContext;
  /** Those that the definitions make; role files may speak of others in which relations lie. */
  readonly schemas: ReadonlySet<string>;
  readonly kept: ReadonlyMap<string, KeptSequence>;
  readonly comments: AnnotationFacts["comments"];
}

/**
 * What the definitions have for role files to speak of.
 *
 * @param earlier the warehouse whose sequences keep their names
 * @param routines those that revisions made
 */
export function definedContext(
  {
    definitions,
    state,
    existing,
    extensions,
  }: {
    readonly definitions: Definitions;
    readonly state: KitState;
    readonly existing: KeptCatalog;
    readonly extensions: ExtensionSources;
  },
  variables: AllowedVariables,
  earlier: Warehouse,
  routines?: KnownRoutines,
): Defined {
  const { schemas, relations: plain, objects: ofTables } = relationsOf(state);
  const objects = withSqlObjects(ofTables, definitions.sqlObjects.values());
  const kept = keptSequences(earlier, plain);
  const relations = withKeptSequences(plain, kept);
  const { sensitive, comments } = annotationsOf(definitions);
  // Roles may speak of a schema that no revision makes, such as public, while tables or routines lie in it.
  const own = objectsOfSql(definitions.sqlObjects.values()).map(([, { path }]) => path[0] ?? "");
  const inhabited = new Set([...schemas, ...[...relations.values()].map(({ schema }) => schema), ...own]);
  const views = viewQueries(state);
  const withViews = (marked: ReadonlySet<string>, cleared: ReadonlySet<string>) =>
    withSensitiveViews(views, marked, cleared);
  return {
    context: {
      schemas: inhabited,
      foreignKeys: foreignKeysOf(state),
      existing,
      relations,
      objects,
      routines: routines && beyondDefinitions(routines, earlier),
      extensions: knownExtensions(definitions.sqlObjects, earlier, extensions),
      sensitive,
      withViews,
      variables,
    },
    schemas,
    kept,
    comments,
  };
}
