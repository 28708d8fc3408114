// `owners` → the objects that each entry gives to its owner.
import { displayName } from "../../model/identifier.ts";
import { displayObject, type ObjectName, objectKey, ownSchema } from "../../model/object.ts";
import { tablesOfSequences } from "../../model/relation-objects.ts";
import type { OwnerEntry } from "../language/schema-of-owners.ts";
import { isSystemSchema } from "../objects/catalog.ts";
import type { Given } from "../objects/given.ts";
import { giveOnObjects } from "../objects/select-objects.ts";
import type { EntryContext } from "../roles/entry-context.ts";
import { child, type Placed, placeOf, problemAt } from "../yaml/placed.ts";

/** An object, and who owns it. */
export interface OwnedObject {
  readonly object: ObjectName;
  readonly owner: Placed<string>;
}

/** What is in the way of an owner; undefined where nothing is. */
function ownerProblem(
  { object, named }: Given,
  tables: ReadonlyMap<string, ObjectName>,
  { catalog }: EntryContext,
):
  | readonly [code: "external-schema" | "owner-follows", message: string, help: string]
  | "silent"
  | undefined {
  const schema = ownSchema(object);
  const table = tables.get(objectKey(object));
  const shown = displayObject(object);
  const isNamed = named === "object";
  if (table) {
    const help = `Give the table to that role: a sequence of a column has the owner of its table.`;
    const message = `the sequence ${shown} is of the table ${displayObject(table)}, which it follows`;
    return isNamed ? ["owner-follows", message, help] : "silent";
  }
  if (schema === undefined) return undefined;
  if (isSystemSchema(schema)) {
    const help = "Take it away: what PostgreSQL itself brings along belongs to who made the cluster.";
    return ["external-schema", `${shown} is PostgreSQL's own`, help];
  }
  if (!catalog.externalSchemas.has(schema)) return undefined;
  const help =
    "Whoever makes a schema decides who owns what is in it: take it away, or take `external` away.";
  const message = `the owner of ${shown} cannot be said: the schema ${displayName(schema)} is external`;
  return isNamed ? ["external-schema", message, help] : "silent";
}

/** What an entry of `owners` names. Sequences of columns follow their tables, and what is external is left out. */
export function resolveOwnerEntry(entry: Placed<OwnerEntry>, context: EntryContext): OwnedObject[] {
  const owner = child(entry, "owner");
  // Without it the entry would not have been read.
  if (!owner) return [];
  // Who owns something is not shown it: what is sensitive is meant like all else.
  const all = { ...entry, value: { ...entry.value, sensitive: "include" as const } };
  const tables = tablesOfSequences(context.catalog.relations);
  const { given } = giveOnObjects(all, [], {}, context);
  const found = given.map((one) => ({ object: one.object, problem: ownerProblem(one, tables, context) }));
  for (const { problem } of found)
    if (problem && problem !== "silent") context.report(problemAt(placeOf(entry), ...problem));
  if (found.length > 0 && found.every(({ problem }) => problem === "silent")) {
    const message = "all that this names is external, or follows its table";
    context.report(
      problemAt(placeOf(entry), "nothing-left", message, "Take it away, or name something else."),
    );
  }
  return found.flatMap(({ object, problem }) => (problem ? [] : [{ object, owner }]));
}
