// What a server has, without the histories of the project: nobody declares them, wherever they lie.
import type { ObjectName } from "../model/object.ts";
import type { Warehouse } from "../model/warehouse.ts";
import { isHistorys, possibleHistories } from "./history-place.ts";
import type { Project } from "./project.ts";

/** A warehouse without the tables of histories, and what anybody may do with them. */
export function withoutHistories<Live extends Warehouse>(project: Pick<Project, "config">, live: Live): Live {
  const histories = possibleHistories(project);
  const others = <Entry>(entries: ReadonlyMap<string, Entry>, pathOf: (entry: Entry) => readonly string[]) =>
    new Map([...entries].filter(([, entry]) => !isHistorys(pathOf(entry), histories)));
  const ofObject = ({ object: { path } }: { readonly object: ObjectName }) => path;
  const { relations, objects, owners, privileges, comments } = live;
  return {
    ...live,
    relations: others(relations, ({ schema, name }) => [schema, name]),
    objects: others(objects, ({ path }) => path),
    owners: others(owners, ofObject),
    privileges: others(privileges, ofObject),
    comments: others(comments, ofObject),
  };
}
