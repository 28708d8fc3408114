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

/** Whether what somebody has on a view is enough for a column under it. */
function leadsTo(
  view: ViewReads,
  privilege: Privilege,
  path: readonly string[],
  { object }: Holding,
): boolean {
  if (object.kind !== "column") return true;
  const name = object.path.at(-1) ?? "";
  if (privilege !== "SELECT") return view.writes?.columns[name] === path.at(-1);
  return view.shows?.[name]?.includes(displayPath(path)) ?? view.shows === undefined;
}

/** What holds of one object through one view. */
function throughView(
  index: AccessIndex,
  view: ViewReads,
  privilege: Privilege,
  objects: readonly ObjectName[],
): Holding[] {
  const owner = ownerOf(index, view.view);
  const reached = objects.filter(
    (object) => owner === undefined || mayAtOnce(index, owner, privilege, object),
  );
  if (reached.length === 0) return [];
  const on = tableNamed(view.view);
  // The owner reads and writes it itself, and so does whoever reads everything.
  const holdings = [...askDirectly(index, privilege, on).holdings, ...heldThroughViews(index, privilege, on)];
  const others = holdings.filter(({ by }) => by.kind !== "owner" && by.kind !== "predefined role");
  return reached.flatMap((object) =>
    others
      .filter((holding) => object.kind !== "column" || leadsTo(view, privilege, object.path, holding))
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

/** What was found before, by privilege and object. */
const found = new WeakMap<AccessIndex, Map<string, readonly Holding[]>>();

/**
 * By what anybody has a privilege on an object through views over it, and through views over those. A materialized view
 * shows what was there when it was filled. Views that run with the rights of whoever reads them give nothing.
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
    .filter(({ invoker }) => !invoker)
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
