// Whose is what revisions made and no owner is declared of: whoever applied them, as the log of the target says.
import { isOfHistory, type LoggedEntry } from "../database/apply/log-table.ts";
import type { Revision } from "../migrations/folder.ts";
import { displayPath } from "../model/identifier.ts";
import { type ObjectName, objectKey, ownSchema } from "../model/object.ts";
import type { Ownership } from "../model/ownership.ts";
import type { Rename } from "../model/rename.ts";
import { fillSome, fillVariables, type Variables } from "../model/variable.ts";
import type { Warehouse } from "../model/warehouse.ts";
import { madeBy } from "../prove/stubs.ts";
import { readStatement } from "../sql/read-statement.ts";
import { parseScript } from "../sql/script.ts";

/** What is known of who applied revisions. */
interface Appliers {
  readonly applied: readonly Revision[];
  /** Undefined where there is none, or it may not be read: then nothing is known. */
  readonly log: readonly LoggedEntry[] | undefined;
  readonly variables: Variables;
}

/** Schema and name; routines of one name are looked at together. */
const pathText = ({ path }: Pick<ObjectName, "path">): string => displayPath(path.slice(0, 2));

/** Where something is after renames of schemas, relations, sequences and types. */
function renamed(path: readonly string[], renames: readonly Rename[]): readonly string[] {
  return renames
    .filter(({ kind }) => kind !== "role" && kind !== "column")
    .reduce(
      (now, { from, to }) =>
        from.every((name, index) => now[index] === name) ? [...to, ...now.slice(from.length)] : now,
      path,
    );
}

/** Who applied the revision that made something, by its path: where it was made again, the last one. */
function makersOf({ applied, log = [], variables }: Appliers): Map<string, string> {
  const done = log.filter(({ action, outcome }) => action === "upgrade" && outcome === "done");
  const appliedBy = new Map(done.map(({ revision, role }) => [revision, role]));
  let makers = new Map<string, { readonly path: readonly string[]; readonly role: string | undefined }>();
  for (const { name, migration, delta } of applied) {
    const role = appliedBy.get(name);
    const fill = (path: readonly string[]) => path.map((part) => fillVariables(part, variables));
    const renames = delta.renames.map(({ kind, from, to }) => ({ kind, from: fill(from), to: fill(to) }));
    const moved = [...makers.values()].map(({ path, role }) => ({ path: renamed(path, renames), role }));
    const { statements } = parseScript(fillSome(migration, variables));
    const made = statements.flatMap(({ sql }) => madeBy(readStatement(sql)));
    // An owner that is declared no more: it comes back to whoever applies that.
    const owned = new Set(delta.owners.added.map(({ object }) => objectKey(object)));
    const back = delta.owners.removed.filter(({ object }) => !owned.has(objectKey(object)));
    const own = [...made, ...back.map(({ object }) => fill(object.path))].map((path) => ({ path, role }));
    makers = new Map([...moved, ...own].map((maker) => [pathText(maker), maker]));
  }
  return new Map([...makers].flatMap(([path, { role }]) => (role === undefined ? [] : [[path, role]])));
}

/** Roles that may own what another made: a way back makes again what the way up dropped, a dump may be restored as theirs. */
function alsoRightful({ log = [] }: Appliers, historyOwner: string | undefined): Set<string> {
  const back = log.filter(({ action, outcome }) => action === "downgrade" && outcome === "done");
  const isNews = historyOwner !== undefined && !log.some(({ role }) => role === historyOwner);
  return new Set([...back.map(({ role }) => role), ...(isNews ? [historyOwner] : [])]);
}

/** What there is to look at. */
interface Owned {
  /** Bound. */
  readonly recorded: Warehouse;
  readonly live: Warehouse;
  /** The schemas in which revisions make something. */
  readonly schemas: ReadonlySet<string>;
  /** Paths of what the revisions make, as {@link displayPath} writes them. */
  readonly made: ReadonlySet<string>;
  /** The table of the history. */
  readonly history: ObjectName;
}

/** The owners, as they should be, of what belongs to another role than the one that applied the revision that made it. */
export function undeclaredOwners({ log, ...known }: Appliers, owned: Owned): Ownership[] {
  const { recorded, live, schemas, made, history } = owned;
  if (!log) return [];
  const appliers = { ...known, log: log.filter(isOfHistory) };
  const rightful = alsoRightful(appliers, live.owners.get(objectKey(history))?.owner);
  const candidates = [...live.owners].flatMap(([key, { object, owner }]) => {
    // A sequence of a column belongs to the owner of the table.
    const follows = object.kind === "sequence" && !live.objects.has(key);
    const counts = schemas.has(ownSchema(object) ?? "") && made.has(pathText(object));
    return !counts || follows || recorded.owners.has(key) || rightful.has(owner) ? [] : [{ object, owner }];
  });
  const roles = new Set(appliers.log.map(({ role }) => role));
  // Who alone applied anything owns all of it.
  if (roles.size === 1 && candidates.every(({ owner }) => roles.has(owner))) return [];
  const makers = makersOf(appliers);
  return candidates.flatMap(({ object, owner: now }) => {
    const owner = makers.get(pathText(object));
    return owner === undefined || now === owner || !live.roles.has(owner) ? [] : [{ object, owner }];
  });
}
