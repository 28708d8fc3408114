// What is had through views, which run with the rights of their owners.

import { displayPath, splitPath } from "../../model/identifier.ts";
import { type ObjectName, objectKey } from "../../model/object.ts";
import type { Privilege } from "../../model/privilege.ts";
import type { ViewReads } from "../../model/view-reads.ts";
import type { AccessIndex } from "./access-index.ts";
import { askDirectly, type Holding, type Question, questionOf } from "./access-sources.ts";
import { columnNamed, mayAtOnce, ownerOf, relationOf, tableNamed } from "./relation-access.ts";

/** What can be done through a view. */
const THROUGH: ReadonlySet<Privilege> = new Set(["SELECT", "INSERT", "UPDATE", "DELETE"]);

/** The columns of a relation that a view shows; undefined where that is not known by column. */
function shownColumns({ shows, reads }: ViewReads, relation: string): readonly string[] | undefined {
  if (shows) {
    const paths = Object.values(shows)
      .flat()
      .map((path) => splitPath(path) ?? []);
    const own = paths.filter((path) => displayPath(path.slice(0, -1)) === relation);
    return [...new Set(own.map((path) => path.at(-1) ?? ""))];
  }
  const read = reads.find((one) => one.relation === relation);
  return read?.rows ? undefined : (read?.columns ?? []);
}

/** The columns of a relation that are reached through a view; undefined is all of them. */
function reachedColumns(view: ViewReads, privilege: Privilege, relation: string) {
  return privilege === "SELECT" ? shownColumns(view, relation) : Object.values(view.writes?.columns ?? {});
}

/** Whether a column of a view leads to a column under it. */
function leadsTo(view: ViewReads, privilege: Privilege, path: readonly string[], name: string): boolean {
  if (privilege !== "SELECT") return view.writes?.columns[name] === path.at(-1);
  return view.shows?.[name]?.includes(displayPath(path)) ?? view.shows === undefined;
}

/** Those of the columns of the outermost view of a way that lead to its end; undefined where any does. */
export function leadingColumns(privilege: Privilege, { object, by }: Holding): readonly string[] | undefined {
  if (by.kind !== "view" || object.kind !== "column") return undefined;
  const { view, through } = by;
  const names = Object.keys((privilege === "SELECT" ? view.shows : view.writes?.columns) ?? {});
  const own = names.filter((name) => leadsTo(view, privilege, object.path, name));
  if (through.object.kind === "column") {
    const [name = ""] = through.object.path.slice(-1);
    return through.by.kind === "view" ? leadingColumns(privilege, through) : [name];
  }
  if (through.by.kind !== "view") return view.shows || privilege !== "SELECT" ? own : undefined;
  return leadingColumns(privilege, through);
}

/** What holds of one object through one view. */
function throughView(
  index: AccessIndex,
  view: ViewReads,
  privilege: Privilege,
  objects: readonly ObjectName[],
): Holding[] {
  const owner = ownerOf(index, view.view);
  // What was copied stays, and of a `security_invoker` whoever uses it must have what it reads: that is looked at for each.
  const isFree = owner === undefined || view.materialized || view.invoker;
  const reached = objects.filter((object) => isFree || mayAtOnce(index, owner, privilege, object));
  if (reached.length === 0) return [];
  const on = tableNamed(view.view);
  // Whoever reads or writes everything needs no view.
  const holdings = [...askDirectly(index, privilege, on).holdings, ...heldThroughViews(index, privilege, on)];
  const others = holdings.filter(({ by }) => by.kind !== "predefined role");
  return reached.flatMap((object) =>
    others
      .filter(
        ({ object: on }) =>
          object.kind !== "column" ||
          on.kind !== "column" ||
          leadsTo(view, privilege, object.path, on.path.at(-1) ?? ""),
      )
      .map(
        (holding): Holding => ({
          holder: holding.holder,
          object,
          schema: holding.schema ?? on.path[0],
          by: { kind: "view", view, owner, through: holding },
        }),
      ),
  );
}

/** What of an object is reached through a view: columns, or the table where all of it is. */
function reachedObjects(index: AccessIndex, view: ViewReads, privilege: Privilege, object: ObjectName) {
  const relation = relationOf(object) ?? "";
  if (privilege === "DELETE") return object.kind === "table" ? [object] : [];
  const columns = reachedColumns(view, privilege, relation);
  if (object.kind === "column") {
    return columns === undefined || columns.includes(object.path.at(-1) ?? "") ? [object] : [];
  }
  const known = columns ?? index.facts(object).columns;
  return columns === undefined && known.length === 0
    ? [object]
    : known.map((column) => columnNamed(relation, column));
}

/**
 * Whether somebody comes by a view to what it may use by itself, if only it can look up the name: as the owner of the view, or by
 * one that runs with the rights of whoever uses it. Owners of materialized views can lose what they have copied.
 */
export const addsNothing = ({ by }: Pick<Holding, "by">): boolean => {
  if (by.kind !== "view") return false;
  const isOwn = by.through.by.kind === "owner" && !by.view.materialized;
  return isOwn || by.view.invoker || addsNothing(by.through);
};

/** What was found before, by privilege and object. */
const found = new WeakMap<AccessIndex, Map<string, readonly Holding[]>>();

/**
 * By what anybody has a privilege on an object through views over it, and through views over those. A materialized view
 * shows what was there when it was filled. Those among them that run with the rights of whoever uses them give nothing
 * that these do not have, but need no USAGE on the schema (see {@link addsNothing}).
 */
export function heldThroughViews(
  index: AccessIndex,
  privilege: Privilege,
  object: ObjectName,
): readonly Holding[] {
  const relation = relationOf(object);
  if (relation === undefined || !THROUGH.has(privilege)) return [];
  const over = index.viewsOver(relation);
  if (over.length === 0) return [];
  const key = `${privilege} ${objectKey(object)}`;
  const known = found.get(index) ?? new Map<string, readonly Holding[]>();
  found.set(index, known);
  const before = known.get(key);
  if (before) return before;
  // Texts may seem to lead in a circle.
  known.set(key, []);
  const held = over
    .filter(({ invoker, confirmed }) => !invoker || confirmed)
    .filter(
      ({ writes }) =>
        privilege === "SELECT" || (writes?.relation === relation && writes.privileges.includes(privilege)),
    )
    .flatMap((view) => throughView(index, view, privilege, reachedObjects(index, view, privilege, object)));
  known.set(key, held);
  return held;
}

/** Asks who has a privilege on an object, itself or through views. */
export function ask(index: AccessIndex, privilege: Privilege, object: ObjectName): Question {
  const direct = askDirectly(index, privilege, object);
  const held = heldThroughViews(index, privilege, object);
  return held.length === 0 ? direct : questionOf(direct, [...direct.holdings, ...held]);
}
