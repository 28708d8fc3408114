// Leaves out of a file the entries that the resolver refuses.
import type { DeclaredAccess, RolesContext } from "../../declarations/declared-access.ts";
import type { RolesFile } from "../../declarations/language/roles-schema.ts";
import type { YamlPath } from "../../declarations/yaml/yaml-source.ts";
import { type Objection, tryContent } from "./probe.ts";

/**
 * How much of a path names what must go: the innermost item of a list, else a key of a role, else an entry of a
 * section. An exception goes with what it is an exception from.
 */
function entryOf(path: YamlPath): YamlPath {
  const at = path.indexOf("except");
  const inner = at < 0 ? path : path.slice(0, at);
  const item = inner.findLastIndex((key) => typeof key === "number");
  return inner.slice(0, item >= 0 ? item + 1 : inner[0] === "roles" ? 3 : 2);
}

function withoutEntries(content: RolesFile, paths: readonly YamlPath[]): RolesFile {
  const cut = new Set(paths.map((path) => JSON.stringify(entryOf(path))));
  const visit = (value: unknown, path: YamlPath): unknown => {
    if (typeof value !== "object" || value === null) return value;
    const isKept = (key: string | number) => !cut.has(JSON.stringify([...path, key]));
    if (Array.isArray(value))
      return value.flatMap((item, index) => (isKept(index) ? [visit(item, [...path, index])] : []));
    return Object.fromEntries(
      Object.entries(value).flatMap(([key, inner]) =>
        isKept(key) ? [[key, visit(inner, [...path, key])]] : [],
      ),
    );
  };
  return visit(content, []) as RolesFile;
}

/**
 * Leaves out what a file would be refused for, and tells of each; not of what goes with it, such as a list that
 * nothing is left of.
 *
 * @returns what is left, which is not refused
 */
export function withoutRefused(
  content: RolesFile,
  objections: readonly Objection[],
  context: RolesContext,
  say: (unsaid: string) => void,
): { content: RolesFile; access: DeclaredAccess } {
  let left = content;
  let open = objections;
  for (const { path, message } of open) say(`${path.slice(0, 2).join(" ")}: ${message}`);
  for (;;) {
    // Without a path to it nobody knows which entry is wrong.
    left = open.some(({ path }) => path.length === 0)
      ? {}
      : withoutEntries(
          left,
          open.map(({ path }) => path),
        );
    const tried = tryContent(left, context);
    if (tried.objections.length === 0) return { content: left, access: tried.access };
    open = tried.objections;
  }
}
