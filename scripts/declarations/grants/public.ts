// `public` → exactly what everybody has.
import { PUBLIC } from "../../model/acl.ts";
import { combineWhen } from "../../model/condition.ts";
import type { DefaultPrivileges } from "../../model/default-privileges.ts";
import type { Location } from "../../model/diagnostic.ts";
import { displayObject, type ObjectName, objectKey } from "../../model/object.ts";
import type { PublicEntry } from "../language/schema-of-grants.ts";
import { resolvePrivileges } from "../objects/levels.ts";
import { giveOnObjects, kindOfEntry } from "../objects/select-objects.ts";
import type { EntryContext } from "../roles/entry-context.ts";
import { resolveWhen } from "../roles/when.ts";
import { child, items, type Placed, placeOf, problemAt, type Report } from "../yaml/placed.ts";
import type { GivenTo, PublicOn } from "./collect-privileges.ts";
import { type Creator, globalPublicDefaults } from "./creators.ts";

/** What is said of PUBLIC: on what is there, and on what creators make later. */
export interface ResolvedPublic {
  readonly on: readonly PublicOn[];
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
  if (!kind || !said) return { on: [], defaults: [] };
  const privileges = resolvePrivileges(said, kind, report);
  const when = resolveWhen(entry, context);
  const everything = [
    ...items<string>(child(entry, "routines")),
    ...items<string>(child(entry, "types")),
  ].find((item) => item.value === EVERYTHING);
  const isLater = everything !== undefined && LATER.includes(kind);
  const { given } = giveOnObjects(entry, privileges, { open: isLater }, context);
  const at = placeOf(entry);
  if (isLater && !creators && given.length === 0) {
    const help = `Name each with its schema, or say under \`creators\` who makes more.`;
    const message = `${EVERYTHING} names nothing: no ${kind} is known here, and nobody is said to make any`;
    report(problemAt(placeOf(everything), "no-match", message, help));
  }
  const on = given.map(({ object, privileges: held }) => ({ object, privileges: held, when, at }));
  if (!isLater || !creators) return { on, defaults: [] };
  const later = { kind, at };
  if (when) {
    const message = `what PUBLIC has on each ${kind} that is made later cannot depend on \`when\``;
    const help = `Take \`when\` away, or name what is there one by one instead of ${EVERYTHING}.`;
    report(problemAt(placeOf(everything), "conditional-public", message, help));
    return { on, defaults: [], later };
  }
  return { on, defaults: globalPublicDefaults(kind as LaterKind, privileges, creators, report), later };
}

/** Two entries that say what PUBLIC has on one object, where both hold. */
function reportTwice(said: readonly PublicOn[], report: Report): void {
  const byObject = new Map<string, PublicOn[]>();
  const reported = new Set<string>();
  for (const one of said) {
    const key = objectKey(one.object);
    const others = byObject.get(key) ?? [];
    byObject.set(key, [...others, one]);
    const other = others.find(({ when, at }) => at !== one.at && combineWhen(when, one.when) !== "never");
    if (!other) continue;
    const pair = JSON.stringify([other.at, one.at]);
    if (reported.has(pair)) continue;
    reported.add(pair);
    const message = `what PUBLIC has on ${nameOf(one.object)} is said twice`;
    const related = [{ message: "the other one is here", at: other.at }];
    report(
      problemAt(one.at, "public-twice", message, "Let one entry say it, or `except` it in one.", related),
    );
  }
}

const nameOf = (object: ObjectName): string =>
  object.path.length === 0 ? `the ${object.kind}` : displayObject(object);

/** What everybody gets, as what a role called PUBLIC would get. */
export function givenToPublic({ on }: ResolvedPublic): GivenTo[] {
  return on.map(({ object, privileges, when, at }) => ({
    grantee: PUBLIC,
    given: [{ object, privileges }],
    places: [at],
    when,
  }));
}

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
  const on = resolved.flatMap((one) => one.on);
  reportTwice(on, context.report);
  reportLaterTwice(resolved, context.report);
  return { on, defaults: resolved.flatMap(({ defaults }) => defaults) };
}
