// catalog.json: what others make, kept in git so that patterns of role files can match it without a server.
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import * as z from "zod";
import { problem, Refusal } from "../../model/diagnostic.ts";
import { groupBy } from "../../model/group.ts";
import { compareText } from "../../model/identifier.ts";
import { type ContentObject, type KeptCatalog, NO_CATALOG } from "../../model/kept-catalog.ts";

/** The file's name in a project's folder. */
export const CATALOG_FILE = "catalog.json";

type Kind = ContentObject["kind"];

const withColumns = z.record(z.string(), z.array(z.string())).default({});
const named = z.array(z.string()).default([]);

/** The keys of a schema in the file. */
const KEYS = {
  tables: "table",
  views: "view",
  "materialized views": "materialized view",
  "foreign tables": "foreign table",
  sequences: "sequence",
  types: "type",
  routines: "routine",
} as const satisfies Readonly<Record<string, Kind>>;

const schemaShape = z.strictObject({
  tables: withColumns,
  views: withColumns,
  "materialized views": withColumns,
  "foreign tables": withColumns,
  sequences: named,
  types: named,
  routines: named,
} satisfies Readonly<Record<keyof typeof KEYS, unknown>>);

const fileShape = z.record(z.string(), schemaShape);

function contentOf(body: z.output<typeof schemaShape>): readonly ContentObject[] {
  return (Object.keys(KEYS) as (keyof typeof KEYS)[]).flatMap((key) => {
    const list = body[key];
    const kind = KEYS[key];
    return Array.isArray(list)
      ? list.map((name) => ({ kind, name, columns: [] }))
      : Object.entries(list).map(([name, columns]) => ({ kind, name, columns }));
  });
}

/** That the file cannot be read. */
export const catalogUnreadable = (file: string, why: string): Refusal =>
  new Refusal([
    problem("catalog-unreadable", `${CATALOG_FILE} cannot be read: ${why}`, {
      at: { file },
      help: "`dwh catalog --write` (make: `make catalog write=1`) writes it anew.",
    }),
  ]);

/** Whether a key is of an extension and not of a schema. */
export const isExtensionKey = (key: string): boolean => key.startsWith("extension ");

/** The entries of the file, whatever they say. @throws {Refusal} where the text is no such file */
export function parseJson(file: string, text: string): Readonly<Record<string, unknown>> {
  try {
    return z.record(z.string(), z.unknown()).parse(JSON.parse(text));
  } catch (error) {
    throw catalogUnreadable(file, (error as Error).message);
  }
}

/** @throws {Refusal} where the text is no such file */
export function parseCatalog(file: string, text: string): KeptCatalog {
  const schemas = Object.entries(parseJson(file, text)).filter(([key]) => !isExtensionKey(key));
  const { success, data, error } = fileShape.safeParse(Object.fromEntries(schemas));
  if (!success)
    throw catalogUnreadable(
      file,
      error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`).join("; "),
    );
  return new Map(Object.entries(data).map(([schema, body]) => [schema, { objects: contentOf(body) }]));
}

/** Whether a project keeps what others make. */
export const hasCatalog = (root: string): boolean => existsSync(join(root, CATALOG_FILE));

/** What a project keeps of what others make; nothing where there is no file. @throws {Refusal} as parseCatalog does */
export async function readCatalog(root: string): Promise<KeptCatalog> {
  if (!hasCatalog(root)) return NO_CATALOG;
  const file = join(root, CATALOG_FILE);
  return parseCatalog(file, await readFile(file, "utf8"));
}

/** The text of the file: a relation a line, sorted, so that git shows what came and went. @param extensions their entries */
export function catalogText(catalog: KeptCatalog, extensions: readonly string[] = []): string {
  const schemas = [...catalog]
    .sort(([a], [b]) => compareText(a, b))
    .map(([schema, { objects }]) => {
      const byKind = groupBy(objects, ({ kind }) => kind);
      const keys = Object.entries(KEYS).flatMap(([key, kind]) => {
        const list = [...(byKind.get(kind) ?? [])].sort((a, b) => compareText(a.name, b.name));
        if (list.length === 0) return [];
        const isPlain = kind === "sequence" || kind === "type" || kind === "routine";
        const lines = list.map(({ name, columns }) =>
          isPlain
            ? `      ${JSON.stringify(name)}`
            : `      ${JSON.stringify(name)}: [${columns.map((column) => JSON.stringify(column)).join(", ")}]`,
        );
        const [open, close] = isPlain ? ["[", "]"] : ["{", "}"];
        return [`    ${JSON.stringify(key)}: ${open}\n${lines.join(",\n")}\n    ${close}`];
      });
      return `  ${JSON.stringify(schema)}: {${keys.length > 0 ? `\n${keys.join(",\n")}\n  ` : ""}}`;
    });
  const entries = [...schemas, ...extensions];
  return entries.length === 0 ? "{}\n" : `{\n${entries.join(",\n")}\n}\n`;
}
