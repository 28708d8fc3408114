// A privilege on schemas that roles get for the time of some statements, where they do not have it.
import { groupBy } from "../../model/group.ts";
import type { ObjectName } from "../../model/object.ts";
import type { Privilege } from "../../model/privilege.ts";
import type { AllowedVariables } from "../../model/variable.ts";
import { aclOf, type Warehouse } from "../../model/warehouse.ts";
import type { Statement } from "../../sql/statement.ts";
import { uncovered } from "../compare/conditions.ts";
import { actAs, onSchemas } from "../privileges/act-as.ts";
import { heldWhere, inheritance } from "../privileges/inheritance.ts";
import { ownersOf } from "../privileges/owner-of.ts";

/** Who is to have it, and where. */
interface Lent {
  readonly schema: string;
  readonly role: string;
}

/** What is known of who has what. */
interface Sides {
  readonly from: Warehouse;
  readonly to: Warehouse;
  /** What the variables of conditions may be. */
  readonly allowed: AllowedVariables;
  readonly isNew?: (object: ObjectName) => boolean;
}

/** GRANT … ON SCHEMA by the schema's owner, and the REVOKE for behind the statements that need it. */
export function lendOnSchemas(
  privilege: Privilege,
  lent: readonly Lent[],
  { from, to, allowed, isNew = () => false }: Sides,
): { readonly grant: readonly Statement[]; readonly revoke: readonly Statement[] } {
  const distinct = [...groupBy(lent, ({ schema, role }) => JSON.stringify([schema, role])).values()];
  if (distinct.length === 0) return { grant: [], revoke: [] };
  const ownerOf = ownersOf(to);
  const inherited = inheritance(from, to);
  const statements = (kind: "grant" | "revoke") =>
    distinct.flatMap(([first]) => {
      if (!first) return [];
      const { schema, role } = first;
      const object: ObjectName = { kind: "schema", path: [schema] };
      const schemaOwner = ownerOf(object);
      const entries = isNew(object) ? [] : aclOf(from, object).entries.values();
      const held = heldWhere(inherited(role), privilege, entries, schemaOwner);
      return uncovered(to.roles.get(role)?.when, held, allowed).flatMap((when) =>
        actAs(schemaOwner, when, [onSchemas(kind, privilege, [schema], role, when)]),
      );
    });
  return { grant: statements("grant"), revoke: statements("revoke") };
}
