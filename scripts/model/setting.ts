// Settings of roles, and the form in which their values are kept.
import { quoteIdentifier, splitPath } from "./identifier.ts";

/** Settings by name: values as {@link settingValue} writes them. */
export type Settings = Readonly<Record<string, string>>;

/**
 * Settings whose value is a list of names, which the server quotes in its own way.
 * Source: `GUC_LIST_QUOTE` in the server.
 */
export const LIST_SETTINGS: ReadonlySet<string> = new Set([
  "search_path",
  "temp_tablespaces",
  "local_preload_libraries",
  "session_preload_libraries",
  "shared_preload_libraries",
]);

/** The names of a list as SET takes them and as the model keeps them: `"STG_RENTAL", "public"`. */
export function listSetting(names: readonly string[]): string {
  return names.map(quoteIdentifier).join(", ");
}

/** Splits a list of names at its commas outside quotes; undefined where a quote is left open. */
export function splitListSetting(value: string): string[] | undefined {
  const items = value.match(/(?:"(?:[^"]|"")*"|[^",])+/g) ?? [];
  const names = items.map((item) => splitPath(item.trim().includes('"') ? item.trim() : `"${item.trim()}"`));
  return names.every((name) => name?.length === 1) ? names.flatMap((name) => name ?? []) : undefined;
}

/** A setting's value in its normal form: lists with all names quoted, everything else as it is. */
export function settingValue(name: string, value: string): string {
  const names = LIST_SETTINGS.has(name.toLowerCase()) ? splitListSetting(value) : undefined;
  return names ? listSetting(names) : value;
}
