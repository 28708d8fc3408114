import { nearest } from "../declarations/yaml/suggest.ts";
import { PUBLIC } from "../model/acl.ts";
import { problem, Refusal } from "../model/diagnostic.ts";
import { displayPath, splitPath } from "../model/identifier.ts";
import { displayObject, type ObjectName, objectKey, parseObjectKey, splitRoutine } from "../model/object.ts";
import { PRIVILEGE_LETTERS, type Privilege } from "../model/privilege.ts";
import { fillSome } from "../model/variable.ts";
import type { Warehouse } from "../model/warehouse.ts";
import { privilegesOf } from "../review/verdict.ts";
import type { Source } from "./source.ts";

function refuse(code: string, message: string, name: string, known: Iterable<string>, help: string): Refusal {
  const guess = nearest(name, known);
  return new Refusal([problem(code, message, { help: guess ? `Did you mean ${guess}?` : help })]);
}

function roleNames({ roles, memberships, privileges, owners }: Warehouse): Set<string> {
  return new Set([
    ...roles.keys(),
    ...[...memberships.values()].flatMap(({ role, member }) => [role, member]),
    ...[...privileges.values()].flatMap(({ acl }) => [...acl.entries.values()].map((entry) => entry.grantee)),
    ...[...owners.values()].map(({ owner }) => owner),
  ]);
}

/**
 * The role that a text names, as a template or as it is filled in; PUBLIC is everybody.
 *
 * @throws {Refusal} when the source speaks of no such role, with what was probably meant
 */
export function findRole({ warehouse, binding, label }: Source, text: string): string {
  const name = fillSome(text, binding.variables);
  if (warehouse.roles.has(name)) return name;
  const known = roleNames(warehouse);
  if (known.has(name) && !name.startsWith("@")) return name;
  if (name.toUpperCase() === "PUBLIC") return PUBLIC;
  const names = [...known].filter((other) => !other.startsWith("@"));
  throw refuse("unknown-role", `there is no role ${name}: ${label}`, name, names, "See the keys of `roles`.");
}

/** Every object of a warehouse that can be told to be missing, by objectKey. */
function knownObjects({ schemas, externalSchemas, relations, objects, privileges, owners }: Warehouse) {
  const known = new Map<string, ObjectName>();
  const add = (object: ObjectName) => known.set(objectKey(object), object);
  for (const schema of [...schemas, ...externalSchemas]) add({ kind: "schema", path: [schema] });
  for (const { schema, name, columns } of relations.values()) {
    add({ kind: "table", path: [schema, name] });
    for (const column of columns) {
      add({ kind: "column", path: [schema, name, column.name] });
      if (column.serialSequence) add({ kind: "sequence", path: [schema, column.serialSequence] });
    }
  }
  for (const { object } of [...privileges.values(), ...owners.values()]) add(object);
  for (const object of objects.values()) add(object);
  return known;
}

/** What a text may mean, the likeliest first: a path says its kind by its parts. */
function candidates(text: string): ObjectName[] {
  const keyed = parseObjectKey(text);
  if (keyed) return [keyed];
  const routine = splitRoutine(text);
  if (routine) return [{ kind: "routine", path: routine }];
  const path = splitPath(text) ?? [];
  if (path.length === 1) return [{ kind: "schema", path }];
  if (path.length === 3) return [{ kind: "column", path }];
  return path.length === 2 ? (["table", "sequence", "type"] as const).map((kind) => ({ kind, path })) : [];
}

/** Kinds of which a source knows every object; of the others only what an ACL says. */
const LISTED: ReadonlySet<string> = new Set(["schema", "table", "column", "sequence", "type"]);

/**
 * The object that a text names: `database`, `SCHEMA`, `SCHEMA.name`, `SCHEMA.table.column`, `SCHEMA.f(integer)`,
 * or its kind before it: `sequence SCHEMA.name`.
 *
 * @throws {Refusal} when it is not of such a form, or there is no such object
 */
export function findObject({ warehouse, binding, label }: Source, text: string): ObjectName {
  const filled = fillSome(text, binding.variables);
  const possible = candidates(filled);
  const known = knownObjects(warehouse);
  const found = possible.find((object) => known.has(objectKey(object)));
  if (found) return found;
  const [first] = possible;
  if (first && !LISTED.has(first.kind)) return first;
  const names = [...known.values()].map(displayObject);
  const message = first
    ? `there is no ${possible.map(({ kind }) => kind).join(", ")} ${displayPath(first.path)}: ${label}`
    : `this names no object: ${text}`;
  const help = "Say database, SCHEMA, SCHEMA.table, SCHEMA.table.column, or `routine SCHEMA.f(integer)`.";
  throw refuse("unknown-object", message, filled, names, help);
}

/** The privilege that a text names. @throws {Refusal} when there is none, or the object does not have it */
export function findPrivilege(text: string, object: ObjectName): Privilege {
  const name = text.toUpperCase();
  const all = privilegesOf(object);
  const found = all.find((privilege) => privilege === name);
  if (found) return found;
  const exists = Object.hasOwn(PRIVILEGE_LETTERS, name);
  const message = exists ? `a ${object.kind} has no privilege ${name}` : `there is no privilege ${name}`;
  throw refuse("unknown-privilege", message, name, all, `A ${object.kind} has ${all.join(", ")}.`);
}
