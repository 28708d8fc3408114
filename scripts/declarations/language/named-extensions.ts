// The extensions of which files of roles speak, wherever an entry does.
import type { ParsedRolesFile } from "./roles-file.ts";

const namesIn = (value: unknown): string[] => {
  if (value === null || typeof value !== "object") return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    key === "extension" && !Array.isArray(value) ? [inner].flat().map(String) : namesIn(inner),
  );
};

/** Their names. */
export const namedExtensions = (files: readonly ParsedRolesFile[]): ReadonlySet<string> =>
  new Set(
    files.flatMap(({ content: { value } }) =>
      [value.roles, value.grants, value.public, value.expect].flatMap(namesIn),
    ),
  );
