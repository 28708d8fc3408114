// The definition files of a database: one a schema.
import type { LiveEntity } from "../../database/inspect/live-entity.ts";
import type { LiveSqlObject } from "../../database/inspect/live-sql-objects.ts";
import { groupBy } from "../../model/group.ts";
import { displayName, displayPath } from "../../model/identifier.ts";
import { type Annotated, annotationText } from "./annotation-text.ts";
import { property, sqlTemplate } from "./code-names.ts";
import { columnCall, sequenceOptions, type Writing } from "./column-text.ts";
import { type DatabaseParts, type Exported, type SchemaParts, schemaVariable } from "./database-parts.ts";
import { FileText } from "./file-text.ts";
import { tableText } from "./table-text.ts";
import { writeExtensions, writeObjects } from "./write-objects.ts";

/** What is written, beside the entities. */
interface Described extends Annotated {
  readonly parts: DatabaseParts;
  /** Columns of views with their types, by displayPath. */
  readonly viewColumns: ReadonlyMap<string, readonly { readonly name: string; readonly type: string }[]>;
  /** What is declared beside Drizzle's. */
  readonly objects: readonly LiveSqlObject[];
}

/** Definition files, and the objects that they have functions for, as the catalogs name them. */
export interface DefinitionFiles {
  readonly files: ReadonlyMap<string, string>;
  readonly said: ReadonlySet<string>;
}

const SEQUENCE: Readonly<Record<string, string>> = {
  startWith: "startWith",
  incrementBy: "increment",
  minValue: "minValue",
  maxValue: "maxValue",
  cacheSize: "cache",
  cycle: "cycle",
};

/** `s.enum("mood", ["calm"])`, or pgEnum in the schema public. */
function maker({ file }: Writing, schema: string, method: string, plain: string): string {
  return schema === "public" ? file.core(plain) : `${schemaVariable(schema)}.${method}`;
}

function enumText(writing: Writing, { schema, name, values }: LiveEntity, own: Exported): string {
  const make = maker(writing, String(schema), "enum", "pgEnum");
  return `export const ${own.name} = ${make}(${JSON.stringify(name)}, ${JSON.stringify(values)});`;
}

function sequenceText(writing: Writing, sequence: LiveEntity, own: Exported): string {
  const make = maker(writing, String(sequence.schema), "sequence", "pgSequence");
  const options = sequenceOptions(sequence, SEQUENCE);
  const given = [JSON.stringify(sequence.name), options].filter(Boolean).join(", ");
  return `export const ${own.name} = ${make}(${given});`;
}

/** The type of a column as format_type prints it → what a column has: an array's brackets are its dimensions. */
function viewColumn({ name, type }: { readonly name: string; readonly type: string }, { parts }: Writing) {
  const isArray = type.endsWith("[]");
  const base = isArray ? type.slice(0, -2) : type;
  const known = [...parts.exported.keys()].find((path) => path === base || path === base.replaceAll('"', ""));
  const [schema, own] = known?.split(".") ?? [];
  const dimensions = isArray ? 1 : 0;
  return own === undefined
    ? { name, type: base, dimensions }
    : { name, type: own, typeSchema: schema, dimensions };
}

function viewText(writing: Writing, view: LiveEntity, own: Exported, { viewColumns }: Described): string {
  const { schema, name, materialized, definition, with: options, withNoData } = view;
  const make = materialized
    ? maker(writing, String(schema), "materializedView", "pgMaterializedView")
    : maker(writing, String(schema), "view", "pgView");
  const columns = (viewColumns.get(displayPath([String(schema), name])) ?? []).map((column) => {
    const key = own.columns.get(column.name) ?? column.name;
    return `  ${property(key)}: ${columnCall(writing, viewColumn(column, writing), key)},\n`;
  });
  const given = Object.entries((options ?? {}) as Readonly<Record<string, unknown>>);
  const settings = given.map(([key, value]) => `${key}: ${JSON.stringify(value)}`);
  const query = String(definition).trim();
  return [
    `export const ${own.name} = ${make}(${JSON.stringify(name)}, {\n${columns.join("")}})`,
    settings.length > 0 ? `.with({ ${settings.join(", ")} })` : "",
    withNoData ? ".withNoData()" : "",
    `.as(${writing.file.sql(sqlTemplate(query))});`,
  ].join("");
}

function schemaStatement({ file }: Writing, schema: string): void {
  const variable = schemaVariable(schema);
  if (schema !== "public")
    file.first(`export const ${variable} = ${file.core("pgSchema")}(${JSON.stringify(schema)});`);
}

function writeSchema(schemaParts: SchemaParts, described: Described, said: Set<string>): FileText {
  const { parts, comments, sensitive, partitioned, forced } = described;
  const { schema, path, enums, sequences, tables, views } = schemaParts;
  const file = new FileText(path, `The schema ${displayName(schema)}, as it was found in the database.`);
  const writing: Writing = { file, parts, customTypes: new Map() };
  const ownOf = ({ name }: { readonly name: string }): Exported =>
    parts.exported.get(displayPath([schema, name])) ?? { path, name, columns: new Map() };
  const commented = groupBy(
    comments.filter(({ object }) => object.path[0] === schema),
    ({ object }) => displayPath(object.path.slice(0, 2)),
  );
  const annotate = ({ name }: LiveEntity) => {
    const path = [schema, name];
    const ofIt = { comments: commented.get(displayPath(path)) ?? [], sensitive, partitioned, forced };
    for (const text of annotationText(writing, ownOf({ name }), path, ofIt)) file.add(text);
  };
  const objects = described.objects.filter((one) => one.schema === schema && one.kind !== "extension");
  const isShared = parts.shared.has(schema);
  if (isShared && schema !== "public") {
    const variable = schemaVariable(schema);
    if (tables.length + views.length + sequences.length + objects.length > 0)
      file.from(parts.sharedPath, variable, variable);
  } else schemaStatement(writing, schema);
  if (!isShared) for (const one of enums) file.add(enumText(writing, one, ownOf(one)));
  for (const one of sequences) file.add(sequenceText(writing, one, ownOf(one)));
  for (const one of tables) {
    file.add(tableText(writing, one, ownOf(one.table)));
    annotate(one.table);
  }
  for (const one of views) {
    file.add(viewText(writing, one, ownOf(one), described));
    annotate(one);
  }
  for (const one of writeObjects(file, parts, objects)) said.add(one);
  return file;
}

/** Enums that several schemas use, with the schemas that they lie in. */
function writeShared({ parts }: Described): FileText[] {
  if (parts.shared.size === 0) return [];
  const file = new FileText(
    parts.sharedPath,
    "Types that several schemas use, as they were found in the database.",
  );
  const writing: Writing = { file, parts, customTypes: new Map() };
  for (const { schema, enums } of parts.schemas.filter((one) => parts.shared.has(one.schema))) {
    schemaStatement(writing, schema);
    for (const one of enums) {
      const own = parts.exported.get(displayPath([schema, one.name]));
      if (own) file.add(enumText(writing, one, own));
    }
  }
  return [file];
}

/** The files, by their paths relative to the project. */
export function definitionFiles(described: Described, folder: string): DefinitionFiles {
  const said = new Set<string>();
  const files = [
    ...writeShared(described),
    ...writeExtensions(described, folder, said),
    ...described.parts.schemas.map((schema) => writeSchema(schema, described, said)),
  ];
  return { files: new Map(files.map((file) => [file.path, file.text()])), said };
}
