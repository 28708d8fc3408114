// What whoever must have it lacks, so that a view cannot be used.

import { PUBLIC } from "../../model/acl.ts";
import { type ObjectName, objectKey } from "../../model/object.ts";
import type { Privilege } from "../../model/privilege.ts";
import type { RelationRead, ViewReads } from "../../model/view-reads.ts";
import type { AccessIndex } from "./access-index.ts";
import { columnNamed, mayAtOnce, ownerOf, routineNamed, tableNamed } from "./relation-access.ts";

/** A privilege that somebody must have for a view, and has not. */
export interface ViewLack {
  readonly view: ViewReads;
  /** The view's owner, or whoever reads a view with `security_invoker`. */
  readonly role: string;
  readonly privilege: Privilege;
  readonly object: ObjectName;
  /** Whether whoever uses the view must have it, whoever owns that. */
  readonly isCall?: true;
}

/** A role that uses a privilege on a view, or on some of its columns. */
export interface Use {
  readonly view: ViewReads;
  readonly role: string;
  readonly privilege: Privilege;
  /** All of them where it is not said. */
  readonly columns?: readonly string[];
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

function readLacks(
  index: AccessIndex,
  view: ViewReads,
  actor: string,
  reads: readonly RelationRead[] = view.reads,
): ViewLack[] {
  const known = reads.filter(({ relation }) => index.warehouse.relations.has(relation));
  return known.flatMap((read) =>
    unreadable(index, actor, read).map(
      (object): ViewLack => ({ view, role: actor, privilege: "SELECT", object }),
    ),
  );
}

function writeLacks(
  index: AccessIndex,
  { view, actor, privilege, columns }: Use & { readonly actor: string },
): ViewLack[] {
  const { writes } = view;
  if (!writes?.privileges.includes(privilege) || !index.warehouse.relations.has(writes.relation)) return [];
  const lack = (object: ObjectName): ViewLack => ({ view, role: actor, privilege, object });
  const table = tableNamed(writes.relation);
  if (mayAtOnce(index, actor, privilege, table)) return [];
  if (privilege === "DELETE") return [lack(table)];
  const changed = writtenColumns(view, columns).map((column) => columnNamed(writes.relation, column));
  const missing = changed.filter((column) => !mayAtOnce(index, actor, privilege, column));
  return missing.length === changed.length ? [lack(table)] : missing.map(lack);
}

/** The columns of the relation under a view that its own stand for. */
const writtenColumns = ({ writes }: ViewReads, columns?: readonly string[]): string[] =>
  (columns ?? Object.keys(writes?.columns ?? {})).flatMap((name) => writes?.columns[name] ?? []);

/** What a view reads when a privilege is used on it: all that its query names, or for changes what its WHERE looks at. */
function readsFor({ reads, writes }: ViewReads, privilege: Privilege): readonly RelationRead[] {
  if (privilege === "SELECT") return reads;
  if (privilege === "INSERT" && !writes?.checked) return [];
  return reads.filter(({ relation }) => writes?.looksAt?.includes(relation));
}

/** Routines run as whoever uses the view, whoever owns it. */
function callLacks(index: AccessIndex, { view, role, privilege, columns }: Use): ViewLack[] {
  const needed = (view.calls ?? []).filter((call) => {
    if (privilege === "INSERT") return call.writes && view.writes?.checked;
    if (privilege !== "SELECT") return call.writes;
    return !call.columns || !columns || call.columns.some((column) => columns.includes(column));
  });
  const routines = needed.map((call) => routineNamed(call.routine));
  return routines
    .filter((routine) => !mayAtOnce(index, role, "EXECUTE", routine))
    .map((object) => ({ view, role, privilege: "EXECUTE", object, isCall: true }));
}

/** The views that a view reads or writes, and how it uses them. */
function under(index: AccessIndex, { view, role, privilege, columns }: Use): Use[] {
  const viewOf = (relation: string) => index.warehouse.viewReads.get(relation);
  const read = readsFor(view, privilege).flatMap((one): Use[] => {
    const inner = viewOf(one.relation);
    return inner
      ? [{ view: inner, role, privilege: "SELECT", ...(one.rows ? {} : { columns: one.columns }) }]
      : [];
  });
  const written = privilege === "SELECT" ? undefined : viewOf(view.writes?.relation ?? "");
  return written
    ? [...read, { view: written, role, privilege, columns: writtenColumns(view, columns) }]
    : read;
}

/**
 * What is lacking so that a role that has a privilege on a view can use it: what the view's owner must have, or where the view
 * is a `security_invoker` the role itself, what the role must be able to call, and so on for the views under it. A materialized
 * view needs nothing to be read. Known of what a server said, and of relations of the warehouse.
 */
export function viewLacks(
  index: AccessIndex,
  use: Use,
  above: ReadonlySet<ViewReads> = new Set(),
): ViewLack[] {
  const { view, role, privilege } = use;
  if (view.materialized || !view.confirmed || above.has(view)) return [];
  const actor = view.invoker ? role : ownerOf(index, view.view);
  const own =
    actor === undefined
      ? []
      : [
          ...readLacks(index, view, actor, readsFor(view, privilege)),
          ...(privilege === "SELECT" ? [] : writeLacks(index, { ...use, actor })),
        ];
  const seen = new Set([...above, view]);
  return [
    ...own,
    ...callLacks(index, use),
    ...under(index, use).flatMap((one) => viewLacks(index, one, seen)),
  ];
}

/** What owners of views cannot read, so that nobody can read the view, or it cannot be filled: as far as a server said so. */
export function unreadableViews(index: AccessIndex): ViewLack[] {
  return [...index.warehouse.viewReads.values()].flatMap((view) => {
    const owner = ownerOf(index, view.view);
    if (owner === undefined || view.invoker || !view.confirmed) return [];
    const own = readLacks(index, view, owner);
    if (!view.materialized) return own;
    // A materialized view is filled by its owner alone.
    const use: Use = { view, role: owner, privilege: "SELECT" };
    const invoked = under(index, use).filter((inner) => inner.view.invoker);
    return [...own, ...callLacks(index, use), ...invoked.flatMap((inner) => viewLacks(index, inner))];
  });
}

/** In words: `o, which owns the view DM.v, has no SELECT on table DM.t`. */
export function lackText({ view, role, privilege, object, isCall }: ViewLack): string {
  const kind = view.materialized ? "materialized view" : "view";
  const user = role === PUBLIC ? "PUBLIC" : role;
  const who =
    view.invoker || (isCall && !view.materialized) ? user : `${role}, which owns the ${kind} ${view.view},`;
  return `${who} has no ${privilege} on ${objectKey(object)}${isCall ? `, which the ${kind} ${view.view} calls` : ""}`;
}

/** The same of several: the first, and how many there are. */
export function lacksText([first, ...others]: readonly ViewLack[]): string {
  if (!first) return "";
  return `${lackText(first)}${others.length === 0 ? "" : ` and ${others.length} more`}`;
}
