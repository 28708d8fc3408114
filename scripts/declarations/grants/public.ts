// `public` → exactly what everybody has.
import { PUBLIC } from "../../model/acl.ts";
import { combineWhen } from "../../model/condition.ts";
import type { DefaultPrivileges } from "../../model/default-privileges.ts";
import type { Location } from "../../model/diagnostic.ts";
import { givenByExtensions } from "../../model/extension-members.ts";
import { displayObject, type ObjectName, objectKey } from "../../model/object.ts";
import type { PublicEntry } from "../language/schema-of-grants.ts";
import type { Given } from "../objects/given.ts";
import { resolvePrivileges } from "../objects/levels.ts";
import { giveOnObjects, kindOfEntry } from "../objects/select-objects.ts";
import type { EntryContext } from "../roles/entry-context.ts";
import { resolveWhen } from "../roles/when.ts";
import { child, items, type Placed, placeOf, problemAt, type Report } from "../yaml/placed.ts";
import type { GivenTo } from "./collect-privileges.ts";
import { type Creator, globalPublicDefaults } from "./creators.ts";

/** What is said of PUBLIC: on what is there, and on what creators make later. */
interface ResolvedPublic {
  readonly given: readonly GivenTo[];
  readonly defaults: readonly DefaultPrivileges[];
}

interface ResolvedEntry extends ResolvedPublic {
  /** The kind of object of which the entry says what later ones get. */
  readonly later?: { readonly kind: string; readonly at: Location };
}

/** All of a kind, wherever it lies: only this can be said of what is made later. */
const EVERYTHING = "*.*";

/** The kinds on which PUBLIC has something by itself when they are made. */
type LaterKind = "routine" | "type";

const LATER: readonly string[] = ["routine", "type"] satisfies LaterKind[];

function resolveEntry(
  entry: Placed<PublicEntry>,
  creators: readonly Creator[] | undefined,
  context: EntryContext,
): ResolvedEntry {
  const { report } = context;
  const kind = kindOfEntry(entry.value);
  const said = child(entry, "privileges");
  // Without them it would not have been read.
  if (!kind || !said) return { given: [], defaults: [] };
  const privileges = resolvePrivileges(said, kind, report);
  const when = resolveWhen(entry, context);
  const everything = [
    ...items<string>(child(entry, "routines")),
    ...items<string>(child(entry, "types")),
  ].find((item) => item.value === EVERYTHING);
  const isLater = everything !== undefined && LATER.includes(kind) && !entry.value.extension;
  const { given: named } = giveOnObjects(entry, privileges, { open: isLater }, context);
  const on = entry.value.extension ? openMembers(entry, named, context) : named;
  const at = placeOf(entry);
  if (isLater && !creators && on.length === 0) {
    const help = `Name each with its schema, or say under \`creators\` who makes more.`;
    const message = `${EVERYTHING} names nothing: no ${kind} is known here, and nobody is said to make any`;
    report(problemAt(placeOf(everything), "no-match", message, help));
  }
  // Exactly this: by which name does not count.
  const exactly = on.map(({ object, privileges: held }) => ({ object, privileges: held }));
  const given: GivenTo[] = [{ grantee: PUBLIC, given: exactly, places: [at], when }];
  if (!isLater || !creators) return { given, defaults: [] };
  const later = { kind, at };
  if (when) {
    const message = `what PUBLIC has on each ${kind} that is made later cannot depend on \`when\``;
    const help = `Take \`when\` away, or name what is there one by one instead of ${EVERYTHING}.`;
    report(problemAt(placeOf(everything), "conditional-public", message, help));
    return { given, defaults: [], later };
  }
  return { given, defaults: globalPublicDefaults(kind as LaterKind, privileges, creators, report), later };
}

/**
 * What belongs to extensions without what their scripts closed to PUBLIC: that stays closed, and a way back must not open it.
 * What they opened can only be said one by one.
 */
function openMembers(
  entry: Placed<PublicEntry>,
  on: readonly Given[],
  context: EntryContext,
): readonly Given[] {
  const given = givenByExtensions(context.catalog.extensions);
  const unlike = on.find(({ object, privileges }) => {
    const everybody = given.get(objectKey(object));
    return everybody !== undefined && everybody.join() !== [...privileges].sort().join();
  });
  const everybody = given.get(objectKey(unlike?.object ?? { kind: "database", path: [] })) ?? [];
  if (unlike) {
    const has = everybody.length === 0 ? "nothing" : everybody.join(", ");
    const message = `${nameOf(unlike.object)} comes from its extension with ${has} for PUBLIC, and stays so`;
    const help = "`except` it, and the like.";
    context.report(problemAt(placeOf(entry), "given-by-extension", message, help));
  }
  return on.filter(({ object }) => !given.has(objectKey(object)));
}

/** Two entries that say what PUBLIC has on one object, where both hold. */
function reportTwice(said: readonly GivenTo[], report: Report): void {
  const byObject = new Map<string, GivenTo[]>();
  const reported = new Set<string>();
  for (const one of said) {
    for (const { object } of one.given) {
      const key = objectKey(object);
      const others = byObject.get(key) ?? [];
      byObject.set(key, [...others, one]);
      const other = others.find((before) => before !== one && combineWhen(before.when, one.when) !== "never");
      const [first, at] = [other?.places[0], one.places[0]];
      if (!first || !at) continue;
      const pair = JSON.stringify([first, at]);
      if (reported.has(pair)) continue;
      reported.add(pair);
      const message = `what PUBLIC has on ${nameOf(object)} is said twice`;
      const related = [{ message: "the other one is here", at: first }];
      report(problemAt(at, "public-twice", message, "Let one entry say it, or `except` it in one.", related));
    }
  }
}

const nameOf = (object: ObjectName): string =>
  object.path.length === 0 ? `the ${object.kind}` : displayObject(object);

/** Two entries that say what PUBLIC has on all that is made later. */
function reportLaterTwice(resolved: readonly ResolvedEntry[], report: Report): void {
  const said = new Map<string, Location>();
  for (const { later } of resolved) {
    if (!later) continue;
    const first = said.get(later.kind);
    said.set(later.kind, first ?? later.at);
    if (!first) continue;
    const message = `what PUBLIC has on each ${later.kind} that is made later is said twice`;
    const related = [{ message: "the other one is here", at: first }];
    report(problemAt(later.at, "public-twice", message, "Let one entry say it.", related));
  }
}

/**
 * What the entries of `public` say.
 *
 * @param creators undefined where nobody is said to make anything
 */
export function resolvePublic(
  entries: readonly Placed<PublicEntry>[],
  creators: readonly Creator[] | undefined,
  context: EntryContext,
): ResolvedPublic {
  const resolved = entries.map((entry) => resolveEntry(entry, creators, context));
  const given = resolved.flatMap((one) => one.given);
  reportTwice(given, context.report);
  reportLaterTwice(resolved, context.report);
  return { given, defaults: resolved.flatMap(({ defaults }) => defaults) };
}
