// What whoever must have it lacks, so that a view cannot be used.

import { type ObjectName, objectKey } from "../../model/object.ts";
import type { Privilege } from "../../model/privilege.ts";
import type { RelationRead, ViewReads } from "../../model/view-reads.ts";
import type { AccessIndex } from "./access-index.ts";
import { columnNamed, mayAtOnce, ownerOf, tableNamed } from "./relation-access.ts";

/** A privilege that somebody must have for a view, and has not. */
export interface ViewLack {
  readonly view: ViewReads;
  /** The view's owner, or whoever reads a view with `security_invoker`. */
  readonly role: string;
  readonly privilege: Privilege;
  readonly object: ObjectName;
}

/** What a role cannot read of what a view reads: columns, or the relation where no column is named. */
function unreadable(
  index: AccessIndex,
  role: string,
  { relation, columns, rows }: RelationRead,
): ObjectName[] {
  const table = tableNamed(relation);
  if (mayAtOnce(index, role, "SELECT", table)) return [];
  const { columns: known, parts } = index.facts(table);
  const needed = rows ? [...new Set([...columns, ...known])] : columns;
  const missing = needed
    .map((column) => columnNamed(relation, column))
    .filter((column) => !mayAtOnce(index, role, "SELECT", column));
  if (needed.length === 0) return parts.some((part) => mayAtOnce(index, role, "SELECT", part)) ? [] : [table];
  return missing.length === needed.length ? [table] : missing;
}

function readLacks(index: AccessIndex, view: ViewReads, actor: string): ViewLack[] {
  const known = view.reads.filter(({ relation }) => index.warehouse.relations.has(relation));
  return known.flatMap((read) =>
    unreadable(index, actor, read).map(
      (object): ViewLack => ({ view, role: actor, privilege: "SELECT", object }),
    ),
  );
}

function writeLacks(index: AccessIndex, view: ViewReads, actor: string, privilege: Privilege): ViewLack[] {
  const { writes } = view;
  if (!writes?.privileges.includes(privilege) || !index.warehouse.relations.has(writes.relation)) return [];
  const table = tableNamed(writes.relation);
  const columns = privilege === "DELETE" ? [] : Object.values(writes.columns);
  const objects = [table, ...columns.map((column) => columnNamed(writes.relation, column))];
  if (objects.some((object) => mayAtOnce(index, actor, privilege, object))) return [];
  return [{ view, role: actor, privilege, object: table }];
}

/** The views that a view reads or writes. */
function under(index: AccessIndex, { reads, writes }: ViewReads, privilege: Privilege): ViewReads[] {
  const keys = privilege === "SELECT" ? reads.map(({ relation }) => relation) : [writes?.relation ?? ""];
  return keys.flatMap((key) => index.warehouse.viewReads.get(key) ?? []);
}

/**
 * What is lacking so that a role that has a privilege on a view can use it: what the view's owner must have, or where the view
 * is a `security_invoker` the role itself, and so on for the views under it. A materialized view needs nothing to be read.
 * Known of what a server said, and of relations of the warehouse.
 */
export function viewLacks(
  index: AccessIndex,
  role: string,
  privilege: Privilege,
  view: ViewReads,
  above: ReadonlySet<ViewReads> = new Set(),
): ViewLack[] {
  if (view.materialized || !view.confirmed || above.has(view)) return [];
  const actor = view.invoker ? role : ownerOf(index, view.view);
  const own =
    actor === undefined
      ? []
      : privilege === "SELECT"
        ? readLacks(index, view, actor)
        : writeLacks(index, view, actor, privilege);
  const seen = new Set([...above, view]);
  return [
    ...own,
    ...under(index, view, privilege).flatMap((one) => viewLacks(index, role, privilege, one, seen)),
  ];
}

/** What owners of views cannot read, so that nobody can read the view, or it cannot be filled: as far as a server said so. */
export function unreadableViews(index: AccessIndex): ViewLack[] {
  return [...index.warehouse.viewReads.values()].flatMap((view) => {
    const owner = ownerOf(index, view.view);
    if (owner === undefined || view.invoker || !view.confirmed) return [];
    const own = readLacks(index, view, owner);
    // A materialized view is filled by its owner alone.
    const invoked = view.materialized ? under(index, view, "SELECT").filter(({ invoker }) => invoker) : [];
    return [...own, ...invoked.flatMap((one) => viewLacks(index, owner, "SELECT", one))];
  });
}

/** In words: `o, which owns the view DM.v, has no SELECT on table DM.t`. */
export function lackText({ view, role, privilege, object }: ViewLack): string {
  const kind = view.materialized ? "materialized view" : "view";
  const who = view.invoker ? role : `${role}, which owns the ${kind} ${view.view},`;
  return `${who} has no ${privilege} on ${objectKey(object)}`;
}

/** The same of several: the first, and how many there are. */
export function lacksText([first, ...others]: readonly ViewLack[]): string {
  if (!first) return "";
  return `${lackText(first)}${others.length === 0 ? "" : ` and ${others.length} more`}`;
}
