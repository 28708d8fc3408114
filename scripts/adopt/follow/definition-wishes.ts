// What of a drift definitions are to say: by what they define, whole or in parts.
import { commentedObject } from "../../database/inspect/live-structure.ts";
import type { Drift } from "../../drift/find-drift.ts";
import { pathOfObject } from "../../drift/structure-names.ts";
import { displayPath, splitPath } from "../../model/identifier.ts";
import type { StructureDifference } from "../../prove/structure-differences.ts";
import { camelCase } from "../definitions/code-names.ts";
import type { Exported } from "../definitions/database-parts.ts";
import type { TableWishes } from "./merge-table.ts";

/** What is wished of one thing. */
export interface DefinitionWish extends TableWishes {
  /** The thing itself: as it is there, or gone. */
  readonly whole: "taken" | "gone" | undefined;
  /** Whether its comments are as they are there. */
  readonly comment: boolean;
}

/** By displayPath. */
type DefinitionWishes = ReadonlyMap<string, DefinitionWish>;

/** A wish that grows. */
interface Growing {
  whole: "taken" | "gone" | undefined;
  comment: boolean;
  readonly columns: Map<string, "taken" | "gone">;
  readonly parts: Map<string, "taken" | "gone">;
  readonly unreferenced: Set<string>;
}

/** The name behind `constraint S.t name`, `index S.name`, `policy name on S.t`. */
function partName({ object, relation = "" }: StructureDifference): string | undefined {
  const [, text] =
    /^policy (.*) on /s.exec(object) ??
    (object.startsWith(`constraint ${relation} `)
      ? [object, object.slice(`constraint ${relation} `.length)]
      : []);
  const path = splitPath(text ?? /^index (.*)$/s.exec(object)?.[1] ?? "");
  return path?.at(-1) || undefined;
}

/** The columns that a key is of, as `f FOREIGN KEY (a, b) REFERENCES …` says. */
const columnsOfKey = ({ fresh, actual }: StructureDifference): string[] => {
  const [, list = ""] = /^[fpu] [A-Z ]*\(([^)]*)\)/.exec(fresh || actual) ?? [];
  return list.split(", ").flatMap((name) => splitPath(name)?.[0] ?? []);
};

/** Sorts what drifted by what definitions define. @param declared how something is exported, by its path */
export function wishesOf(
  { structure, access, structures }: Drift,
  declared: (path: readonly string[]) => Exported | undefined,
): DefinitionWishes {
  const wishes = new Map<string, Growing>();
  const wishOf = (path: readonly string[]): Growing => {
    const key = displayPath(path.slice(0, 2));
    const wish = wishes.get(key) ?? {
      whole: undefined,
      comment: false,
      columns: new Map(),
      parts: new Map(),
      unreferenced: new Set(),
    };
    wishes.set(key, wish);
    return wish;
  };
  const kinds = new Map(
    [...structures.expected.rows, ...structures.found.rows].map(({ object, line }) => [object, line]),
  );
  for (const difference of [...structure.changed, ...structure.byHand]) {
    const { object, relation, kind } = difference;
    const path = pathOfObject(difference) ?? [];
    if (path.length < 2 || commentedObject(object) !== object) continue;
    const how = kind === "missing" ? "gone" : "taken";
    const exported = declared(path.slice(0, 2));
    const keyOf = (column: string) => exported?.columns.get(column) ?? camelCase(column);
    const [, column] = /^(?:column|identity sequence of) (.*)$/s.exec(object) ?? [];
    const isTable = /^kind [rp]/.test(kinds.get(`relation ${relation}`) ?? "");
    if (/^(?:relation|type) /.test(object)) {
      if (kind !== "differs" || !isTable) wishOf(path).whole = how;
    } else if (!isTable) {
      if (exported) wishOf(path).whole = "taken";
    } else if (column !== undefined) {
      const name = splitPath(column)?.at(-1) ?? "";
      wishOf(path).columns.set(keyOf(name), object.startsWith("column ") ? how : "taken");
    } else {
      const name = partName(difference);
      if (name === undefined) continue;
      const wish = wishOf(path);
      wish.parts.set(name, how);
      // It may be said at its column.
      const columns = columnsOfKey(difference);
      for (const key of columns.length === 1 ? columns.map(keyOf) : []) {
        if (!wish.columns.has(key)) wish.columns.set(key, "taken");
        if (/^f /.test(difference.fresh)) wish.unreferenced.add(key);
      }
    }
  }
  for (const { object } of [...access.difference.comments.added, ...access.difference.comments.removed])
    wishOf(object.path).comment = true;
  return wishes;
}
