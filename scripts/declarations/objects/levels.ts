// `levels`, and what one gives in a schema.
import type { Location } from "../../model/diagnostic.ts";
import { displayName } from "../../model/identifier.ts";
import { objectKey } from "../../model/object.ts";
import { kindFacts, type ObjectKind } from "../../model/object-kinds.ts";
import type { Privilege } from "../../model/privilege.ts";
import type { Relation } from "../../model/relation.ts";
import { serialSequences } from "../../model/relation-objects.ts";
import { ALL, type LevelBody, NONE, type SensitiveMode } from "../language/schema-of-grants.ts";
import { child, items, keyPlaceOf, type Placed, placeOf, problemAt, type Report } from "../yaml/placed.ts";
import { nearest } from "../yaml/suggest.ts";
import { type Catalog, reachOf } from "./catalog.ts";
import { type Given, givenOnRelation } from "./given.ts";

/** What a level gives on each object of a kind. */
export interface Level {
  readonly tables: readonly Privilege[];
  /** On views and materialized views. */
  readonly views: readonly Privilege[];
  /** On all sequences; where nothing is said, what INSERT needs on those of serial columns. */
  readonly sequences: readonly Privilege[] | undefined;
}

/** A level that gives nothing. */
export const NO_LEVEL: Level = { tables: [], views: [], sequences: undefined };

/** What a level gives on a sequence of a serial column, or on one that is made later. */
export const onSequences = ({ tables, sequences }: Level): readonly Privilege[] =>
  sequences ?? (tables.includes("INSERT") ? ["USAGE"] : []);

/** What a level gives on a relation. */
export const onRelation = ({ tables, views }: Level, { kind }: Relation): readonly Privilege[] =>
  kind === "view" || kind === "materialized view" ? views : tables;

/** That an entry gives a level in a whole schema: what is made there later is meant too. */
export interface WholeSchema {
  readonly schema: string;
  readonly level: Level;
  /** Whether `except` takes something of the schema away. */
  readonly excepted: boolean;
  /** Whether the entry leaves out something sensitive there that the definitions do not make. */
  readonly guarded: boolean;
  readonly at: Location;
}

const LEVEL_NAME = /^[\p{L}_][\p{L}\p{N}_]*$/u;

/** The privileges of a list that the kind has; the others are reported. */
export function resolvePrivileges(
  privileges: Placed<Privilege | typeof ALL | readonly Privilege[]>,
  kind: ObjectKind,
  report: Report,
): readonly Privilege[] {
  const known = kindFacts(kind).privileges;
  if (privileges.value === ALL) return known;
  const found: Privilege[] = [];
  for (const item of items(privileges as Placed<Privilege | readonly Privilege[]>)) {
    if (known.includes(item.value)) {
      found.push(item.value);
      continue;
    }
    const help =
      kind === "table" && item.value === "USAGE"
        ? "USAGE is on schemas, where a `level` implies it."
        : `A ${kind} has: ${known.join(", ")}.`;
    report(problemAt(placeOf(item), "wrong-privilege", `a ${kind} has no privilege ${item.value}`, help));
  }
  return found;
}

/** Checks a level's name and reads what it gives. */
export function resolveLevel(name: string, body: Placed<LevelBody>, report: Report): Level {
  if (!LEVEL_NAME.test(name)) {
    const message = `${displayName(name)} cannot be the name of a level`;
    const help = "It has letters, digits and underscores only, since it becomes a part of role names.";
    report(problemAt(keyPlaceOf(body), "level-name", message, help));
  }
  const said = (key: "tables" | "views" | "sequences", kind: ObjectKind) => {
    const privileges = child(body, key);
    if (!privileges) return undefined;
    if (privileges.value === NONE) return [];
    return resolvePrivileges(privileges as Parameters<typeof resolvePrivileges>[0], kind, report);
  };
  const tables = said("tables", "table") ?? [];
  return {
    tables,
    // Who may write a simple view writes the table under it, with the rights of the view's owner.
    views: said("views", "table") ?? tables.filter((privilege) => privilege === "SELECT"),
    sequences: said("sequences", "sequence"),
  };
}

/** The level of that name; undefined after a report. */
export function findLevel(
  name: Placed<string>,
  levels: ReadonlyMap<string, Level>,
  report: Report,
): Level | undefined {
  const level = levels.get(name.value);
  if (level) return level;
  const known = [...levels.keys()];
  const guess = nearest(name.value, known);
  const help = guess
    ? `Did you mean ${guess}?`
    : known.length > 0
      ? `The levels are: ${known.join(", ")}.`
      : "No file has `levels`.";
  report(problemAt(placeOf(name), "unknown-level", `there is no level ${name.value}`, help));
  return undefined;
}

/**
 * What a level gives in one schema: its privileges on these relations, as far as the mode reaches them, USAGE on
 * the schema, and what it gives on sequences: on those of serial columns, which INSERT needs, and where the level
 * speaks of sequences, on all others that are known.
 */
export function levelInSchema(
  level: Level,
  schema: string,
  relations: readonly Relation[],
  mode: SensitiveMode,
  catalog: Catalog,
): Given[] {
  const ofSerials = new Set(catalog.relationsOf(schema).flatMap(serialSequences).map(objectKey));
  const free =
    level.sequences === undefined || mode === "only"
      ? []
      : catalog
          .objectsOf("sequence")
          .filter((object) => object.path[0] === schema && !ofSerials.has(objectKey(object)));
  const privileges = onSequences(level);
  const sequences = privileges.length === 0 ? [] : [...relations.flatMap(serialSequences), ...free];
  return [
    { object: { kind: "schema", path: [schema] }, privileges: ["USAGE"] },
    ...relations
      .filter((relation) => onRelation(level, relation).length > 0)
      .flatMap((relation) =>
        givenOnRelation(
          relation,
          reachOf(catalog, mode, relation),
          catalog.sensitiveColumns(relation),
          onRelation(level, relation),
        ),
      ),
    ...sequences.map((object): Given => ({ object, privileges })),
  ];
}
