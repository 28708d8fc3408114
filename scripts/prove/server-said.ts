// What only a server knows, as delta.json keeps it: what views read, what belongs to extensions.
import type { Sql } from "../database/connect/connect.ts";
import { readExtensionContents } from "../database/inspect/extension-content.ts";
import { readViews } from "../database/inspect/live-view-reads.ts";
import type { ExtensionMembers } from "../model/extension-members.ts";
import { fillVariables, type Variables } from "../model/variable.ts";
import type { Warehouse } from "../model/warehouse.ts";
import { confirmedViewReads } from "../sources/confirmed-view-reads.ts";
import type { DeclaredViews } from "../sources/declared-views.ts";
import type { KitStates } from "./fresh-build.ts";
import { proveViews } from "./prove-views.ts";

/** The collections that a server says. */
export type ServerSaid = Pick<Warehouse, "viewReads" | "extensionMembers">;

/** Members as role files would name them: schemas with variables are templates. */
export function asDeclared(
  found: ExtensionMembers,
  { schemas, externalSchemas }: Pick<Warehouse, "schemas" | "externalSchemas">,
  variables: Variables,
): ExtensionMembers {
  const templates = new Map(
    [...schemas, ...externalSchemas].map((schema) => [fillVariables(schema, variables), schema]),
  );
  return {
    ...found,
    members: found.members.map((member) => {
      const [schema = "", ...rest] = member.object.path;
      return { ...member, object: { ...member.object, path: [templates.get(schema) ?? schema, ...rest] } };
    }),
  };
}

/** What belongs to the extensions of which role files speak; those that the server does not have stay as they are known. */
async function extensionsOn(
  sql: Sql,
  declared: Warehouse,
  variables: Variables,
): Promise<Warehouse["extensionMembers"]> {
  const found = await readExtensionContents(sql, [...declared.extensionMembers.keys()]);
  return new Map(
    [...declared.extensionMembers].map(([name, known]) => {
      const members = found.get(name);
      return [name, members ? asDeclared(members, declared, variables) : known];
    }),
  );
}

/**
 * Asks the server of a proof what it knows.
 *
 * @param sensitive see proveViews
 * @throws {Refusal} with every view that reads something sensitive and is not known to
 */
export async function askServer(
  sql: Sql,
  {
    declared,
    states,
    views,
  }: { readonly declared: Warehouse; readonly states: KitStates; readonly views: DeclaredViews },
  sensitive: ReadonlySet<string>,
  variables: Variables,
): Promise<ServerSaid> {
  const live = await readViews(sql);
  proveViews(live, { ...views, sensitive, variables });
  const viewReads = confirmedViewReads(states.after, declared.relations, live, variables);
  return { viewReads, extensionMembers: await extensionsOn(sql, declared, variables) };
}
