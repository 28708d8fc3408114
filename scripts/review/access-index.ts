import { type AclEntry, OWNER } from "../model/acl.ts";
import { groupBy } from "../model/group.ts";
import { type ObjectName, objectKey, schemaOf } from "../model/object.ts";
import type { Ownership } from "../model/ownership.ts";
import { relationKey } from "../model/relation.ts";
import { aclOf, type Warehouse } from "../model/warehouse.ts";
import { DATA_ROLES } from "./predefined-roles.ts";
import { type Reach, type RoleGraph, roleGraph } from "./reach.ts";

/** What the paths to one object begin with. */
export interface ObjectFacts {
  /** But for those of the owner itself, whose rights follow from being it. */
  readonly entries: readonly AclEntry[];
  readonly owner?: Ownership | undefined;
  /** Whom one must reach to have anything there: grantees, also of the table and the columns, and the owner. */
  readonly holders: readonly string[];
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
  readonly graph: RoleGraph;
  /** Looked up once for each object, which is known by identity. */
  facts(object: ObjectName): ObjectFacts;
  /** How a role is a superuser, if it is one or can SET ROLE to one. */
  superuser(role: string): Reach | undefined;
  /** Whether a role has USAGE on a schema, by both. */
  readonly usage: Map<string, boolean>;
}

const tableOf = ({ path }: ObjectName): ObjectName => ({ kind: "table", path: path.slice(0, 2) });

/** Attributes are not inherited: a superuser one is, or becomes by SET ROLE. */
function superusers({ roles }: Warehouse, graph: RoleGraph): AccessIndex["superuser"] {
  const names = [...roles.values()].filter((role) => role.superuser).map(({ name }) => name);
  return (role) => {
    if (names.includes(role)) return { via: [] };
    if (names.length === 0) return undefined;
    const become = graph.becomes(role);
    const after = names.find((name) => become.has(name));
    return after === undefined ? undefined : { via: become.get(after) ?? [], after };
  };
}

/** The tables of the sequences of serial columns, whose owner these follow; by objectKey of the sequence. */
function serialTables({ relations }: Warehouse): Map<string, ObjectName> {
  const tables = new Map<string, ObjectName>();
  for (const { schema, name, columns } of relations.values()) {
    for (const { serialSequence } of columns) {
      if (serialSequence === undefined) continue;
      const sequence = objectKey({ kind: "sequence", path: [schema, serialSequence] });
      tables.set(sequence, { kind: "table", path: [schema, name] });
    }
  }
  return tables;
}

/** Makes the index. Conditions are taken to hold: bind the warehouse before. */
export function indexAccess(warehouse: Warehouse): AccessIndex {
  const serials = serialTables(warehouse);
  const onColumns = [...warehouse.privileges.values()].filter(({ object }) => object.kind === "column");
  const parts = groupBy(onColumns, ({ object }) => objectKey(tableOf(object)));
  const known = new WeakMap<ObjectName, ObjectFacts>();
  const look = (object: ObjectName): ObjectFacts => {
    const key = objectKey(object);
    const table = object.kind === "column" ? tableOf(object) : undefined;
    const owning = table ?? serials.get(key);
    const [schema = "", name = ""] = object.path;
    const relation =
      object.kind === "table" ? warehouse.relations.get(relationKey({ schema, name })) : undefined;
    const owner = warehouse.owners.get(key) ?? (owning && warehouse.owners.get(objectKey(owning)));
    const around = (parts.get(key) ?? []).map((part) => part.object);
    const acls = [object, ...around, ...(table ? [table] : [])].map((one) => aclOf(warehouse, one));
    const grantees = acls.flatMap((acl) => [...acl.entries.values()].map(({ grantee }) => grantee));
    return {
      entries: [...aclOf(warehouse, object, key).entries.values()].filter(({ grantee }) => grantee !== OWNER),
      owner,
      holders: [...new Set([...grantees, ...DATA_ROLES, ...(owner ? [owner.owner] : [])])],
      schema: schemaOf(object),
      ...(table && { table }),
      parts: around,
      columns: relation?.columns.map((column) => column.name) ?? [],
    };
  };
  const graph = roleGraph(warehouse);
  return {
    warehouse,
    graph,
    superuser: superusers(warehouse, graph),
    usage: new Map(),
    facts(object) {
      const before = known.get(object);
      if (before) return before;
      const facts = look(object);
      known.set(object, facts);
      return facts;
    },
  };
}
