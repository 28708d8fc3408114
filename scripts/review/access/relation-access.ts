// What a role has on relations and columns themselves, as PostgreSQL asks when a view runs.

import { splitPath } from "../../model/identifier.ts";
import { type ObjectName, splitRoutine } from "../../model/object.ts";
import type { Privilege } from "../../model/privilege.ts";
import { relationKey } from "../../model/relation.ts";
import type { AccessIndex } from "./access-index.ts";
import { askDirectly } from "./access-sources.ts";

/** A relation as an object. @param key its relationKey */
export const tableNamed = (key: string): ObjectName => ({ kind: "table", path: splitPath(key) ?? [key] });

/** A column as an object. @param key the relationKey of its relation */
export const columnNamed = (key: string, column: string): ObjectName => ({
  kind: "column",
  path: [...(splitPath(key) ?? [key]), column],
});

/** A routine as an object. @param text as `S.f(integer)` */
export const routineNamed = (text: string): ObjectName => ({
  kind: "routine",
  path: splitRoutine(text) ?? [text],
});

/** The relation that an object is or lies in, by its key; undefined where it is no relation. */
export function relationOf({ kind, path }: ObjectName): string | undefined {
  const [schema = "", name = ""] = path;
  return kind === "table" || kind === "column" ? relationKey({ schema, name }) : undefined;
}

/** Who owns a view; unknown where that is whoever applies the revisions. */
export const ownerOf = (index: AccessIndex, view: string): string | undefined =>
  index.facts(tableNamed(view)).owner?.owner;

/** Whether a role has a privilege as it is, as PostgreSQL asks when a view runs: names are not looked up again. */
export function mayAtOnce(
  index: AccessIndex,
  role: string,
  privilege: Privilege,
  object: ObjectName,
): boolean {
  const superuser = index.superuser(role);
  if (superuser && superuser.after === undefined) return true;
  const reaches = index.graph.reaches(role);
  return askDirectly(index, privilege, object).holdings.some(({ holder, object: on }) => {
    const reach = reaches.get(holder);
    const isWhole = on.kind === object.kind || on.kind === "table";
    return reach !== undefined && reach.after === undefined && isWhole;
  });
}
