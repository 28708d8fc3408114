// How hazards of statements are told: what is known of all statements, and what one comes to.
import type { Hazard } from "../../model/hazard.ts";
import { type ObjectName, objectKey } from "../../model/object.ts";
import type { OfKind } from "../../sql/form.ts";
import type { Statement } from "../../sql/statement.ts";

/** What is known of all statements when one is told. */
export interface Scene {
  readonly ddl: readonly Statement[];
  /** Keys of what is dropped and made again. */
  readonly again: ReadonlySet<string>;
  /** Keys of what the difference tells as dropped. */
  readonly told: ReadonlySet<string>;
  /** Keys of the relations that the revision makes. */
  readonly made: ReadonlySet<string>;
  readonly retyped: Retyped;
}

/** What is known of types on both sides. Paths are those of displayPath, after the renames. */
export interface Retyped {
  /** The values that an enum loses; undefined where it is not on both sides. */
  readonly lostLabels: (path: string) => readonly string[] | undefined;
}

/** What is told of a statement; undefined where it is told as it stands. */
export type Told = readonly Hazard[] | undefined;

export const hazard = (kind: Hazard["kind"], message: string): readonly Hazard[] => [{ kind, message }];

/** @param path of what is destroyed, where that has a name of its own */
export const destroys = (message: string, path?: string): readonly Hazard[] => [
  { kind: "destructive", message, ...(path !== undefined && { path }) },
];

export const isAgain = ({ again }: Scene, object: ObjectName): boolean => again.has(objectKey(object));

/** A piece of SQL on one line. */
export const onOneLine = (sql: string): string => sql.replaceAll(/\s+/g, " ").trim();

/** Where only the statements are known. */
export const NOTHING_RETYPED: Retyped = { lostLabels: () => undefined };

/** Nothing that is not told elsewhere. */
export const NOTHING: readonly Hazard[] = [];

/** What is told, by what is done. */
export type Tellers<Union extends { readonly kind: string }, More extends readonly unknown[]> = {
  readonly [Kind in Union["kind"]]: (one: OfKind<Union, Kind>, ...more: More) => Told;
};
