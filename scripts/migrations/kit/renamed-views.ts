// Views under the names that statements give them, before anything else is done to them.
import { relationKey } from "../../model/relation.ts";
import { type PlainQuery, relationNames, renamedIn } from "../../sql/names-in-query.ts";
import { inSchema } from "../../sql/sql-target.ts";
import type { Statement } from "../../sql/statement.ts";
import type { KitState } from "./kit-state.ts";

/** The views that statements call otherwise or move: where each is then, both by relationKey. */
export function viewRenames(statements: readonly Statement[]): ReadonlyMap<string, string> {
  const renames = new Map<string, string>();
  for (const statement of statements) {
    if (statement.kind !== "alter object" || !/VIEW$/.test(statement.object)) continue;
    const [schema, name] = inSchema(statement.target.path);
    const now = { schema, name };
    for (const action of statement.actions) {
      if (action.kind === "rename") now.name = action.to;
      if (action.kind === "set schema") now.schema = action.schema;
    }
    const [from, to] = [relationKey({ schema, name }), relationKey(now)];
    if (from === to) continue;
    const [first = from] = [...renames].find(([, key]) => key === from) ?? [];
    renames.set(first, to);
  }
  return renames;
}

/** The queries of views, by relationKey, once these are renamed. */
export function queriesAfter(
  renames: ReadonlyMap<string, string>,
  queries: ReadonlyMap<string, PlainQuery>,
): ReadonlyMap<string, PlainQuery> {
  if (renames.size === 0) return queries;
  const pairs = [...renames].map(([from, to]) => [relationNames(from), relationNames(to)] as const);
  return new Map(
    [...queries].map(([key, query]) => [
      renames.get(key) ?? key,
      pairs.reduce((text, [from, to]) => renamedIn(text, from, to), query),
    ]),
  );
}

/** A state once its views are renamed. @param later a state that has them under their new names */
export function stateAfter(renames: ReadonlyMap<string, string>, state: KitState, later: KitState): KitState {
  if (renames.size === 0) return state;
  const keyOf = ({ schema = "public", name }: KitState["ddl"][number]) => relationKey({ schema, name });
  const views = new Map(
    later.ddl.filter(({ entityType }) => entityType === "views").map((view) => [keyOf(view), view]),
  );
  const ddl = state.ddl.map((entity) => {
    const now = entity.entityType === "views" ? views.get(renames.get(keyOf(entity)) ?? "") : undefined;
    return now ? { ...entity, schema: now.schema ?? "public", name: now.name } : entity;
  });
  return { ...state, ddl };
}
