// What the definitions say of refreshing: groups, and the queries that fill tables.
import type { Definitions } from "../declarations/definitions/definitions.ts";
import { sqlText } from "../declarations/definitions/sql-object-definition.ts";
import { relationKey } from "../model/relation.ts";
import { type AllowedVariables, escapeTemplate, fillVariables, type Variables } from "../model/variable.ts";
import type { DeclaredRefresh } from "./refresh-plan.ts";

/** By relationKey, as a target has them. */
export function declaredRefresh(
  { annotations }: Pick<Definitions, "annotations">,
  allowed: AllowedVariables,
  variables: Variables,
): ReadonlyMap<string, DeclaredRefresh> {
  const fill = (text: string) => fillVariables(escapeTemplate(text, allowed), variables);
  return new Map(
    annotations.flatMap(({ schema, name, annotation: { refresh, refreshedFrom } }) => {
      if (refresh === undefined && refreshedFrom === undefined) return [];
      const said: DeclaredRefresh = {
        groups: [refresh ?? []].flat(),
        ...(refreshedFrom !== undefined && { query: fill(sqlText(refreshedFrom)) }),
      };
      return [[relationKey({ schema: fill(schema), name: fill(name) }), said] as const];
    }),
  );
}
