// What the statements of two branches write and read, as drizzle-kit's snapshots keep it, and where they meet.
import type { KitSnapshot } from "./kit-state.ts";

/** What one statement touches; nodes are texts such as `s|col|S.t.m`. */
interface Footprint {
  /** `alter_column` */
  readonly statementType: string;
  /** A kind and a path: `["column", "S", "t", "n"]`. */
  readonly statementTarget?: readonly string[];
  readonly writes: readonly string[];
  readonly sharedWrites?: readonly string[];
  readonly reads?: readonly string[];
  /** Equal in two statements that do the same and may both run. */
  readonly sqlHash?: string;
}

/** Two statements that do not come to the same in both orders. */
interface Meeting {
  /** `alters column`, `drops table` */
  readonly verbs: readonly [one: string, other: string];
  readonly paths: readonly [one: readonly string[], other: readonly string[]];
}

/** `alter_column` → `alters column` */
function verbOf({ statementType }: Footprint): string {
  const [verb = "changes", ...what] = statementType.split("_");
  return [/[sx]$|ch$/.test(verb) ? `${verb}es` : `${verb}s`, ...what].join(" ");
}

const pathOf = ({ statementTarget = [] }: Footprint): readonly string[] => statementTarget.slice(1);

const sameChange = (a: Footprint, b: Footprint): boolean =>
  a.sqlHash !== undefined && a.statementType === b.statementType && a.sqlHash === b.sqlHash;

const changes = ({ writes, sharedWrites = [] }: Footprint): readonly string[] => [...writes, ...sharedWrites];

/** Whether one changes what the other changes or relies on: drizzle-kit's rule, either way. */
function meet(a: Footprint, b: Footprint): boolean {
  if (sameChange(a, b)) return false;
  const touched = ({ writes, reads = [] }: Footprint) => new Set([...writes, ...reads]);
  const [ofA, ofB] = [touched(a), touched(b)];
  return changes(a).some((node) => ofB.has(node)) || changes(b).some((node) => ofA.has(node));
}

/** Where the statements of two snapshots meet; one for each pair of things. */
export function meetings(one: KitSnapshot, other: KitSnapshot): Meeting[] {
  const footprints = (snapshot: KitSnapshot) => snapshot.footprints as readonly Footprint[];
  const found = new Map<string, Meeting>();
  for (const a of footprints(one)) {
    for (const b of footprints(other)) {
      const paths = [pathOf(a), pathOf(b)] as const;
      const key = JSON.stringify(paths);
      if (!found.has(key) && meet(a, b)) found.set(key, { verbs: [verbOf(a), verbOf(b)], paths });
    }
  }
  return [...found.values()];
}

/** The paths of what a snapshot drops: a schema, a relation, a column, a sequence, a type. */
export function droppedPaths(snapshot: KitSnapshot): string[][] {
  const kinds = new Set(["schemas", "tables", "views", "columns", "sequences", "enums"]);
  const deltas = snapshot.type === "diff" ? snapshot.deltas : [];
  return deltas.flatMap((delta) => {
    if (delta.op !== "drop") return [];
    const [type = "", names = "[]"] = delta.key.split("\0");
    return kinds.has(type) ? [JSON.parse(names) as string[]] : [];
  });
}
