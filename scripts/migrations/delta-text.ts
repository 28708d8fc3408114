// How delta.json is laid out.

/** Keys in the order of the file's schema, entries sorted and one a line: merges and diffs by line. */
export function deltaText(file: object): string {
  const value = (entry: unknown, indent: string): string => {
    if (Array.isArray(entry) && entry.some((item) => typeof item === "object")) {
      return `[\n${entry.map((item) => `${indent}  ${JSON.stringify(item)}`).join(",\n")}\n${indent}]`;
    }
    if (entry && typeof entry === "object" && ("added" in entry || "lost" in entry)) {
      const sides = Object.entries(entry).map(
        ([key, side]) => `${indent}  "${key}": ${value(side, `${indent}  `)}`,
      );
      return `{\n${sides.join(",\n")}\n${indent}}`;
    }
    return JSON.stringify(entry);
  };
  const lines = Object.entries(file).map(([key, entry]) => `  "${key}": ${value(entry, "  ")}`);
  return `{\n${lines.join(",\n")}\n}\n`;
}
