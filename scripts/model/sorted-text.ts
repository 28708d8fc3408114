// An entry as text, the same for the same entry.
import { compareText } from "./identifier.ts";

/** JSON whose keys are sorted: the order in which an entry's parts were put together says nothing. */
export function sortedText(entry: object): string {
  return JSON.stringify(entry, (_key, value: unknown) =>
    value !== null && typeof value === "object" && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => compareText(a, b)))
      : value,
  );
}
