// `extension` beside `routines` and the like: what belongs to extensions.
import type { ExtensionMember } from "../../model/extension-members.ts";
import { displayName } from "../../model/identifier.ts";
import { displayObject, type ObjectName, objectKey } from "../../model/object.ts";
import { kindFacts, type ObjectKind } from "../../model/object-kinds.ts";
import { parseRoutineArguments } from "../../model/routine-arguments.ts";
import { child, items, type Placed, placeOf, problemAt, warningAt } from "../yaml/placed.ts";
import { nearest } from "../yaml/suggest.ts";
import type { NamingContext } from "./catalog.ts";
import type { Excepted } from "./except.ts";
import type { Given } from "./given.ts";
import { listNames } from "./list-names.ts";
import { reportNothingLeft } from "./nothing-left.ts";
import { matches, parsePattern } from "./pattern.ts";

/** What entries that speak of extensions have beside a kind of object. */
export interface MembersEntry {
  readonly extension?: string | string[] | undefined;
  readonly except?: string | string[] | undefined;
}

/** `digest(bytea, text)` → what stands before the arguments, and these. */
const CALL = /^(.*?)\s*\((.*)\)$/s;

/** Whether an object is meant: by its name, or by its schema and name; of a routine with its arguments, or any. */
function matcherOf(text: string, kind: ObjectKind): ((object: ObjectName) => boolean) | undefined {
  const [, name = text, said] = (kind === "routine" ? CALL.exec(text) : null) ?? [];
  const pattern = parsePattern(name);
  const count = pattern?.segments.length ?? 0;
  const types = said === undefined || said.trim() === "*" ? undefined : parseRoutineArguments(said);
  if (!pattern || count > 2 || (types && types.unknown.length > 0)) return undefined;
  return ({ path }) =>
    matches(pattern, path.slice(2 - count, 2)) && (types === undefined || types.text === path[2]);
}

/** What these extensions have of a kind; undefined after a report, or where no server was asked yet. */
function membersOf(
  names: readonly Placed<string>[],
  kind: ObjectKind,
  { catalog, report }: NamingContext,
): readonly ObjectName[] | undefined {
  const found: ExtensionMember[] = [];
  let isKnown = true;
  for (const name of names) {
    const known = catalog.extensions.get(name.value);
    if (known && known.members.length > 0) {
      found.push(...known.members);
      continue;
    }
    isKnown = false;
    const shown = displayName(name.value);
    if (known) {
      const message = `what belongs to the extension ${shown} is not known yet`;
      const help =
        "The next `dwh revision` asks the scratch server. Where it does not, for a draft or with --no-proof, what is said " +
        "here comes with the revision behind it.";
      report(warningAt(placeOf(name), "extension-unread", message, help));
      continue;
    }
    const guess = nearest(name.value, [...catalog.extensions.keys()]);
    const help =
      (guess ? `Did you mean ${guess}? ` : "") +
      "Make it in the definitions, `pgExtension(…)`, or, where others make it, keep what belongs to it with " +
      "`dwh catalog --write` (make: `make catalog write=1`).";
    const message = `neither the definitions and revisions nor catalog.json have an extension ${shown}`;
    report(problemAt(placeOf(name), "unknown-extension", message, help));
  }
  const objects = found.map(({ object }) => object).filter((object) => object.kind === kind);
  return isKnown || objects.length > 0 ? objects : undefined;
}

/** What an item names among the members; none after a report. */
function named(
  item: Placed<string>,
  kind: ObjectKind,
  pool: readonly ObjectName[],
  { report }: NamingContext,
): readonly ObjectName[] {
  const isMeant = matcherOf(item.value, kind);
  if (!isMeant) {
    const form = kind === "routine" ? "name, SCHEMA.name or name(argument types)" : "name or SCHEMA.name";
    const help = `Write ${form}, * for any letters; "*" is all that belongs to the extension.`;
    report(problemAt(placeOf(item), "bad-pattern", `${item.value} names no ${kind}`, help));
    return [];
  }
  const found = pool.filter(isMeant);
  if (found.length === 0) {
    const names = pool.map(displayObject);
    const help = names.length > 0 ? `There are: ${listNames(names)}.` : "It has none.";
    const message = `no ${kind} that belongs to the extension matches ${item.value}`;
    report(problemAt(placeOf(item), "no-match", message, help));
  }
  return found;
}

/** What an entry reaches by `extension`, its kind of object and `except`. */
export function selectMembers(
  entry: Placed<MembersEntry>,
  kind: ObjectKind,
  context: NamingContext,
): { readonly selected: readonly Omit<Given, "privileges">[]; readonly excepted: readonly Excepted[] } {
  const pool = membersOf(items<string>(child(entry, "extension")), kind, context);
  if (!pool) return { selected: [], excepted: [] };
  const key = kindFacts(kind).key as "except";
  const lists = items<string>(child(entry, key)).map((item) => ({
    item,
    objects: named(item, kind, pool, context),
  }));
  const reached = [...new Set(lists.flatMap(({ objects }) => objects))];
  const excepted = items<string>(child(entry, "except")).flatMap((pattern): Excepted[] => {
    const isMeant = matcherOf(pattern.value, kind);
    const objects = isMeant ? reached.filter(isMeant) : named(pattern, kind, [], context);
    if (isMeant && objects.length === 0 && reached.length > 0) {
      const message = `\`except\` takes nothing away: the entry does not reach ${pattern.value}`;
      context.report(
        problemAt(placeOf(pattern), "except-nothing", message, "Take it out, or correct the name."),
      );
    }
    return [{ pattern, bySchema: false, objects }];
  });
  const gone = new Set(excepted.flatMap(({ objects }) => objects.map(objectKey)));
  const selected = new Map<string, Omit<Given, "privileges">>();
  for (const { item, objects } of lists) {
    const left = objects.filter((object) => !gone.has(objectKey(object)));
    if (left.length === 0 && objects.length > 0) reportNothingLeft(item, undefined, true, context.report);
    for (const object of left)
      selected.set(objectKey(object), { object, named: item.value.includes("*") ? undefined : "object" });
  }
  return { selected: [...selected.values()], excepted };
}
