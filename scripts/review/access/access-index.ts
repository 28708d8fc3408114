// Everything that questions about access look up in a warehouse.

import { groupBy } from "../../model/group.ts";
import { type ObjectName, objectKey, schemaOf, tableOf } from "../../model/object.ts";
import type { Ownership } from "../../model/ownership.ts";
import { NEWEST_MAJOR } from "../../model/privilege.ts";
import { relationKey } from "../../model/relation.ts";
import { tablesOfSequences } from "../../model/relation-objects.ts";
import type { ViewReads } from "../../model/view-reads.ts";
import type { Warehouse } from "../../model/warehouse.ts";
import { type AclGrants, aclGrants } from "./acl-grants.ts";
import { heldAcl } from "./held-acl.ts";
import { type Reach, type RoleGraph, roleGraph } from "./reach.ts";

/** What the paths to one object begin with. */
interface ObjectFacts {
  readonly grants: AclGrants;
  readonly owner?: Ownership | undefined;
  /** The schema in which the name is looked up. */
  readonly schema?: string | undefined;
  /** Of a column. */
  readonly table?: ObjectName;
  /** Of a table: the columns on which there are privileges. */
  readonly parts: readonly ObjectName[];
  /** Of a table: the names of all its columns, as far as they are known. */
  readonly columns: readonly string[];
}

/** What is asked of one warehouse again and again. */
export interface AccessIndex {
  readonly warehouse: Warehouse;
  /** Of the server that it is on. */
  readonly major: number;
  readonly graph: RoleGraph;
  /** Looked up once for each object, which is known by identity. */
  facts(object: ObjectName): ObjectFacts;
  /** How a role is a superuser, if it is one or can SET ROLE to one. */
  superuser(role: string): Reach | undefined;
  /** Whether a role has USAGE on a schema, by schema and role. */
  readonly usage: Map<string, Map<string, boolean>>;
  /** The views that read a relation, by its relationKey. */
  viewsOver(relation: string): readonly ViewReads[];
  /** Every role that the warehouse speaks of: its roles, and whoever is a member of one. */
  readonly roles: ReadonlySet<string>;
}

/** Attributes are not inherited: a superuser one is, or becomes by SET ROLE. */
function superusers({ roles }: Warehouse, graph: RoleGraph): AccessIndex["superuser"] {
  const names = new Set([...roles.values()].filter((role) => role.superuser).map(({ name }) => name));
  return (role) => {
    if (names.has(role)) return { via: [] };
    if (names.size === 0) return undefined;
    const become = graph.becomes(role);
    if (become.size === 1) return undefined;
    const after = [...names].find((name) => become.has(name));
    return after === undefined ? undefined : { via: become.get(after) ?? [], after };
  };
}

function viewsByRelation({ viewReads }: Warehouse): ReadonlyMap<string, readonly ViewReads[]> {
  const pairs = [...viewReads.values()].flatMap((view) =>
    view.reads.map(({ relation }) => ({ relation, view })),
  );
  const groups = [...groupBy(pairs, ({ relation }) => relation)];
  return new Map(groups.map(([relation, list]) => [relation, list.map(({ view }) => view)]));
}

/**
 * Makes the index. Conditions are taken to hold: bind the warehouse before.
 *
 * @param major of the server that the warehouse is on
 */
export function indexAccess(warehouse: Warehouse, major: number = NEWEST_MAJOR): AccessIndex {
  const serials = tablesOfSequences(warehouse.relations.values());
  const onColumns = [...warehouse.privileges.values()].filter(({ object }) => object.kind === "column");
  const parts = groupBy(onColumns, ({ object }) => objectKey(tableOf(object)));
  const views = viewsByRelation(warehouse);
  const known = new WeakMap<ObjectName, ObjectFacts>();
  const look = (object: ObjectName): ObjectFacts => {
    const key = objectKey(object);
    const table = object.kind === "column" ? tableOf(object) : undefined;
    const owning = table ?? serials.get(key);
    const [schema = "", name = ""] = object.path;
    const relation =
      object.kind === "table" ? warehouse.relations.get(relationKey({ schema, name })) : undefined;
    return {
      grants: aclGrants(heldAcl(warehouse, object, key)),
      owner: warehouse.owners.get(key) ?? (owning && warehouse.owners.get(objectKey(owning))),
      schema: schemaOf(object),
      ...(table && { table }),
      parts: (parts.get(key) ?? []).map((part) => part.object),
      columns: relation?.columns.map((column) => column.name) ?? [],
    };
  };
  const graph = roleGraph(warehouse, major);
  const members = [...warehouse.memberships.values()].map(({ member }) => member);
  return {
    warehouse,
    major,
    graph,
    superuser: superusers(warehouse, graph),
    usage: new Map(),
    viewsOver: (relation) => views.get(relation) ?? [],
    roles: new Set([...warehouse.roles.keys(), ...members]),
    facts(object) {
      const before = known.get(object);
      if (before) return before;
      const facts = look(object);
      known.set(object, facts);
      return facts;
    },
  };
}
