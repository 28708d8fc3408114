// What is known of a warehouse before any entry of its role file is made.
import type { RolesContext } from "../../declarations/declared-access.ts";
import type { ObjectName } from "../../model/object.ts";
import { objectKey } from "../../model/object.ts";
import { OBJECT_KINDS, privilegesOf } from "../../model/object-kinds.ts";
import type { Privilege } from "../../model/privilege.ts";
import type { Relation } from "../../model/relation.ts";
import type { Variables } from "../../model/variable.ts";
import type { Warehouse } from "../../model/warehouse.ts";
import type { Facts } from "./facts.ts";
import type { TemplateName } from "./template-names.ts";

/** What role files are to be made of. */
export interface Adoption {
  /** What a database has, of the schemas that the context knows; its names as the definitions write them. */
  readonly live: Warehouse;
  /** The server's major version. */
  readonly major: number;
  /** What the definitions have. */
  readonly context: RolesContext;
  /** The values of the deploy variables there. */
  readonly variables: Variables;
  /** Roles that the project shall not manage. */
  readonly isExternal: (role: string) => boolean;
  /** Of whom nothing is said at all, though others may have something from them: superusers and who asks. */
  readonly isIgnored: (role: string) => boolean;
  /** Roles of which everything shall be said object by object. */
  readonly explicit: ReadonlySet<string>;
  /** Roles of which nothing shall be said with an exception: they have by another way what it would take away. */
  readonly unexcepted: ReadonlySet<string>;
}

/** What is known before any entry is made. */
export interface Scene extends Adoption {
  /** Of the roles that are not of another environment, by live name. */
  readonly names: ReadonlyMap<string, TemplateName>;
  readonly facts: ReadonlyMap<string, Facts>;
  /** What no role file can say: a sentence each. */
  readonly say: (unsaid: string) => void;
}

/** How privileges on tables are written: ALL, one, or a list in the order of the manual. */
export function privilegesText(
  kind: ObjectName["kind"],
  privileges: ReadonlySet<Privilege>,
  major: number,
): "ALL" | Privilege | Privilege[] {
  const order: readonly Privilege[] = OBJECT_KINDS[kind].privileges;
  const held = order.filter((privilege) => privileges.has(privilege));
  if (held.length > 1 && held.length === privilegesOf(kind, major).length) return "ALL";
  const [first] = held;
  return held.length === 1 && first ? first : held;
}

const OF_TABLES: readonly Privilege[] = OBJECT_KINDS.table.privileges;

/** The privileges that a role has on the relation itself, without grant option. @param key the relation's as an object */
export function onTable(facts: Facts, key: string): Set<Privilege> {
  return new Set(OF_TABLES.filter((privilege) => facts.has(`${key}\t${privilege}`)));
}

/** A relation's key as an object. */
export function tableKey({ schema, name }: Pick<Relation, "schema" | "name">): string {
  return objectKey({ kind: "table", path: [schema, name] });
}
