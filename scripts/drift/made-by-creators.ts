// What those make of whom it is declared that they make things: it comes and goes all day, and is no drift.
import { commentedObject } from "../database/inspect/live-structure.ts";
import type { SchemaMaker } from "../database/inspect/schema-makers.ts";
import type { StructureRow } from "../database/inspect/shape.ts";
import { PUBLIC } from "../model/acl.ts";
import { type ObjectName, objectKey, schemaOf, wholeObject } from "../model/object.ts";
import { relationKey } from "../model/relation.ts";
import type { Warehouse } from "../model/warehouse.ts";

/** Who may create in a schema by what is declared, and by whose default privileges others get something there. */
export function declaredMakers({ privileges, defaults }: Warehouse): SchemaMaker[] {
  const granted = [...privileges.values()].flatMap(({ object: { kind, path }, acl }) =>
    kind !== "schema"
      ? []
      : [...acl.entries.values()].flatMap(({ grantee, privilege }) =>
          privilege === "CREATE" && grantee !== PUBLIC && !grantee.startsWith("@")
            ? [{ schema: path[0] ?? "", role: grantee }]
            : [],
        ),
  );
  const later = [...defaults.values()].flatMap(({ schema, creator }) =>
    schema === undefined ? [] : [{ schema, role: creator }],
  );
  const all = [...granted, ...later].map(
    (maker) => [JSON.stringify([maker.schema, maker.role]), maker] as const,
  );
  return [...new Map(all).values()];
}

/** A structure without what is made by creators; what revisions made stays, whosever it is now. */
export function withoutMade(
  found: readonly StructureRow[],
  expected: readonly StructureRow[],
  made: ReadonlySet<string>,
): StructureRow[] {
  const known = new Set(expected.map(({ object }) => object));
  const isMade = (object: string) => made.has(object) && !known.has(object);
  // A domain's constraints: `constraint S.d c`.
  const domainOf = (object: string) => /^constraint (.*) (?:"(?:[^"]|"")+"|[^ "]+)$/s.exec(object)?.[1];
  return found.filter(({ object, relation }) =>
    relation === undefined
      ? !isMade(commentedObject(object)) && !isMade(`type ${domainOf(commentedObject(object))}`)
      : !isMade(`relation ${relation}`),
  );
}

/** A live warehouse without the comments that creators give to what they make. */
export function withoutMadeComments(
  live: Warehouse,
  { relations, objects }: Warehouse,
  makers: readonly SchemaMaker[],
): Warehouse {
  const making = new Set(makers.map(({ schema, role }) => JSON.stringify([schema, role])));
  const isMade = (object: ObjectName): boolean => {
    const whole = wholeObject(object);
    const key = objectKey(whole);
    const [schema = "", name = ""] = whole.path;
    if (objects.has(key) || (whole.kind === "table" && relations.has(relationKey({ schema, name }))))
      return false;
    return making.has(JSON.stringify([schemaOf(whole), live.owners.get(key)?.owner]));
  };
  return {
    ...live,
    comments: new Map([...live.comments].filter(([, { object }]) => !isMade(object))),
  };
}
