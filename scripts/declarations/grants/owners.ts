// `owner`, `objects_owner` and `owners` → who owns what.
import { conditionText } from "../../model/condition.ts";
import { groupBy } from "../../model/group.ts";
import { compareText, displayName } from "../../model/identifier.ts";
import { type ObjectName, objectKey, schemaOf } from "../../model/object.ts";
import { DATABASE_OWNER, type Ownership } from "../../model/ownership.ts";
import { ownerSource } from "../../model/provenance.ts";
import type { RolesContext } from "../declared-access.ts";
import type { OwnerEntry } from "../language/schema-of-owners.ts";
import type { KnownRolesContext } from "../roles/entry-context.ts";
import { type Placed, placeOf, problemAt } from "../yaml/placed.ts";
import type { GivenTo } from "./collect-privileges.ts";
import type { Note } from "./make-provenance.ts";
import { type OwnedObject, resolveOwnerEntry } from "./owner-entries.ts";
import type { SchemaSettings } from "./schema-sections.ts";

/** Whether a role can own things: it is declared and exists everywhere, or is whoever owns the database. */
function canOwn(name: Placed<string>, { findRole, conditionOf, report }: KnownRolesContext): boolean {
  if (name.value === DATABASE_OWNER) return true;
  if (!findRole(name)) return false;
  const when = conditionOf(name.value);
  if (!when) return true;
  const message = `${displayName(name.value)} cannot own anything here: it exists only where ${conditionText(when)}`;
  report(problemAt(placeOf(name), "conditional-owner", message, "Name a role that exists everywhere."));
  return false;
}

/** Owners that are declared, with the places that say so, by objectKey. */
type SaidOwners = ReadonlyMap<string, OwnedObject>;

/** What `schemas` says of whole schemas: `exact` of the schemas themselves, `broad` of what lies in them. */
function ownedBySchemas(
  settings: ReadonlyMap<string, SchemaSettings>,
  objects: RolesContext["objects"],
  { catalog }: KnownRolesContext,
): { readonly exact: OwnedObject[]; readonly broad: OwnedObject[] } {
  const exact: OwnedObject[] = [];
  const broad: OwnedObject[] = [];
  for (const [schema, { owner, objects_owner: objectsOwner }] of settings) {
    if (owner) exact.push({ object: { kind: "schema", path: [schema] }, owner });
    if (!objectsOwner) continue;
    for (const { name } of catalog.relationsOf(schema))
      broad.push({ object: { kind: "table", path: [schema, name] }, owner: objectsOwner });
    for (const object of objects.values())
      if (object.path[0] === schema) broad.push({ object, owner: objectsOwner });
  }
  return { exact, broad };
}

/** Reports two entries that give one object to two roles, each pair of places once. */
function reportOwnersTwice(said: readonly OwnedObject[], { report }: KnownRolesContext): void {
  const first = new Map<string, OwnedObject>();
  const reported = new Set<string>();
  for (const one of said) {
    const key = objectKey(one.object);
    const other = first.get(key);
    if (!other) first.set(key, one);
    if (!other || other.owner.value === one.owner.value) continue;
    const [before, at] = [placeOf(other.owner), placeOf(one.owner)];
    const pair = JSON.stringify([before, at]);
    if (reported.has(pair)) continue;
    reported.add(pair);
    const message = `two roles are to own ${key}: ${other.owner.value} and ${one.owner.value}`;
    const related = [{ message: "the other one is here", at: before }];
    report(problemAt(at, "owner-twice", message, "Let one entry say it, or `except` it in one.", related));
  }
}

/**
 * Who owns what: by `owners` and `owner`, and what they do not name in a schema by `objects_owner`. Sequences of
 * columns follow their tables.
 */
export function resolveOwners(
  settings: ReadonlyMap<string, SchemaSettings>,
  entries: readonly Placed<OwnerEntry>[],
  objects: RolesContext["objects"],
  context: KnownRolesContext,
): SaidOwners {
  const checked = new Map<string, boolean>();
  const isOwner = ({ owner }: Pick<OwnedObject, "owner">) => {
    const place = JSON.stringify(placeOf(owner));
    const known = checked.get(place) ?? canOwn(owner, context);
    checked.set(place, known);
    return known;
  };
  // Of a schema without objects, too.
  for (const { objects_owner: owner } of settings.values()) if (owner) isOwner({ owner });
  const { exact: ofSchemas, broad } = ownedBySchemas(settings, objects, context);
  const exact = [...ofSchemas, ...entries.flatMap((entry) => resolveOwnerEntry(entry, context))];
  reportOwnersTwice(exact, context);
  const all = [...broad, ...exact].filter(isOwner);
  return new Map(
    all.map((one) => [objectKey(one.object), one] as const).sort(([a], [b]) => compareText(a, b)),
  );
}

/** The owners as the warehouse has them; `note` takes down where each is said. */
export function ownerships(said: SaidOwners, note: Note): ReadonlyMap<string, Ownership> {
  return new Map(
    [...said].map(([key, { object, owner }]) => {
      note(ownerSource(object), placeOf(owner));
      return [key, { object, owner: owner.value }];
    }),
  );
}

/**
 * What owners need so that foreign keys can do their work, for PostgreSQL looks at each table as its owner: USAGE on the
 * schema, and REFERENCES on what their tables point at and another role owns.
 */
export function ownersNeed(
  settings: ReadonlyMap<string, SchemaSettings>,
  said: SaidOwners,
  foreignKeys: RolesContext["foreignKeys"] = [],
): GivenTo[] {
  const schemaObject = (name: string): ObjectName => ({ kind: "schema", path: [name] });
  const ownerOf = (object: ObjectName) => said.get(objectKey(object))?.owner;
  const usage = (schema: string, owner: Placed<string>): GivenTo[] =>
    ownerOf(schemaObject(schema))?.value === owner.value
      ? []
      : [
          {
            grantee: owner.value,
            given: [{ object: schemaObject(schema), privileges: ["USAGE"] }],
            places: [placeOf(owner)],
          },
        ];
  const ofSchemas = [...settings].flatMap(([schema, { objects_owner: owner }]) =>
    owner ? usage(schema, owner) : [],
  );
  const single = [...said.values()].flatMap(({ object, owner }) => {
    const schema = schemaOf(object);
    return schema === undefined ? [] : [{ schema, owner }];
  });
  const distinct = groupBy(single, ({ schema, owner }) => JSON.stringify([schema, placeOf(owner)]));
  const ofObjects = [...distinct.values()].flatMap(([first]) => {
    // What `objects_owner` says of a schema is said above.
    if (!first || settings.get(first.schema)?.objects_owner === first.owner) return [];
    return usage(first.schema, first.owner);
  });
  const references = foreignKeys.flatMap(({ from, to }): GivenTo[] => {
    const pointing = ownerOf({ kind: "table", path: from });
    const pointedAt = ownerOf({ kind: "table", path: to });
    if (!pointing || !pointedAt || pointing.value === pointedAt.value) return [];
    const given = [
      { object: { kind: "table", path: to } as const, privileges: ["REFERENCES"] as const },
      { object: schemaObject(to[0] ?? ""), privileges: ["USAGE"] as const },
    ];
    return [{ grantee: pointing.value, given, places: [placeOf(pointing)] }];
  });
  return [...ofSchemas, ...ofObjects, ...references];
}
