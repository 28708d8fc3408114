// The tables of a server as drizzle-kit would keep them: its entities, read from the catalogs.
import type { Queryable } from "../connect/connect.ts";
import columnsQuery from "../queries/state/columns.sql";
import constraintsQuery from "../queries/state/constraints.sql";
import enumsQuery from "../queries/state/enums.sql";
import indexesQuery from "../queries/state/indexes.sql";
import policiesQuery from "../queries/state/policies.sql";
import schemasQuery from "../queries/state/schemas.sql";
import sequencesQuery from "../queries/state/sequences.sql";
import tablesQuery from "../queries/state/tables.sql";
import viewsQuery from "../queries/state/views.sql";
import { CONSTRAINTS, type ConstraintRow } from "./live-constraints.ts";
import type { LiveEntity, NamedRow } from "./live-entity.ts";

/** A row of queries/state/columns.sql. */
interface ColumnRow extends NamedRow {
  readonly type: string;
  readonly expression: string | null;
  readonly generated: string | null;
  readonly generatedKind: "s" | "v" | null;
  readonly identity: "a" | "d" | null;
  readonly sequence: string | null;
  readonly sequenceSchema: string | null;
  readonly isDrawn: boolean | null;
  readonly start: string;
  readonly increment: string;
  readonly minimum: string;
  readonly maximum: string;
  readonly cache: string;
  readonly cycle: boolean;
}

const SERIALS: Readonly<Record<string, string>> = {
  smallint: "smallserial",
  integer: "serial",
  bigint: "bigserial",
};

/** A column that lost its default, and kept the sequence that it owns, still is one. */
const serialOf = (row: ColumnRow): string | undefined => {
  const { type, identity, sequence, isDrawn, expression, sequenceSchema, schema } = row;
  const isOwner = identity === null && sequence !== null && sequenceSchema === schema;
  return isOwner && (isDrawn || expression === null) ? SERIALS[type] : undefined;
};

function columnEntity(row: ColumnRow): LiveEntity {
  const { schema, table, name, type, typeSchema, notNull, dimensions } = row;
  const serial = serialOf(row);
  return {
    entityType: "columns",
    schema,
    table: String(table),
    name,
    type: serial ?? type,
    typeSchema,
    notNull,
    dimensions,
    default: serial === undefined ? row.expression : null,
    generated:
      row.generated === null
        ? null
        : { as: row.generated, type: row.generatedKind === "v" ? "virtual" : "stored" },
    identity:
      row.identity === null
        ? null
        : {
            type: row.identity === "a" ? "always" : "byDefault",
            name: row.sequence,
            increment: row.increment,
            startWith: row.start,
            minValue: row.minimum,
            maxValue: row.maximum,
            cache: Number(row.cache),
            cycle: row.cycle,
          },
  };
}

/** `security_invoker` → `securityInvoker`. */
const camelCase = (option: string): string =>
  option.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());

/** `true`, `50`, `local`. */
function optionValue(text: string): boolean | number | string {
  if (text === "true" || text === "false") return text === "true";
  return text !== "" && Number.isFinite(Number(text)) ? Number(text) : text;
}

function viewEntity({ options, withNoData, ...row }: NamedRow): LiveEntity {
  const given = Object.entries(options as Record<string, string>);
  const values = given.map(([option, text]) => [camelCase(option), optionValue(text)]);
  return {
    entityType: "views",
    ...row,
    with: values.length > 0 ? Object.fromEntries(values) : null,
    withNoData: withNoData ? true : null,
  };
}

/** How the rows of each query become entities, in the order of drizzle-kit's own lists. */
const QUERIES: readonly { readonly query: string; readonly entity: (row: never) => LiveEntity }[] = [
  { query: schemasQuery, entity: ({ name }: NamedRow) => ({ entityType: "schemas", name }) },
  { query: tablesQuery, entity: (row: NamedRow) => ({ entityType: "tables", ...row }) },
  { query: enumsQuery, entity: (row: NamedRow) => ({ entityType: "enums", ...row }) },
  { query: columnsQuery, entity: columnEntity },
  {
    query: indexesQuery,
    entity: (row: NamedRow) => ({
      entityType: "indexes",
      ...row,
      nameExplicit: true,
      concurrently: false,
    }),
  },
  { query: constraintsQuery, entity: (row: ConstraintRow) => CONSTRAINTS[row.kind](row) },
  { query: sequencesQuery, entity: (row: NamedRow) => ({ entityType: "sequences", ...row }) },
  { query: policiesQuery, entity: (row: NamedRow) => ({ entityType: "policies", ...row }) },
  { query: viewsQuery, entity: viewEntity },
];

/**
 * Everything of a database that definitions have words for, without what belongs to extensions. Expressions are as the
 * server prints them, names as they are: two servers of one major that answer the same have the same tables.
 */
export async function readLiveState(tx: Queryable): Promise<LiveEntity[]> {
  const answers = await Promise.all(
    QUERIES.map(async ({ query, entity }) => {
      const rows = await tx.unsafe(query);
      return [...rows].map((row) => entity(row as never));
    }),
  );
  return answers.flat();
}
