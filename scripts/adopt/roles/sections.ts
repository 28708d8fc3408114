// The sections of a file that is made, without those that say nothing.
import type { RolesFile } from "../../declarations/language/roles-schema.ts";

/** The sections in the order in which people read them. */
const SECTIONS = [
  "levels",
  "access_roles",
  "sensitive",
  "schemas",
  "owners",
  "creators",
  "public",
  "roles",
  "grants",
  "default_privileges",
] as const satisfies readonly (keyof RolesFile)[];

/** Only what is there: empty sections are not written. */
export function sections(content: RolesFile): RolesFile {
  const isFull = (value: object | undefined) => value !== undefined && Object.keys(value).length > 0;
  return Object.fromEntries(SECTIONS.filter((key) => isFull(content[key])).map((key) => [key, content[key]]));
}

/** Leaves out levels that no entry speaks of. */
export function withoutUnusedLevels({ levels, ...content }: RolesFile): RolesFile {
  const bodies = Object.values(content.roles ?? {});
  const used = new Set([
    ...Object.values(content.access_roles ?? {}).flatMap((body) => body.levels),
    ...[...bodies.flatMap((body) => body?.grants ?? []), ...(content.grants ?? [])].flatMap(
      ({ level }) => level ?? [],
    ),
    ...bodies.flatMap((body) => body?.access ?? []).map(({ level }) => level),
  ]);
  const kept = Object.entries(levels ?? {}).filter(([name]) => used.has(name));
  return { ...(kept.length > 0 && { levels: Object.fromEntries(kept) }), ...content };
}
