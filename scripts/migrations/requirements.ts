// Revisions that say `-- requires:` of others: which those are, and whether they come before.
import { type Diagnostic, problem, Refusal } from "../model/diagnostic.ts";
import { type Requirement, renameRequirements, requirementsIn } from "../sql/requires.ts";
import { findRevision } from "./find-revision.ts";
import type { Revision } from "./folder.ts";

type Requiring = Pick<Revision, "name" | "number" | "folder" | "migration">;

/** What a revision requires. The names of folders only: what else stands behind the word in a revision that is written is a remark. */
export const requiredBy = ({ migration }: Pick<Revision, "migration">): Requirement[] =>
  requirementsIn(migration).filter(({ revision }) => /^\d{14}_/.test(revision));

const placeOf = ({ folder }: Requiring, { line, column }: Requirement) => ({
  file: `${folder}/migration.sql`,
  line,
  column,
});

/**
 * A script with the names of the folders that it requires, whatever they are called there: a number means another
 * revision once branches are merged.
 *
 * @param earlier the revisions before it
 * @throws {Refusal} with each that is none of those
 */
export function settledRequirements(
  script: string,
  file: string,
  earlier: readonly Pick<Revision, "name" | "number" | "message">[],
): string {
  const names = new Map<string, string>();
  const problems = requirementsIn(script).flatMap(({ revision, line, column }): Diagnostic[] => {
    try {
      names.set(revision, findRevision(earlier, revision, earlier.length).name);
      return [];
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return error.diagnostics.map((found) => ({
        ...found,
        message: `this requires a revision before it, but ${found.message}`,
        at: { file, line, column },
      }));
    }
  });
  if (problems.length > 0) throw new Refusal(problems);
  return renameRequirements(script, (revision) => names.get(revision) ?? revision);
}

/** Whether a revision requires another, by way of others too. */
function requires(from: Requiring, name: string, byName: ReadonlyMap<string, Requiring>): boolean {
  const seen = new Set([from.name]);
  for (const one of seen) {
    const known = byName.get(one);
    for (const { revision } of known ? requiredBy(known) : []) seen.add(revision);
  }
  return seen.has(name);
}

/** What is required in vain: revisions that are not there, or come later. */
export function requirementProblems(revisions: readonly Requiring[]): Diagnostic[] {
  const byName = new Map(revisions.map((revision) => [revision.name, revision]));
  return revisions.flatMap((one) =>
    requiredBy(one).flatMap((requirement) => {
      const { revision } = requirement;
      const other = byName.get(revision);
      const at = placeOf(one, requirement);
      if (!other)
        return [
          problem("requirement-unmet", `${one.name} requires ${revision}, which is not in the folder`, {
            at,
            help: "Fetch the branch that it is on; where it was made again under another name, make this one again too.",
          }),
        ];
      if (other.number < one.number) return [];
      const why =
        other.name === one.name
          ? "itself"
          : requires(other, one.name, byName)
            ? `${revision}, which requires it in turn`
            : `${revision}, which runs after it`;
      return [
        problem("requirement-unmet", `${one.name} requires ${why}`, {
          at,
          help: "Revisions run in the order of their names. Where no database has it, make it again behind that one: `dwh rebase` (make rebase).",
        }),
      ];
    }),
  );
}

/**
 * What of a run would leave a revision without one that it requires.
 *
 * @param applied what is applied before it
 * @param chosen what runs, in order
 */
export function unmetByRun(
  applied: readonly Requiring[],
  chosen: readonly Requiring[],
  direction: "up" | "down",
): Diagnostic[] {
  const going = new Set(direction === "down" ? chosen.map(({ name }) => name) : []);
  const there = new Set(applied.map(({ name }) => name).filter((name) => !going.has(name)));
  const lacking = (one: Requiring) =>
    requiredBy(one).flatMap((requirement) => {
      const { revision } = requirement;
      if (there.has(revision)) return [];
      const what = direction === "up" ? "is not applied before it" : "would be taken back";
      return [
        problem("requirement-unmet", `${one.name} requires ${revision}, which ${what}`, {
          at: placeOf(one, requirement),
          help: "Nothing was sent. `dwh check` (make check) tells what is required in vain.",
        }),
      ];
    });
  if (direction === "down") return applied.filter(({ name }) => !going.has(name)).flatMap(lacking);
  return chosen.flatMap((one) => {
    const found = lacking(one);
    there.add(one.name);
    return found;
  });
}
