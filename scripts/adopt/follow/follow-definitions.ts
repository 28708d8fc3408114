// Definitions written as a server has it: what differs is changed where it stands, what they lack is added.
import { join, posix, relative, sep } from "node:path";
import { exportedNames } from "../../declarations/definitions/annotations.ts";
import { annotationsOf } from "../../declarations/definitions/definitions.ts";
import type { Drift } from "../../drift/find-drift.ts";
import { displayPath } from "../../model/identifier.ts";
import type { Declarations } from "../../sources/declared.ts";
import type { Project } from "../../sources/project.ts";
import type { FoundDatabase } from "../definitions/adopt-definitions.ts";
import type { Exported } from "../definitions/database-parts.ts";
import { type DefinitionBlock, definitionBlocks } from "../definitions/definition-blocks.ts";
import { codeOnly, isUsed, type Span, statementOf } from "./code-scan.ts";
import { type DefinitionWish, wishesOf } from "./definition-wishes.ts";
import { type EditedFiles, editFiles, textThere } from "./edited-files.ts";
import { fileOfImport, importPath, importsOf, usedImports, withImport } from "./import-lines.ts";
import { mergedTable } from "./merge-table.ts";

/** What is there to write from, and how things are called. */
interface Written {
  readonly blocks: ReadonlyMap<string, DefinitionBlock>;
  /** What is exported, by displayPath: as it is declared, or as it would be. */
  readonly exported: ReadonlyMap<string, Exported>;
  readonly declared: ReadonlyMap<string, Exported>;
}

const replaced = (text: string, { start, end }: Span, by: string): string =>
  by === ""
    ? text.slice(0, start).replace(/(?:\/\*\*(?:(?!\*\/)[\s\S])*\*\/\s*)?$/, "") +
      text.slice(end).replace(/^\n{1,2}/, "")
    : text.slice(0, start) + by + text.slice(end);

/** The variable that a schema has in a file, which may have to import it. */
function schemaIn(text: string, path: string, schema: Exported | undefined, block: DefinitionBlock) {
  if (!schema) return { local: block.schema, text };
  if (schema.path === path) return { local: schema.name, text };
  const there = importsOf(text).find(
    (one) => one.exported === schema.name && fileOfImport(path, one) === schema.path,
  );
  if (there) return { local: there.local, text };
  const from = importPath(path, schema.path);
  return { local: schema.name, text: withImport(text, { exported: schema.name, local: schema.name, from }) };
}

/** A piece of code that was written for another file, in the words of this one, and the file with what it imports. */
function settled(
  file: { readonly path: string; readonly text: string },
  code: string,
  { file: origin, name }: DefinitionBlock,
  { exported }: Written,
): { readonly text: string; readonly code: string } {
  let { text } = file;
  let own = code;
  for (const one of usedImports(code, importsOf(origin.text))) {
    const other = fileOfImport(origin.path, one);
    const there = importsOf(text).find(
      (known) =>
        known.exported === one.exported &&
        (other === undefined ? known.from === one.from : fileOfImport(file.path, known) === other),
    );
    const local = other === file.path ? one.exported : (there?.local ?? one.local);
    if (local !== one.local)
      own = own.replace(new RegExp(`(?<![.\\w$])${one.local}(?![\\w$])`, "gu"), () => local);
    if (other === file.path || there) continue;
    text = withImport(text, { ...one, from: other === undefined ? one.from : importPath(file.path, other) });
  }
  const bare = codeOnly(code);
  for (const { path, name: used } of exported.values()) {
    if (path === file.path || used === name || !isUsed(bare, used)) continue;
    if (
      importsOf(text).some(({ local }) => local === used) ||
      importsOf(origin.text).some(({ local }) => local === used)
    )
      continue;
    text = withImport(text, { exported: used, local: used, from: importPath(file.path, path) });
  }
  // Types of its own are made above everything.
  for (const [line = "", type = ""] of origin.text.matchAll(/^const ([\w$]+) = customType<.*$/gm)) {
    if (!isUsed(bare, type) || new RegExp(`^const ${type} =`, "m").test(text)) continue;
    text = withImport(text, { exported: "customType", local: "customType", from: "drizzle-orm/pg-core" });
    text = text.replace(
      /(?:^import\b[^;]*?["'][^"']+["'];?[ \t]*\n)+/m,
      (imports) => `${imports}\n${line}\n`,
    );
  }
  return { text, code: own };
}

/** A file with one thing as the server has it; undefined where it cannot be told how. */
function changedFile(
  file: { readonly path: string; readonly text: string },
  key: string,
  wish: DefinitionWish,
  written: Written,
): string | undefined {
  const declared = written.declared.get(key);
  const block = written.blocks.get(key);
  const span = declared && statementOf(file.text, declared.name);
  if (wish.whole === "gone") {
    if (!declared || !span) return undefined;
    const rest = replaced(file.text, span, "");
    const annotation = statementOf(rest, declared.name, "annotate");
    return annotation ? replaced(rest, annotation, "") : rest;
  }
  if (!block || block.text === "") return undefined;
  let { text } = file;
  if (wish.whole === "taken" && !declared) {
    const [schema = ""] = key.split(".");
    const made = schemaIn(text, file.path, written.declared.get(schema), block);
    const words = block.text.replace(
      new RegExp(`(?<![.\\w$])${block.schema}(?=\\.(?:table|enum|sequence|view|materializedView)\\b)`, "u"),
      () => made.local,
    );
    const parts = [words, block.annotation].filter(Boolean).join("\n\n");
    const own = settled({ path: file.path, text: made.text }, parts, block, written);
    return `${own.text.trimEnd()}\n\n${own.code}\n`;
  }
  if (!span) return undefined;
  const before = text.slice(span.start, span.end);
  const after =
    wish.whole === "taken" ? wholeStatement(before, block.text) : mergedTable(before, block.text, wish);
  if (after === undefined) return undefined;
  if (after !== before) {
    const own = settled({ path: file.path, text }, after, block, written);
    const at = statementOf(own.text, declared.name);
    if (!at) return undefined;
    text = replaced(own.text, at, own.code);
  }
  return wish.comment ? withAnnotation({ path: file.path, text }, block, written) : text;
}

/** What is called, as the code before calls it, with the arguments of the server. */
function wholeStatement(before: string, server: string): string {
  const [head] = /^[^(]*\(/.exec(before) ?? [];
  return head === undefined ? server : head + server.slice(server.indexOf("(") + 1);
}

/** With the comments that the server has; undefined where annotate() says more than comments and what is sensitive. */
function withAnnotation(
  file: { readonly path: string; readonly text: string },
  block: DefinitionBlock,
  written: Written,
): string | undefined {
  const there = statementOf(file.text, block.name, "annotate");
  const keys = there
    ? [...file.text.slice(there.start, there.end).matchAll(/^ {2}(\w+):/gm)].map(([, key]) => key)
    : [];
  if (keys.some((key) => !["comment", "columns", "sensitive"].includes(key ?? ""))) return undefined;
  const own = settled(file, block.annotation, block, written);
  const at = statementOf(own.text, block.name, "annotate");
  if (at) return replaced(own.text, at, own.code);
  const behind = statementOf(own.text, block.name);
  if (!behind || own.code === "") return own.text;
  return `${own.text.slice(0, behind.end)}\n${own.code}${own.text.slice(behind.end)}`;
}

/** The file that something new goes to: that of its schema, or of the most that lies in it. */
function fileFor(key: string, { declared, blocks }: Written): string {
  const [schema = ""] = key.split(".");
  const here = [...declared].filter(([path]) => path.startsWith(`${schema}.`)).map(([, { path }]) => path);
  const most = [...new Set(here)].sort(
    (one, other) => here.filter((path) => path === other).length - here.filter((path) => path === one).length,
  );
  return most[0] ?? declared.get(schema)?.path ?? blocks.get(key)?.file.path ?? "";
}

/** Writes the definitions as the server has what drifted, as far as they can be changed where they stand. */
export async function followDefinitions(
  { root, config }: Project,
  { definitions }: Declarations,
  { objects, warehouse }: Pick<FoundDatabase, "objects" | "warehouse">,
  drift: Drift,
): Promise<EditedFiles> {
  const shown = (file: string) => relative(root, file).split(sep).join(posix.sep);
  const names = exportedNames(definitions.sources);
  const declared = new Map(
    [...names].map(([key, { file, exportName, columns }]) => [
      key,
      { path: shown(file), name: exportName, columns },
    ]),
  );
  const { sensitive } = annotationsOf(definitions);
  const { blocks, exported } = definitionBlocks(
    { structure: drift.structures.found, warehouse: { ...warehouse, sensitive }, objects },
    { historySchema: config.migrations.schema, known: declared },
  );
  const written: Written = { blocks, exported: new Map([...exported, ...declared]), declared };
  const texts = new Map<string, string>();
  for (const [key, wish] of wishesOf(drift, (path) => declared.get(displayPath(path)))) {
    const path = declared.get(key)?.path ?? fileFor(key, written);
    if (path === "") continue;
    const before = texts.get(path) ?? (await textThere(join(root, path))) ?? "";
    const text = changedFile({ path, text: before }, key, wish, written);
    if (text !== undefined) texts.set(path, text);
  }
  return editFiles(new Map([...texts].map(([path, text]) => [join(root, path), text])));
}
