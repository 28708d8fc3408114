// Single definitions of a database, to be put beside those that are there.
import { displayPath } from "../../model/identifier.ts";
import { type Definable, type Wanted, writtenDefinitions } from "./adopt-definitions.ts";
import { type Exported, schemaVariable } from "./database-parts.ts";

/** How something would be defined, beside definitions that are there. */
export interface DefinitionBlock {
  readonly name: string;
  /** The statement that exports it, and the annotate() of it; the latter is empty where there is nothing to annotate. */
  readonly text: string;
  readonly annotation: string;
  /** The variable that its schema has in it. */
  readonly schema: string;
  /** The file that it was written for, with its imports. */
  readonly file: { readonly path: string; readonly text: string };
}

/** Each table, view, enum and sequence as it would be defined, by displayPath, and what all of them are called. */
export function definitionBlocks(
  found: Definable,
  wanted: Wanted,
): {
  readonly blocks: ReadonlyMap<string, DefinitionBlock>;
  readonly exported: ReadonlyMap<string, Exported>;
} {
  const { parts, files } = writtenDefinitions(found, wanted);
  const blocks = new Map<string, DefinitionBlock>();
  for (const { schema, path, ...lists } of parts.schemas) {
    const { tables, ...others } = lists;
    const named = { ...others, tables: tables.map(({ table }) => table) };
    for (const [kind, list] of Object.entries(named)) {
      const isShared = kind === "enums" && parts.shared.has(schema);
      const file = { path: isShared ? parts.sharedPath : path, text: "" };
      file.text = files.get(file.path) ?? "";
      const statements = file.text.split(/\n\n(?=export |annotate\()/);
      for (const one of list) {
        const key = displayPath([schema, one.name]);
        const name = parts.exported.get(key)?.name ?? "";
        const begins = (head: string) => statements.find((text) => text.startsWith(head))?.trim() ?? "";
        const [text, annotation] = [begins(`export const ${name} = `), begins(`annotate(${name}, `)];
        blocks.set(key, { name, text, annotation, schema: schemaVariable(schema), file });
      }
    }
  }
  return { blocks, exported: parts.exported };
}
