// Privileges on relations and on their columns.
import type { ObjectName } from "../../model/object.ts";
import { kindFacts } from "../../model/object-kinds.ts";
import type { Privilege } from "../../model/privilege.ts";
import type { Relation } from "../../model/relation.ts";
import type { Reached } from "./catalog.ts";

/** Privileges on one object. */
export interface Given {
  readonly object: ObjectName;
  readonly privileges: readonly Privilege[];
  /** How it was named where no wildcard stood: by its own name, or by that of its schema. */
  readonly named?: "object" | "schema" | undefined;
}

/** What touches single columns stays with the columns; these need the table and show nothing of it. */
const BLIND: readonly Privilege[] = ["DELETE", "TRUNCATE"];

/** Privileges on single columns of a relation, as far as columns have them. */
export function givenOnColumns(
  { schema, name }: Relation,
  columns: readonly string[],
  privileges: readonly Privilege[],
): Given[] {
  const known = kindFacts("column").privileges;
  const held = privileges.filter((privilege) => known.includes(privilege));
  return held.length === 0
    ? []
    : columns.map((column) => ({
        object: { kind: "column", path: [schema, name, column] },
        privileges: held,
      }));
}

/**
 * Privileges on a relation as far as it is reached. Where columns are left out, the others get what columns can
 * have, the table DELETE and TRUNCATE; TRIGGER and MAINTAIN would reach all of it.
 */
export function givenOnRelation(
  relation: Relation,
  reached: Reached,
  sensitive: ReadonlySet<string>,
  privileges: readonly Privilege[],
): Given[] {
  if (reached === "none") return [];
  const object: ObjectName = { kind: "table", path: [relation.schema, relation.name] };
  if (reached === "whole") return [{ object, privileges }];
  const blind = privileges.filter((privilege) => BLIND.includes(privilege));
  const columns = relation.columns.map(({ name }) => name).filter((name) => !sensitive.has(name));
  return [
    ...(blind.length > 0 ? [{ object, privileges: blind }] : []),
    ...givenOnColumns(relation, columns, privileges),
  ];
}
