// What drizzle-kit has no words for, put back by the server's own words: triggers, rules, routines, and so on.
import {
  commentedObject,
  type LiveStructure,
  type ObjectDefinition,
} from "../database/inspect/live-structure.ts";
import type { StructureDifference } from "../prove/structure-differences.ts";
import { readStatement } from "../sql/read-statement.ts";
import type { Statement } from "../sql/statement.ts";
import { statementSql } from "../sql/write-statement.ts";
import type { BothStructures } from "./expected-structure.ts";
import { inOrder, storageStatements } from "./repair-storage.ts";

type Kind = ObjectDefinition["kind"];

/** What is put back before the tables are, since they may use it, and what behind them. */
const BEFORE: readonly Kind[] = ["type", "routine"];
const BEHIND: readonly Kind[] = [
  "sequence",
  "default",
  "index",
  "constraint",
  "row security",
  "statistics",
  "rule",
  "trigger",
];

/** What others may use: it is dropped last. */
const WHOLE: ReadonlySet<Kind> = new Set(["type", "routine"]);

/** Statements around those of drizzle-kit. */
interface ObjectRepair {
  readonly first: readonly Statement[];
  readonly last: readonly Statement[];
  /** Objects for which there is no statement. */
  readonly left: readonly StructureDifference[];
}

const statements = (text: string): Statement[] => [readStatement(text)];

/** A definition that prints several statements. */
const split = (text: string): Statement[] =>
  text.includes(";\nALTER TABLE ") ? text.split(/;\n(?=ALTER TABLE )/).flatMap(statements) : statements(text);

/** Comments that are to be put back, and those on what is put back. */
function saidAgain(
  { rows, definitions }: LiveStructure,
  drifted: readonly StructureDifference[],
): Statement[] {
  const again = new Set(drifted.flatMap(({ object, kind }) => (kind === "extra" ? [] : [object])));
  return rows.flatMap(({ object, relation }) => {
    const subject = commentedObject(object);
    const isDue = again.has(object) || again.has(subject) || again.has(`relation ${relation}`);
    const make = subject !== object && isDue ? definitions.get(object)?.make : undefined;
    return make ? statements(make) : [];
  });
}

/** What goes with its relation, that is missing or made anew: its parts are named by no difference of their own. */
function missingParts(
  { rows }: LiveStructure,
  drifted: readonly StructureDifference[],
  anew: ReadonlySet<string>,
): readonly StructureDifference[] {
  const named = new Set(drifted.map(({ object }) => object));
  const whole = drifted.filter(
    ({ kind, object, relation }) => kind === "missing" && object === `relation ${relation}`,
  );
  const missing = new Set(whole.map(({ relation }) => relation));
  return rows.flatMap(({ object, relation, line, beyond }): StructureDifference[] => {
    if (relation === undefined || !(missing.has(relation) || anew.has(relation))) return [];
    if (anew.has(relation) && named.has(object)) return [];
    if (object === `relation ${relation}`) {
      if (!line.startsWith("kind r")) return [];
      const actual = beyond
        .replace(/^u/, "p")
        .replace(/ options \{.*?\}/s, "")
        .replace(/ identity \w/, "");
      return beyond === actual
        ? []
        : [{ object, relation, kind: "differs", beyond: true, fresh: beyond, actual }];
    }
    return [{ object, relation, kind: "missing", beyond: false, fresh: line, actual: "" }];
  });
}

/** ALTER TABLE … FORCE ROW LEVEL SECURITY, which drizzle-kit does not say of tables that it makes. */
const forcedAgain = ({ definitions }: LiveStructure, drifted: readonly StructureDifference[]): Statement[] =>
  drifted.flatMap(({ kind, object, fresh }) => {
    const { kind: what, make } = definitions.get(object) ?? {};
    return kind === "missing" && what === "row security" && fresh.includes(" rls forced")
      ? statements(make ?? "")
      : [];
  });

/** They stand on keys, and come behind these. */
const isForeignKey = (statement: Statement): boolean =>
  / ADD CONSTRAINT (?:"(?:[^"]|"")*"|[^\s"]+) FOREIGN KEY /.test(statementSql(statement));

/** What else is known of the repair. */
interface Surroundings {
  /** Whether drizzle-kit repairs it. */
  readonly seen: (difference: StructureDifference) => boolean;
  /** Views that drizzle-kit drops and makes again: what stands on them goes along. */
  readonly anew: ReadonlySet<string>;
}

/** Finds them. */
export function repairObjects(
  { expected, found }: BothStructures,
  drifted: readonly StructureDifference[],
  { seen, anew }: Surroundings,
): ObjectRepair {
  const drops: Statement[] = [];
  const makes = new Map<Kind, Statement[]>();
  const lastDrops: Statement[] = [];
  const storage: string[] = [];
  const left: StructureDifference[] = [];
  const parts = missingParts(expected, drifted, anew);
  const comesWithView = ({ object, relation }: StructureDifference) =>
    relation !== undefined && anew.has(relation) && object.startsWith(`column ${relation}.`);
  for (const difference of [...drifted, ...parts]) {
    const stored = difference.beyond ? storageStatements(difference) : undefined;
    if (stored) storage.push(...stored);
    if (stored || seen(difference) || comesWithView(difference)) continue;
    const wanted = expected.definitions.get(difference.object);
    const there = found.definitions.get(difference.object);
    const kind = (wanted ?? there)?.kind;
    if (kind === "comment") {
      if (difference.kind === "extra") drops.push(...statements(there?.drop ?? ""));
      continue;
    }
    const isSayable = kind !== undefined && (difference.kind === "extra" || Boolean(wanted?.make));
    if (!isSayable || difference.beyond) {
      if (!parts.includes(difference)) left.push(difference);
      continue;
    }
    const replaces = kind === "routine" && difference.kind !== "extra";
    if (difference.kind !== "missing" && there?.drop && !replaces) {
      (WHOLE.has(kind) ? lastDrops : drops).push(...statements(there.drop));
    }
    if (difference.kind !== "extra" && wanted?.make)
      makes.set(kind, [...(makes.get(kind) ?? []), ...split(wanted.make)]);
  }
  const constraints = makes.get("constraint") ?? [];
  makes.set("constraint", [
    ...constraints.filter((one) => !isForeignKey(one)),
    ...constraints.filter(isForeignKey),
  ]);
  const made = (kinds: readonly Kind[]) => kinds.flatMap((kind) => makes.get(kind) ?? []);
  return {
    first: [...drops, ...made(BEFORE)],
    last: [
      ...made(BEHIND),
      ...forcedAgain(expected, drifted),
      ...saidAgain(expected, drifted),
      ...inOrder(storage).flatMap(statements),
      ...lastDrops,
    ],
    left,
  };
}
