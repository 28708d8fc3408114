// Values that know where they stand, and diagnostics there.
import { type Diagnostic, type Location, problem } from "../../model/diagnostic.ts";
import type { DiagnosticCode } from "../../model/diagnostic-codes.ts";
import { compareText } from "../../model/identifier.ts";
import type { LocatePath, YamlPath } from "./yaml-source.ts";

/** A value out of a file of roles together with where it stands. */
export interface Placed<Value> {
  readonly value: Value;
  readonly path: YamlPath;
  readonly locate: LocatePath;
}

/** Takes problems in. */
export type Report = (diagnostic: Diagnostic) => void;

/** Where the value stands. */
export function placeOf({ locate, path }: Placed<unknown>): Location {
  return locate(path);
}

/** Where the key of the value stands. */
export function keyPlaceOf({ locate, path }: Placed<unknown>): Location {
  return locate(path, "key");
}

/** A key of a map as a value of its own, by what stands behind it. */
export function keyOf(key: string, { path, locate }: Placed<unknown>): Placed<string> {
  return { value: key, path, locate: (where) => locate(where, "key") };
}

/** One entry of a map; undefined where it is not given. */
export function child<Value, Key extends keyof Value & string>(
  { value, path, locate }: Placed<Value>,
  key: Key,
): Placed<NonNullable<Value[Key]>> | undefined {
  const found = value[key];
  return found === undefined || found === null ? undefined : { value: found, path: [...path, key], locate };
}

/** The items of what may be one or a list; none where it is not given. */
export function items<Item>(placed: Placed<Item | readonly Item[]> | undefined): Placed<Item>[] {
  if (!placed) return [];
  const { value, path, locate } = placed;
  if (!Array.isArray(value)) return [{ value: value as Item, path, locate }];
  return value.map((item: Item, index) => ({ value: item, path: [...path, index], locate }));
}

/** The entries of a map from names to values. */
export function entries<Value>(
  placed: Placed<Readonly<Record<string, Value>>> | undefined,
): [string, Placed<Value>][] {
  if (!placed) return [];
  const { value, path, locate } = placed;
  return Object.entries(value).map(([name, entry]) => [
    name,
    { value: entry, path: [...path, name], locate },
  ]);
}

/** The order in which problems are shown. */
export function byPlace({ at: a }: Diagnostic, { at: b }: Diagnostic): number {
  return (
    compareText(a?.file ?? "", b?.file ?? "") ||
    (a?.line ?? 0) - (b?.line ?? 0) ||
    (a?.column ?? 0) - (b?.column ?? 0)
  );
}

/** What is wrong and, where there is something, what to do. */
export type Words = readonly [code: DiagnosticCode, message: string, help?: string | undefined];

/** An error with the place where it is and, where there is one, a word on what to do. */
export function problemAt(
  at: Location,
  code: DiagnosticCode,
  message: string,
  help?: string | undefined,
  related?: Diagnostic["related"],
): Diagnostic {
  return problem(code, message, { at, ...(help && { help }), ...(related && { related }) });
}

/** A warning with the place where it is. */
export function warningAt(at: Location, code: DiagnosticCode, message: string, help: string): Diagnostic {
  return { code, severity: "warning", message, help, at };
}
