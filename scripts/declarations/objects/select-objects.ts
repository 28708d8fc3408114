// The objects that an entry names, of whatever kind, and privileges on them.
import { type ObjectName, objectKey } from "../../model/object.ts";
import { KIND_OF_KEY, type KindKey, kindFacts, type ObjectKind } from "../../model/object-kinds.ts";
import type { Privilege } from "../../model/privilege.ts";
import { KIND_KEYS } from "../language/schema-of-grants.ts";
import { child, items, type Placed, placeOf, problemAt, type Report } from "../yaml/placed.ts";
import type { NamingContext } from "./catalog.ts";
import type { Excepted } from "./except.ts";
import { type Given, givenOnColumns, givenOnRelation } from "./given.ts";
import { exactnessOf, matchObjects } from "./match-objects.ts";
import { reportNothingLeft } from "./nothing-left.ts";
import { type MatchOptions, matches, parsePattern } from "./pattern.ts";
import { type MembersEntry, selectMembers } from "./select-members.ts";
import { selectTables, type TablesEntry } from "./select-tables.ts";

/** The keys with which entries name objects, one kind an entry. */
type ObjectsEntry = TablesEntry &
  MembersEntry & {
    readonly [Key in Exclude<KindKey, "tables">]?: string | number | readonly (string | number)[] | undefined;
  };

/** The key of the kind of object that an entry is about. */
function kindKeyOf(entry: ObjectsEntry): KindKey | undefined {
  return KIND_KEYS.find((key) => entry[key] !== undefined);
}

/** The kind of object that an entry's privileges are on: columns where it names some. */
export function kindOfEntry(entry: ObjectsEntry): ObjectKind | undefined {
  if (entry.columns !== undefined) return "column";
  const key = kindKeyOf(entry);
  return key && KIND_OF_KEY[key];
}

type OtherKind = Exclude<ObjectKind, "table" | "column">;

/** Whether an item of `except` names schemas. */
function isOfSchema({ value }: Placed<string>, kind: OtherKind): boolean {
  return kindFacts(kind).path.length > 1 && parsePattern(value)?.segments.length === 1 && !/[()]/.test(value);
}

/** What an item of `except` names among the objects: a schema's, or those of its own form; undefined after a report. */
function exceptedBy(
  pattern: Placed<string>,
  kind: OtherKind,
  objects: readonly ObjectName[],
  { catalog, report }: NamingContext,
): readonly ObjectName[] | undefined {
  const parsed = parsePattern(pattern.value);
  if (parsed && isOfSchema(pattern, kind)) {
    return objects.filter(({ path }) => matches(parsed, path.slice(0, 1)));
  }
  let isWrong = false;
  const noting: Report = (diagnostic) => {
    isWrong = true;
    report(diagnostic);
  };
  const named = matchObjects(kind, pattern, { open: true }, { catalog, report: noting });
  const keys = new Set(named.map(objectKey));
  return isWrong ? undefined : objects.filter((object) => keys.has(objectKey(object)));
}

function selectOthers(
  entry: Placed<ObjectsEntry>,
  key: Exclude<KindKey, "tables">,
  options: MatchOptions,
  context: NamingContext,
): { selected: Omit<Given, "privileges">[]; excepted: Excepted[] } {
  const { report } = context;
  const kind = KIND_OF_KEY[key];
  const lists = items<string | number>(child(entry, key)).map((item) => ({
    item,
    named: exactnessOf(kind, item),
    objects: matchObjects(kind, item, options, context),
  }));
  const all = lists.flatMap(({ objects }) => objects);
  const keys = new Set<string>();
  const excepted: Excepted[] = [];
  for (const pattern of items<string>(child(entry, "except"))) {
    const taken = exceptedBy(pattern, kind, all, context);
    if (!taken) continue;
    excepted.push({ pattern, bySchema: isOfSchema(pattern, kind), objects: taken });
    if (taken.length === 0 && (all.length > 0 || options.open)) {
      const message = `\`except\` takes nothing away: the entry does not reach ${pattern.value}`;
      report(problemAt(placeOf(pattern), "except-nothing", message, "Take it out, or correct the name."));
    }
    for (const object of taken) keys.add(objectKey(object));
  }
  const selected = new Map<string, Omit<Given, "privileges">>();
  for (const { item, named, objects } of lists) {
    const left = objects.filter((object) => !keys.has(objectKey(object)));
    if (left.length === 0 && objects.length > 0) reportNothingLeft(item, undefined, true, report);
    for (const object of left) {
      const known = selected.get(objectKey(object));
      selected.set(objectKey(object), { object, named: known?.named === "object" ? "object" : named });
    }
  }
  return { selected: [...selected.values()], excepted };
}

/**
 * Privileges on all that an entry names, of whatever kind. Privileges that the kind does not have must be gone.
 *
 * @param options whether a wildcard may name nothing yet
 */
export function giveOnObjects(
  entry: Placed<ObjectsEntry>,
  privileges: readonly Privilege[],
  options: MatchOptions,
  context: NamingContext,
): { readonly given: readonly Given[]; readonly excepted: readonly Excepted[] } {
  const key = kindKeyOf(entry.value);
  if (key === undefined) return { given: [], excepted: [] };
  if (entry.value.extension !== undefined) {
    const { selected, excepted } = selectMembers(entry, KIND_OF_KEY[key], context);
    return { given: selected.map((one) => ({ ...one, privileges })), excepted };
  }
  if (key !== "tables") {
    const { selected, excepted } = selectOthers(entry, key, options, context);
    return { given: selected.map((one) => ({ ...one, privileges })), excepted };
  }
  const { selected, excepted } = selectTables(entry, context);
  const given = selected.flatMap(({ relation, reached, columns, named }) => {
    const found = columns
      ? givenOnColumns(relation, columns, privileges)
      : givenOnRelation(relation, reached, context.catalog.sensitiveColumns(relation), privileges);
    return found.map((one) => ({ ...one, named }));
  });
  const [item] = items<string>(child(entry, "tables"));
  if (item && selected.length > 0 && given.length === 0 && privileges.length > 0) {
    const message = `${privileges.join(", ")} on ${item.value} would reach sensitive columns`;
    const help = "Say `sensitive: include` or `sensitive: only` if that is meant.";
    context.report(problemAt(placeOf(item), "only-sensitive", message, help));
  }
  return { given, excepted };
}
