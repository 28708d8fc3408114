// Names that people type → roles and objects of a source.
import { nearest } from "../declarations/yaml/suggest.ts";
import { PUBLIC } from "../model/acl.ts";
import { type Diagnostic, problem, Refusal } from "../model/diagnostic.ts";
import type { DiagnosticCode } from "../model/diagnostic-codes.ts";
import { displayPath, splitPath } from "../model/identifier.ts";
import {
  displayObject,
  type ObjectName,
  objectKey,
  parseObjectKey,
  schemaOf,
  splitRoutine,
} from "../model/object.ts";
import { privilegesOf } from "../model/object-kinds.ts";
import { PRIVILEGE_LETTERS, type Privilege } from "../model/privilege.ts";
import { objectsOfRelation } from "../model/relation-objects.ts";
import { fillSome } from "../model/variable.ts";
import type { Warehouse } from "../model/warehouse.ts";
import type { Source } from "./source.ts";

function refuse(
  code: DiagnosticCode,
  message: string,
  name: string,
  known: Iterable<string>,
  help: string,
): Refusal {
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
function findRole({ warehouse, binding, label }: Source, text: string): string {
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
  // The schema public is in every database, and files may speak of it without a trace: what they say may hold anyway.
  const inhabited = [...relations.values()].map(({ schema }) => schema);
  for (const schema of [...schemas, ...externalSchemas, ...inhabited, "public"])
    add({ kind: "schema", path: [schema] });
  for (const object of [...relations.values()].flatMap(objectsOfRelation)) add(object);
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

/** Whether an object lies in a schema that is known, or in none. */
function liesInKnownSchema({ schemas, externalSchemas }: Warehouse, object: ObjectName): boolean {
  const schema = schemaOf(object);
  return schema === undefined || schema === "public" || schemas.has(schema) || externalSchemas.has(schema);
}

/**
 * The object that a text names: `database`, `SCHEMA`, `SCHEMA.name`, `SCHEMA.table.column`, `SCHEMA.f(integer)`,
 * or its kind before it: `sequence SCHEMA.name`.
 *
 * @throws {Refusal} when it is not of such a form, or there is no such object
 */
function findObject({ warehouse, binding, label }: Source, text: string): ObjectName {
  const filled = fillSome(text, binding.variables);
  const possible = candidates(filled);
  const known = knownObjects(warehouse);
  const found = possible.find((object) => known.has(objectKey(object)));
  if (found) return found;
  const [first] = possible;
  if (first && !LISTED.has(first.kind) && liesInKnownSchema(warehouse, first)) return first;
  const names = [...known.values()].map(displayObject);
  const message = first
    ? `there is no ${possible.map(({ kind }) => kind).join(", ")} ${displayPath(first.path)}: ${label}`
    : `this names no object: ${text}`;
  const help = "Say database, SCHEMA, SCHEMA.table, SCHEMA.table.column, or `routine SCHEMA.f(integer)`.";
  throw refuse("unknown-object", message, filled, names, help);
}

const ALL_PRIVILEGES = Object.keys(PRIVILEGE_LETTERS) as Privilege[];

/**
 * The privilege that a text names.
 *
 * @param object undefined where that could not be found: then any privilege will do
 * @throws {Refusal} when there is none, or the object does not have it on this version of PostgreSQL
 */
function findPrivilege({ binding }: Source, text: string, object: ObjectName | undefined): Privilege {
  const name = text.toUpperCase();
  const all = object ? privilegesOf(object.kind, binding.major) : ALL_PRIVILEGES;
  const found = all.find((privilege) => privilege === name);
  if (found) return found;
  const none = `there is no privilege ${name}`;
  if (!object) throw refuse("unknown-privilege", none, name, all, `There are ${all.join(", ")}.`);
  const exists = Object.hasOwn(PRIVILEGE_LETTERS, name);
  const message = exists ? `a ${object.kind} has no privilege ${name}` : none;
  throw refuse("unknown-privilege", message, name, all, `A ${object.kind} has ${all.join(", ")}.`);
}

/** What can be asked for by name. */
interface Named {
  readonly role: string;
  readonly object: ObjectName;
  readonly privilege: Privilege;
}

type Asked = { readonly [Name in keyof Named]?: string | undefined };

/** What was asked for; what may be left open may stay so. */
type Found<Names extends Asked> = {
  readonly [Name in keyof Names & keyof Named]: Named[Name] | Extract<Names[Name], undefined>;
};

/**
 * Finds what texts name in a source: a role, an object, a privilege on that.
 *
 * @throws {Refusal} with everything that is not there, and what was probably meant
 */
export function findNames<Names extends Asked>(source: Source, asked: Names): Found<Names> {
  const problems: Diagnostic[] = [];
  const attempt = <Result>(text: string | undefined, find: (text: string) => Result): Result | undefined => {
    if (text === undefined) return undefined;
    try {
      return find(text);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      problems.push(...error.diagnostics);
      return undefined;
    }
  };
  const role = attempt(asked.role, (text) => findRole(source, text));
  const object = attempt(asked.object, (text) => findObject(source, text));
  const privilege = attempt(asked.privilege, (text) => findPrivilege(source, text, object));
  if (problems.length > 0) throw new Refusal(problems);
  return { role, object, privilege } as Found<Names>;
}
