import { readdirSync, readFileSync } from "node:fs";
import { getColumns, is, SQL } from "drizzle-orm";
import { getTableConfig, type PgColumn, PgDialect, PgSchema, PgTable } from "drizzle-orm/pg-core";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { annotationOf } from "../../scripts/declarations/definitions/annotate.ts";

type InventoryColumn = [name: string, type: string, ...flags: string[]];

interface InventoryTable {
  readonly commented?: boolean;
  readonly sensitive?: boolean;
  readonly columns: readonly InventoryColumn[];
}

interface Inventory {
  readonly schemas: Readonly<Record<string, Readonly<Record<string, InventoryTable>>>>;
}

/** A table as lines of text, so that a failure shows exactly the facts that differ. */
interface Facts {
  readonly table: readonly string[];
  readonly columns: readonly string[];
}

const DEFINITIONS = new URL("../../definitions/", import.meta.url);
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const LONGEST_NAME_IN_BYTES = 63;

const dialect = new PgDialect();

const inventory: Inventory = parse(
  readFileSync(new URL("../support/inventory.yaml", import.meta.url), "utf8"),
);
const inventoryTables = Object.entries(inventory.schemas).flatMap(([schema, tables]) =>
  Object.entries(tables).map(([name, table]) => ({ qualified: `${schema}.${name}`, table })),
);

/** What is computed from the rest, which the inventory does not list. */
const REPORTS = "dm/report.ts";

const files = readdirSync(DEFINITIONS, { recursive: true, encoding: "utf8" })
  .map((path) => path.replaceAll("\\", "/"))
  .filter((path) => path.endsWith(".ts") && path !== REPORTS);
const modules = await Promise.all(
  files.map(async (path) => {
    const exported: Record<string, unknown> = await import(new URL(path, DEFINITIONS).href);
    const values = Object.values(exported);
    return {
      path,
      exports: values.length,
      schemas: values.filter((value) => is(value, PgSchema)),
      tables: values.filter((value) => is(value, PgTable)),
    };
  }),
);
const definedTables = modules.flatMap(({ tables }) => tables);
const definedColumns = definedTables.flatMap((table) => getTableConfig(table).columns);
const tableNamed = new Map(definedTables.map((table) => [qualifiedName(table), table]));

function qualifiedName(table: PgTable): string {
  const { schema, name } = getTableConfig(table);
  return `${schema}.${name}`;
}

function fileOf(schema: string): string {
  return `${schema.replace("_", "/").toLowerCase()}.ts`;
}

function camelCase(name: string): string {
  return name.replaceAll(/_([a-z0-9])/g, (_match, letter: string) => letter.toUpperCase());
}

function lines(...parts: readonly (string | false | undefined)[]): string[] {
  return parts.filter((part) => typeof part === "string");
}

function expectedType(type: string, flags: readonly string[]): string {
  if (!flags.includes("serial")) return type;
  return type === "bigint" ? "bigserial" : "serial";
}

function expectedFacts({ commented, sensitive, columns }: InventoryTable): Facts {
  const key = columns.filter(([, , ...flags]) => flags.includes("pk")).map(([name]) => name);
  return {
    table: lines(
      key.length > 0 && `primary key (${key.join(", ")})`,
      commented && "commented",
      sensitive && "sensitive",
    ),
    columns: columns.map(([name, type, ...flags]) => {
      const defaultSql = flags.find((flag) => flag.startsWith("default="))?.slice("default=".length);
      return lines(
        `${name} ${expectedType(type, flags)}`,
        (flags.includes("not_null") || flags.includes("pk")) && "not null",
        defaultSql !== undefined && `default ${defaultSql.replaceAll("'", "")}`,
        flags.includes("client_default=uuid4") && "client default",
        flags.includes("index") && "index",
        flags.includes("unique") && "unique",
        flags.includes("commented") && "commented",
      ).join(", ");
    }),
  };
}

function defaultSqlOf({ default: value }: PgColumn): string {
  return is(value, SQL) ? dialect.sqlToQuery(value).sql : String(value);
}

function plainIndexes(table: PgTable): string[] {
  return getTableConfig(table).indexes.map(({ config: { columns, unique, where, method } }) => {
    const names = columns.map((column) => ("name" in column ? column.name : "(expression)")).join(", ");
    return unique || where !== undefined || method !== "btree" ? `${names}: not a plain index` : names;
  });
}

function definedFacts(table: PgTable): Facts {
  const config = getTableConfig(table);
  const annotation = annotationOf(table);
  const commentOf = new Map(
    Object.entries(getColumns(table)).map(([property, { name }]) => [name, annotation?.columns?.[property]]),
  );
  const keys = [
    ...config.primaryKeys.map(({ columns }) => columns.map(({ name }) => name).join(", ")),
    ...config.columns.filter(({ primary }) => primary).map(({ name }) => name),
  ];
  const indexes = plainIndexes(table);
  const uniques = config.uniqueConstraints.map(({ columns }) => columns.map(({ name }) => name).join(", "));
  const isNoColumn = (names: string) => !commentOf.has(names);

  return {
    table: lines(
      ...keys.map((names) => `primary key (${names})`),
      annotation?.comment !== undefined && "commented",
      annotation?.sensitive && "sensitive",
      ...indexes.filter(isNoColumn).map((names) => `index (${names})`),
      ...uniques.filter(isNoColumn).map((names) => `unique (${names})`),
      config.foreignKeys.length > 0 && "foreign keys",
      config.checks.length > 0 && "checks",
      config.policies.length > 0 && "policies",
      config.enableRLS && "row level security",
    ),
    columns: config.columns.map((column) =>
      lines(
        `${column.name} ${column.getSQLType()}${"[]".repeat(column.dimensions)}`,
        column.notNull && "not null",
        column.default !== undefined && `default ${defaultSqlOf(column)}`,
        column.defaultFn !== undefined && "client default",
        ...indexes.filter((names) => names === column.name).map(() => "index"),
        ...uniques.filter((names) => names === column.name).map(() => "unique"),
        column.isUnique && "unique without a name of its own",
        commentOf.get(column.name)?.comment !== undefined && "commented",
        commentOf.get(column.name)?.sensitive && "sensitive",
      ).join(", "),
    ),
  };
}

function commentsOf(table: PgTable): string[] {
  const annotation = annotationOf(table);
  const columns = Object.values(annotation?.columns ?? {});
  return lines(annotation?.comment, ...columns.map((column) => column?.comment));
}

describe("the definitions against the inventory", () => {
  it("has one file per schema, at the path its name gives", () => {
    const expected = Object.keys(inventory.schemas).map((schema) => `${fileOf(schema)}: ${schema}`);
    const actual = modules.map(
      ({ path, schemas }) => `${path}: ${schemas.map(({ schemaName }) => schemaName).join(", ")}`,
    );
    expect(actual.sort()).toEqual(expected.sort());
  });

  it("exports from each file its schema, that schema's tables and nothing else", () => {
    const strays = modules.flatMap(({ path, exports, schemas, tables }) => [
      ...tables
        .filter((table) => getTableConfig(table).schema !== schemas[0]?.schemaName)
        .map((table) => `${path} exports ${qualifiedName(table)}`),
      ...(exports === schemas.length + tables.length ? [] : [`${path} exports something else`]),
    ]);
    expect(strays).toEqual([]);
  });

  it("defines the inventory's tables and no others", () => {
    const expected = inventoryTables.map(({ qualified }) => qualified);
    expect(definedTables.map(qualifiedName).sort()).toEqual(expected.sort());
  });

  it.each(inventoryTables)("defines $qualified as the inventory has it", ({ qualified, table }) => {
    const defined = tableNamed.get(qualified);
    expect(defined && definedFacts(defined)).toEqual(expectedFacts(table));
  });

  it("has the inventory's totals", () => {
    expect({
      schemas: modules.flatMap(({ schemas }) => schemas).length,
      tables: definedTables.length,
      columns: definedColumns.length,
      comments: definedTables.flatMap(commentsOf).length,
      serialColumns: definedColumns.filter((column) => column.getSQLType().endsWith("serial")).length,
      sensitiveTables: definedTables.filter((table) => annotationOf(table)?.sensitive).length,
    }).toEqual({
      schemas: 40,
      tables: 161,
      columns: 1707,
      comments: 703,
      serialColumns: 84,
      sensitiveTables: 1,
    });
  });
});

describe("the definitions among themselves", () => {
  it("names each property after its column", () => {
    const misnamed = definedTables.flatMap((table) =>
      Object.entries(getColumns(table))
        .filter(([property, { name }]) => property !== camelCase(name))
        .map(([property, { name }]) => `${qualifiedName(table)}: ${property} for ${name}`),
    );
    expect(misnamed).toEqual([]);
  });

  it("says something in every comment", () => {
    const hollow = definedTables.flatMap((table) =>
      commentsOf(table)
        .filter((comment) => comment.trim().length < 10 || comment !== comment.trim())
        .map((comment) => `${qualifiedName(table)}: ${JSON.stringify(comment)}`),
    );
    expect(hollow).toEqual([]);
  });

  it("gives every table, index and constraint a name of its own that PostgreSQL keeps whole", () => {
    const names = definedTables.flatMap((table) => {
      const { schema, name, columns, indexes, uniqueConstraints, primaryKeys } = getTableConfig(table);
      const own = [
        name,
        ...indexes.map(({ config }) => config.name),
        ...uniqueConstraints.map((constraint) => constraint.name),
        ...primaryKeys.map((constraint) => constraint.name),
        ...columns.filter(({ primary }) => primary).map(() => `${name}_pkey`),
      ];
      return own.map((each) => `${schema}.${each}`);
    });
    const nameless = names.filter((name) => name.endsWith(".undefined"));
    const repeated = names.filter((name, position) => names.indexOf(name) !== position);
    const tooLong = [
      ...names.map((name) => name.split(".")[1] ?? ""),
      ...definedColumns.map(({ name }) => name),
    ].filter((name) => Buffer.byteLength(name) > LONGEST_NAME_IN_BYTES);
    expect({ nameless, repeated, tooLong }).toEqual({ nameless: [], repeated: [], tooLong: [] });
  });

  it("makes a new UUID wherever the client supplies the value", () => {
    const made = definedColumns.flatMap(({ defaultFn }) => (defaultFn ? [defaultFn()] : []));
    expect(made.filter((value) => !UUID.test(String(value)))).toEqual([]);
    expect(new Set(made).size).toBe(9);
  });
});
