// What cannot be refreshed, though annotate() says that it is.
import { type Diagnostic, problem } from "../../model/diagnostic.ts";
import { displayPath } from "../../model/identifier.ts";
import { annotatedRelations } from "./annotations.ts";
import { exportLocation, type Source } from "./export-location.ts";
import { sqlText } from "./sql-object-definition.ts";

/** What is wrong with what annotations say of refreshing. */
export function checkRefresh(sources: ReadonlyMap<object, Source>): Diagnostic[] {
  return annotatedRelations(sources).flatMap(({ kind, schema, name, annotation, source }): Diagnostic[] => {
    const { refresh, refreshedFrom } = annotation;
    const wrong = (what: string, help: string) => [
      problem("not-refreshable", `${displayPath([schema, name])} ${what}`, {
        at: exportLocation(source),
        help,
      }),
    ];
    if (refreshedFrom !== undefined && kind !== "table")
      return wrong(`is a ${kind}, and is filled by its own query`, "`refreshedFrom` is for tables.");
    if (refresh !== undefined && kind !== "materialized view" && refreshedFrom === undefined)
      return wrong(
        `is a ${kind}, which nothing refreshes`,
        "`refresh` is for materialized views, and for tables with `refreshedFrom`.",
      );
    try {
      if (refreshedFrom !== undefined) sqlText(refreshedFrom);
      return [];
    } catch (error) {
      return wrong(`is refreshed by nothing: ${(error as Error).message}`, "Write the query as sql`…`.");
    }
  });
}
