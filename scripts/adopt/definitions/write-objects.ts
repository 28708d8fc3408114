// The SQL objects of a definition file, behind all that they are on.
import type { LiveSqlObject } from "../../database/inspect/live-sql-objects.ts";
import { displayPath } from "../../model/identifier.ts";
import type { ObjectWriting } from "./call-text.ts";
import { CodeNames } from "./code-names.ts";
import { type DatabaseParts, IMPORTED, schemaVariable } from "./database-parts.ts";
import { FileText } from "./file-text.ts";
import { sqlObjectText } from "./sql-object-text.ts";

/** Writes all for which there are words. @returns these, as the catalogs name them */
export function writeObjects(
  file: FileText,
  parts: DatabaseParts,
  objects: readonly LiveSqlObject[],
): string[] {
  const here = (schema: string, name: string) => {
    const found = parts.exported.get(displayPath([schema, name]));
    return found?.path === file.path ? found : undefined;
  };
  const writing: ObjectWriting = {
    schema: (name) => (name === "public" ? JSON.stringify(name) : schemaVariable(name)),
    relation: (schema, name) => here(schema, name)?.name,
    column: (schema, relation, column) => {
      const own = here(schema, relation);
      const key = own?.columns.get(column);
      return own && key !== undefined ? `${own.name}.${key}` : undefined;
    },
    sql: (template) => file.sql(template),
    library: (name) => file.library(name),
  };
  const schemas = parts.schemas.map(({ schema }) => schemaVariable(schema));
  const taken = [...parts.exported.values()].filter(({ path }) => path === file.path).map(({ name }) => name);
  const names = new CodeNames([...IMPORTED, ...schemas, ...taken]);
  const write = (one: LiveSqlObject): string[] => {
    const text = sqlObjectText(one, writing);
    if (text === undefined) return [];
    const wanted = one.relation === null ? one.name : `${one.relation}_${one.name}`;
    file.add(`export const ${names.take(wanted)} = ${text};`);
    return [one.object];
  };
  const [rare, known] = [objects.filter(isRare), objects.filter((one) => !isRare(one))];
  const said = known.flatMap(write);
  const isSaid = new Set(said);
  // What no function has words for, and of the other kinds what their functions could not say.
  return [...said, ...rare.filter(({ object }) => !isSaid.has(object)).flatMap(write)];
}

const isRare = ({ kind }: LiveSqlObject): boolean => kind === "other";

/** The file of the extensions, which lie in no schema's file; none where there are none. @param said takes in which those are */
export function writeExtensions(
  { parts, objects }: { readonly parts: DatabaseParts; readonly objects: readonly LiveSqlObject[] },
  folder: string,
  said: Set<string>,
): FileText[] {
  const extensions = objects.filter(({ kind, schema }) => kind === "extension" || schema === "");
  const others = extensions.some(({ kind }) => kind !== "extension")
    ? ", and what else lies in no schema"
    : "";
  const file = new FileText(
    `${folder}/extensions.ts`,
    `The extensions that were found in the database${others}.`,
  );
  for (const one of writeObjects(file, parts, extensions)) said.add(one);
  return file.isEmpty ? [] : [file];
}
