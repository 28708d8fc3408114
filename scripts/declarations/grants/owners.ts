// `owner` and `objects_owner` → who owns what.
import { conditionText } from "../../model/condition.ts";
import { compareText, displayName } from "../../model/identifier.ts";
import { type ObjectName, objectKey } from "../../model/object.ts";
import type { Ownership } from "../../model/ownership.ts";
import { ownerSource } from "../../model/provenance.ts";
import type { RolesContext } from "../declared-access.ts";
import type { KnownRolesContext } from "../roles/entry-context.ts";
import { type Placed, placeOf, problemAt } from "../yaml/placed.ts";
import type { GivenTo } from "./collect-privileges.ts";
import type { Note } from "./make-provenance.ts";
import type { SchemaSettings } from "./schema-sections.ts";

/** Whether a role can own things: it is declared and exists everywhere. */
function canOwn(name: Placed<string>, { findRole, conditionOf, report }: KnownRolesContext): boolean {
  if (!findRole(name)) return false;
  const when = conditionOf(name.value);
  if (!when) return true;
  const message = `${displayName(name.value)} cannot own anything here: it exists only where ${conditionText(when)}`;
  report(problemAt(placeOf(name), "conditional-owner", message, "Name a role that exists everywhere."));
  return false;
}

/**
 * Who owns what, by objectKey: schemas by `owner`, what lies in them by `objects_owner`. Sequences of serial
 * columns follow their tables.
 */
export function resolveOwners(
  settings: ReadonlyMap<string, SchemaSettings>,
  objects: RolesContext["objects"],
  context: KnownRolesContext,
  note: Note,
): ReadonlyMap<string, Ownership> {
  const owners = new Map<string, Ownership>();
  const checked = new Map<string, boolean>();
  const isOwner = (name: Placed<string>) => {
    const place = JSON.stringify(placeOf(name));
    const known = checked.get(place) ?? canOwn(name, context);
    checked.set(place, known);
    return known;
  };
  const add = (object: ObjectName, owner: Placed<string>) => {
    owners.set(objectKey(object), { object, owner: owner.value });
    note(ownerSource(object), placeOf(owner));
  };
  for (const [schema, { owner, objects_owner: objectsOwner }] of settings) {
    if (owner && isOwner(owner)) add({ kind: "schema", path: [schema] }, owner);
    if (!objectsOwner || !isOwner(objectsOwner)) continue;
    for (const { name } of context.catalog.relationsOf(schema))
      add({ kind: "table", path: [schema, name] }, objectsOwner);
    for (const object of objects.values()) if (object.path[0] === schema) add(object, objectsOwner);
  }
  return new Map([...owners].sort(([a], [b]) => compareText(a, b)));
}

/**
 * What owners of tables need so that foreign keys can do their work, for PostgreSQL looks at each table as its owner:
 * USAGE on the schema, and REFERENCES on what their tables point at and another role owns.
 */
export function ownersNeed(
  settings: ReadonlyMap<string, SchemaSettings>,
  foreignKeys: RolesContext["foreignKeys"] = [],
): GivenTo[] {
  const schemaOf = (name: string): ObjectName => ({ kind: "schema", path: [name] });
  const uses = [...settings].flatMap(([schema, { owner, objects_owner: objectsOwner }]): GivenTo[] => {
    if (!objectsOwner || owner?.value === objectsOwner.value) return [];
    const given = [{ object: schemaOf(schema), privileges: ["USAGE"] as const }];
    return [{ grantee: objectsOwner.value, given, places: [placeOf(objectsOwner)] }];
  });
  const references = foreignKeys.flatMap(({ from: [schema = ""], to }): GivenTo[] => {
    const pointing = settings.get(schema)?.objects_owner;
    const pointedAt = settings.get(to[0] ?? "")?.objects_owner;
    if (!pointing || !pointedAt || pointing.value === pointedAt.value) return [];
    const given = [
      { object: { kind: "table", path: to } as const, privileges: ["REFERENCES"] as const },
      { object: schemaOf(to[0] ?? ""), privileges: ["USAGE"] as const },
    ];
    return [{ grantee: pointing.value, given, places: [placeOf(pointing)] }];
  });
  return [...uses, ...references];
}
