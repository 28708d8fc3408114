// What a server has that is nothing to a history: the histories themselves, and what the same one makes under other names.
import { type ObjectName, ownSchema } from "../model/object.ts";
import { bindingsOf, fillVariables, type Variables } from "../model/variable.ts";
import type { Warehouse } from "../model/warehouse.ts";
import { isOfHistory, possibleHistories } from "./history-place.ts";
import type { Project } from "./project.ts";

type Configured = Pick<Project, "config">;

/** A warehouse without what has a path that is another's. */
function without<Live extends Warehouse>(live: Live, isOthers: (path: readonly string[]) => boolean): Live {
  const left = <Entry>(entries: ReadonlyMap<string, Entry>, pathOf: (entry: Entry) => readonly string[]) =>
    new Map([...entries].filter(([, entry]) => !isOthers(pathOf(entry))));
  // Of a role or a database the name is none of a schema.
  const ofObject = ({ object }: { readonly object: ObjectName }) =>
    ownSchema(object) === undefined ? [] : object.path;
  const { relations, objects, owners, privileges, comments, defaults } = live;
  return {
    ...live,
    relations: left(relations, ({ schema, name }) => [schema, name]),
    objects: left(objects, ({ path }) => path),
    owners: left(owners, ofObject),
    privileges: left(privileges, ofObject),
    comments: left(comments, ofObject),
    defaults: left(defaults, ({ schema }) => (schema === undefined ? [] : [schema])),
  };
}

/** A warehouse without the tables of histories, and what anybody may do with them: nobody declares them, wherever they lie. */
export function withoutHistories<Live extends Warehouse>(project: Configured, live: Live): Live {
  const histories = possibleHistories(project);
  return without(live, (path) => isOfHistory(path, histories));
}

/** What schemas are called on other targets than this. */
function otherNames(
  { config: { variables: allowed } }: Configured,
  templates: readonly Warehouse[],
  variables: Variables,
): ReadonlySet<string> {
  const schemas = new Set(
    templates.flatMap(({ schemas, externalSchemas }) => [...schemas, ...externalSchemas]),
  );
  const own = new Set([...schemas].map((schema) => fillVariables(schema, variables)));
  const all = [...schemas].flatMap((schema) =>
    bindingsOf(schema, allowed).map((binding) => fillVariables(schema, binding)),
  );
  return new Set(all.filter((name) => !own.has(name)));
}

/**
 * A warehouse without schemas that are the project's under other values of their variables: another history may have
 * made them in the same database, with roles that both have.
 *
 * @param templates what is recorded and declared
 */
export function withoutOtherNames<Live extends Warehouse>(
  project: Configured,
  live: Live,
  templates: readonly Warehouse[],
  variables: Variables,
): Live {
  const others = otherNames(project, templates, variables);
  return others.size === 0 ? live : without(live, ([schema = ""]) => others.has(schema));
}
