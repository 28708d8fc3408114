// What says where the imports of files lead: the folders around them, tsconfig.json and package.json there, and what these extend.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, isAbsolute, join, relative, resolve } from "node:path";

const EXTENDS = /"extends"\s*:\s*(\[[^\]]*\]|"[^"]*")/g;

/** Absolute paths that a tsconfig.json may extend; `./base` is `./base.json` too. */
function extendedBy(file: string, text: string): string[] {
  const names = [...text.matchAll(EXTENDS)].flatMap(([, said = ""]) => said.match(/[^"[\],\s]+/g) ?? []);
  return names.flatMap((name) => {
    if (name.startsWith(".") || isAbsolute(name)) {
      const path = resolve(dirname(file), name);
      return [path, `${path}.json`];
    }
    return [name, `${name}/tsconfig.json`].flatMap((specifier) => {
      try {
        return [createRequire(file).resolve(specifier)];
      } catch {
        return [];
      }
    });
  });
}

/** A tsconfig.json and all that it extends, whether it is there or not. */
function withExtended(file: string, known: Set<string>): void {
  if (known.has(file)) return;
  known.add(file);
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch {
    return;
  }
  for (const other of extendedBy(file, text)) withExtended(other, known);
}

/** The folders of a project from that of a file up to its root. */
function foldersAbove(root: string, file: string): string[] {
  const parts = relative(root, dirname(file)).split(/[\\/]/);
  if (parts[0] === "..") return [dirname(file), root];
  return [root, ...parts.map((_, index) => join(root, ...parts.slice(0, index + 1)))];
}

/** Absolute paths of folders and of settings, some of which may not be there. @param files absolute */
export function importSettings(root: string, files: readonly string[]) {
  const folders = new Set([root, ...files.flatMap((file) => foldersAbove(root, file))]);
  const settings = new Set<string>();
  for (const folder of folders) {
    settings.add(join(folder, "package.json"));
    withExtended(join(folder, "tsconfig.json"), settings);
  }
  return { folders: [...folders], settings: [...settings] };
}
