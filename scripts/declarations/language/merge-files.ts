// The sections of all files, put together.
import { displayName } from "../../model/identifier.ts";
import { child, entries, items, keyPlaceOf, type Placed, problemAt, type Report } from "../yaml/placed.ts";
import type { ParsedRolesFile } from "./roles-file.ts";
import type { RolesFile } from "./roles-schema.ts";

/** The sections that are maps from names, with what one entry of each is called. */
const NAMED = {
  levels: "the level",
  access_roles: "the access role",
  roles: "the role",
  removed: "the removed role",
} as const satisfies Partial<Record<keyof RolesFile, string>>;

type NamedSection = keyof typeof NAMED;
type ListSection = "sensitive" | "cleared" | "public" | "owners" | "grants" | "default_privileges" | "expect";
type EntryOf<Section extends NamedSection> = NonNullable<RolesFile[Section]>[string];
type ItemOf<Section extends ListSection> = NonNullable<RolesFile[Section]>[number];

/** The entries of a section in all files by name; one that is said in two files is reported. */
export function mergeNamed<Section extends NamedSection>(
  files: readonly ParsedRolesFile[],
  section: Section,
  report: Report,
): ReadonlyMap<string, Placed<EntryOf<Section>>> {
  const merged = new Map<string, Placed<EntryOf<Section>>>();
  for (const { content } of files) {
    const map = child(content, section) as Placed<Record<string, EntryOf<Section>>> | undefined;
    for (const [name, entry] of entries(map)) {
      const first = merged.get(name);
      if (!first) {
        merged.set(name, entry);
        continue;
      }
      const message = `${NAMED[section]} ${displayName(name)} is declared in two files`;
      const related = [{ message: "the other one is here", at: keyPlaceOf(first) }];
      const help =
        section === "roles"
          ? "Keep one of them; grants from another file go under `grants` with `to`."
          : "Keep one of them.";
      report(problemAt(keyPlaceOf(entry), "declared-twice", message, help, related));
    }
  }
  return merged;
}

/** The items of a section in all files. */
export function mergeLists<Section extends ListSection>(
  files: readonly ParsedRolesFile[],
  section: Section,
): Placed<ItemOf<Section>>[] {
  return files.flatMap(({ content }) =>
    items(child(content, section) as Placed<readonly ItemOf<Section>[]> | undefined),
  );
}
