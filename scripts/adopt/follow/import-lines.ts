// Imports of definition files: what a piece of code needs, and the file that has it then.
import { posix } from "node:path";
import { codeOnly, isUsed } from "./code-scan.ts";

/** One name of an import. */
interface Imported {
  readonly exported: string;
  readonly local: string;
  /** As it is written: `drizzle-orm`, `./a.ts`. */
  readonly from: string;
}

const IMPORT = /^import\s+(type\s+)?\{([^}]*)\}\s+from\s+["']([^"']+)["'];?[ \t]*$/gm;

/** The names that a file imports, but for types. */
export function importsOf(text: string): Imported[] {
  return [...text.matchAll(IMPORT)].flatMap(([, isType, list = "", from = ""]) =>
    isType
      ? []
      : list
          .split(",")
          .map((one) => one.trim())
          .filter(Boolean)
          .map((one) => {
            const [exported = "", local = exported] = one.split(/\s+as\s+/);
            return { exported, local, from };
          }),
  );
}

/** The file that an import names, relative to the project; undefined for a package. */
export const fileOfImport = (path: string, { from }: Imported): string | undefined =>
  from.startsWith(".") ? posix.join(posix.dirname(path), from) : undefined;

/** How a file names another. */
export function importPath(path: string, other: string): string {
  const from = posix.relative(posix.dirname(path), other);
  return from.startsWith(".") ? from : `./${from}`;
}

/** The file with one more name imported, at the lines that import from there or behind the others. */
export function withImport(text: string, { exported, local, from }: Imported): string {
  const name = exported === local ? exported : `${exported} as ${local}`;
  const lines = [...text.matchAll(IMPORT)];
  const same = lines.find(([, isType, , source]) => !isType && source === from);
  if (same) {
    const [whole, , list = ""] = same;
    const names = [...list.split(",").map((one) => one.trim()), name].filter(Boolean).sort();
    const isLong = list.includes("\n");
    const inside = isLong ? `\n${names.map((one) => `  ${one},\n`).join("")}` : ` ${names.join(", ")} `;
    return text.replace(whole, () => whole.replace(/\{[^}]*\}/, () => `{${inside}}`));
  }
  const line = `import { ${name} } from "${from}";\n`;
  const last = [...text.matchAll(/^import\b[^;]*?["'][^"']+["'];?[ \t]*\n/gm)].at(-1);
  const at = last ? last.index + last[0].length : 0;
  return text.slice(0, at) + line + text.slice(at);
}

/** Of imports those that a piece of code uses. */
export function usedImports(code: string, imports: readonly Imported[]): Imported[] {
  const bare = codeOnly(code);
  return imports.filter(({ local }) => isUsed(bare, local));
}
