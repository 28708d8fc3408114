// A drift in words, with the lines of the files that declare what drifted.
import type { Acl } from "../model/acl.ts";
import { COLLECTION_NAMES, COLLECTIONS, eachCollection, type RowOf } from "../model/collections.ts";
import type { Changes, ChangesOf, Difference } from "../model/delta.ts";
import type { Location } from "../model/diagnostic.ts";
import { groupBy } from "../model/group.ts";
import { displayPath } from "../model/identifier.ts";
import type { ObjectName } from "../model/object.ts";
import { entrySource, membershipSource, placeOfObject, roleSource } from "../model/provenance.ts";
import type { CollectionName, EntryOf } from "../model/warehouse.ts";
import type { StructureDifference } from "../prove/structure-differences.ts";
import { describeDifference } from "../review/differences.ts";
import { type DeclaredPlaces, declaredPlaces } from "../sources/declared-places.ts";
import type { Project } from "../sources/project.ts";
import type { Drift } from "./find-drift.ts";
import { pathOfObject } from "./structure-names.ts";
import { DRIFTED, structureText } from "./structure-text.ts";

/** One thing that drifted. */
export interface DriftItem {
  readonly area: "structure" | "by hand" | "access" | "unmanaged";
  readonly text: string;
  /** Where it is declared. */
  readonly at?: Location;
}

/** How many objects of a role are named before they are counted. */
const NAMED = 3;

const withPlace = (item: DriftItem, at: Location | undefined): DriftItem => (at ? { ...item, at } : item);

/** What entries of collections have, as far as places are found by it. */
type AnyEntry = { readonly [field: string]: unknown };

/** The declared places of an entry, by what it has. */
function placeOfEntry(name: CollectionName, entry: unknown, places: DeclaredPlaces): Location | undefined {
  if (typeof entry !== "object" || entry === null) return undefined;
  const { provenance, definition } = places;
  if (name === "roles") return provenance.get(roleSource(String((entry as AnyEntry).name)))?.[0];
  if (name === "memberships") {
    const membership = entry as EntryOf<"memberships">;
    // One that nobody declared belongs to its member.
    const sources = [membershipSource(membership), roleSource(membership.member)];
    return sources.flatMap((source) => provenance.get(source) ?? [])[0];
  }
  const { object, acl } = entry as { object?: ObjectName; acl?: Acl };
  if (!object) return undefined;
  if (name === "distributions" || name === "comments") return definition(object.path);
  const exact = acl
    ? [...acl.entries.values()].flatMap((one) => provenance.get(entrySource(object, one)) ?? [])
    : [];
  return exact[0] ?? placeOfObject(provenance, object) ?? definition(object.path);
}

const nothing = (): Difference => ({
  ...eachCollection<ChangesOf<CollectionName>>(() => ({ added: [], removed: [] })),
  renames: [],
});

/** The changes of a collection, what is about one thing together. */
function byKey<Name extends CollectionName>(
  name: Name,
  { added, removed }: Changes<EntryOf<Name>>,
): Changes<EntryOf<Name>>[] {
  const row: RowOf<Name> = COLLECTIONS[name];
  const keys = new Set([...removed, ...added].map((entry) => row.key(entry)));
  return [...keys].map((key) => ({
    added: added.filter((entry) => row.key(entry) === key),
    removed: removed.filter((entry) => row.key(entry) === key),
  }));
}

/**
 * A difference of access, a sentence each.
 *
 * @param isMissing whether something is not there as a whole: then nothing is said of its access
 */
export function accessItems(
  difference: Difference,
  places: DeclaredPlaces,
  isMissing: (path: readonly string[]) => boolean,
): DriftItem[] {
  return COLLECTION_NAMES.flatMap((name) =>
    byKey(name, difference[name] as Changes<EntryOf<typeof name>>).flatMap((changes) => {
      const one = { ...nothing(), [name]: changes } as Difference;
      const [entry] = [...changes.removed, ...changes.added];
      const { object } = (typeof entry === "object" ? entry : {}) as { object?: ObjectName };
      if (object && isMissing(object.path.slice(0, 2))) return [];
      const at = placeOfEntry(name, entry, places);
      const area = name === "distributions" ? "structure" : "access";
      return describeDifference(one).map((text) => withPlace({ area, text }, at));
    }),
  );
}

/** Whether it is a comment that drifted, on what definitions make. */
export const isComment = ({ text }: DriftItem): boolean => text.startsWith("the comment on ");

/** Whether there is anything at all. */
export const hasDrifted = ({ structure, access: { difference } }: Drift): boolean =>
  structure.changed.length + structure.byHand.length > 0 ||
  Object.values(difference).some(
    (changes) => "added" in changes && changes.added.length + changes.removed.length > 0,
  );

/** What roles have that nobody declared, which is no drift. */
const unmanagedItems = ({ unmanaged }: Drift): DriftItem[] =>
  [...groupBy(unmanaged, ({ grantee }) => grantee)].map(([grantee, grants]) => {
    const names = grants.slice(0, NAMED).map(({ kind, path }) => `${kind} ${displayPath(path)}`);
    const more = grants.length > NAMED ? ` and ${grants.length - NAMED} more` : "";
    return { area: "unmanaged", text: `${grantee} has something on ${names.join(", ")}${more}` };
  });

/** Tells what drifted, a sentence each. Definitions and role files are read only where something did. */
export async function driftItems(project: Project, drift: Drift): Promise<DriftItem[]> {
  if (!hasDrifted(drift)) return unmanagedItems(drift);
  const places = await declaredPlaces(project, drift.recorded.binding.variables);
  const missing = new Set(
    drift.structure.changed
      .filter(({ object, relation, kind }) => kind === "missing" && object === `relation ${relation}`)
      .map((difference) => displayPath(pathOfObject(difference) ?? [])),
  );
  const lines = new Map(drift.structures.found.rows.map(({ object, line }) => [object, line]));
  const said = (area: DriftItem["area"], differences: readonly StructureDifference[]) =>
    differences.map((difference) =>
      withPlace(
        { area, text: structureText(difference, lines.get(difference.object) ?? "", DRIFTED) },
        places.definition(pathOfObject(difference) ?? []),
      ),
    );
  return [
    ...said("structure", drift.structure.changed),
    ...said("by hand", drift.structure.byHand),
    ...unmanagedItems(drift),
    ...accessItems(drift.access.difference, places, (path) => missing.has(displayPath(path))),
  ];
}
