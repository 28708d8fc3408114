// What cannot be refreshed, though annotate() says that it is.
import { is } from "drizzle-orm";
import { PgTable } from "drizzle-orm/pg-core";
import { type Diagnostic, problem } from "../../model/diagnostic.ts";
import { displayPath } from "../../model/identifier.ts";
import { annotatedRelations } from "./annotations.ts";
import { exportLocation, type Source } from "./export-location.ts";
import { sqlText } from "./sql-object-definition.ts";
import { tableConfig } from "./table-config.ts";

/** What DELETE does to rows that point at those that go. */
const REACHES: ReadonlySet<string | undefined> = new Set(["cascade", "set null", "set default"]);

/** The other tables whose rows go or change with those of a table. */
function reachedFrom(sources: ReadonlyMap<object, Source>): (table: string) => readonly string[] {
  const reached = [...sources.keys()].flatMap((value) => {
    if (!is(value, PgTable)) return [];
    const { schema = "public", name, foreignKeys } = tableConfig(value);
    return foreignKeys
      .filter(({ onDelete }) => REACHES.has(onDelete))
      .map((key) => {
        const to = tableConfig(key.reference().foreignTable);
        return { from: displayPath([schema, name]), to: displayPath([to.schema ?? "public", to.name]) };
      });
  });
  return (table) => [
    ...new Set(reached.flatMap(({ from, to }) => (to === table && from !== table ? [from] : []))),
  ];
}

/** What is wrong with what annotations say of refreshing. */
export function checkRefresh(sources: ReadonlyMap<object, Source>): Diagnostic[] {
  const reached = reachedFrom(sources);
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
    const pointing = refreshedFrom === undefined ? [] : reached(displayPath([schema, name]));
    if (pointing.length > 0)
      return wrong(
        `is filled anew, and rows of ${pointing.join(", ")} would go or change with its former ones`,
        "Let their foreign keys say ON DELETE NO ACTION, or leave them out.",
      );
    try {
      if (refreshedFrom !== undefined) sqlText(refreshedFrom);
      return [];
    } catch (error) {
      return wrong(`is refreshed by nothing: ${(error as Error).message}`, "Write the query as sql`…`.");
    }
  });
}
