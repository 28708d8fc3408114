// The role that runs what stands behind `-- as elevated`: the target names it, and the server must know it.
import { type Diagnostic, type Location, problem } from "../model/diagnostic.ts";
import type { Executor } from "../model/executor.ts";
import { fillVariables } from "../model/variable.ts";
import type { Need } from "../plan/needs/need.ts";
import type { Target } from "../sources/target.ts";
import { type Course, statementsToCome } from "../sql/course.ts";
import { isElevated, runElevated } from "../sql/elevated-statements.ts";

/** What of a target says which role that is. */
export type ElevatedTarget = Pick<Target, "variables"> & Partial<Pick<Target, "elevatedRole">>;

/** The elevated statements of one way of a revision. */
export interface Elevated {
  /** The target's role; undefined where it names none. */
  readonly role: string | undefined;
  /** Where the target would name it. */
  readonly key: string;
  /** The first of them. */
  readonly at: Location;
  readonly excerpt: string;
}

const keyIn = (target: string): string => `targets.${target}.elevatedRole`;

/** Steps, which targets that are alike share, with the key of one target. */
export const withTargetKey = <Step extends { readonly elevated?: Elevated }>(
  steps: readonly Step[],
  { name }: Pick<Target, "name">,
): Step[] =>
  steps.map((step) => (step.elevated ? { ...step, elevated: { ...step.elevated, key: keyIn(name) } } : step));

/**
 * The course of a script as it is sent, and what that needs; as it is where nothing is elevated, or the target names no
 * role.
 *
 * @param changesElevated whether whoever applies it changes what that role made
 */
export function asElevated(
  course: Course,
  { variables, elevatedRole }: ElevatedTarget,
  { file, changesElevated }: { readonly file: string; readonly changesElevated: boolean },
): { readonly course: Course; readonly needs: readonly Need[]; readonly elevated?: Elevated } {
  const first = statementsToCome(course).find(isElevated);
  if (!first) return { course, needs: [] };
  const role = elevatedRole === undefined ? undefined : fillVariables(elevatedRole, variables);
  const { line, column, sql, source = sql } = first;
  const elevated = { role, key: keyIn("NAME"), at: { file, line, column }, excerpt: source };
  if (role === undefined) return { course, needs: [], elevated };
  const why = `run what stands behind \`-- as elevated\`${changesElevated ? ", and change what that makes" : ""}`;
  const need: Need = { kind: "act as", role, inherit: changesElevated, set: true, why, elevated: true };
  const phases = course.phases.map((phase) => ({
    ...phase,
    statements: runElevated(phase.statements, role),
  }));
  return { course: { ...course, phases }, needs: [need], elevated };
}

/** What forbids to run them: no such role. That whoever applies them may not become it is among what it lacks. */
export function elevatedProblems(
  steps: readonly { readonly elevated?: Elevated | undefined; readonly needs: readonly Need[] }[],
  executor: Executor,
): Diagnostic[] {
  const made = new Set<string>();
  return steps.flatMap(({ elevated, needs }) => {
    for (const need of needs) if (need.kind === "create role") made.add(need.role);
    if (!elevated) return [];
    const { role, key, at, excerpt } = elevated;
    if (role === undefined) {
      // Whoever can everything needs nobody else.
      if (executor.superuser) return [];
      const message = `this runs as elevated: ${executor.name} is no superuser, and the target names no role for it`;
      return [
        problem("elevated-role-missing", message, {
          at,
          excerpt,
          help: `Nothing was sent. Say in drizzle.config.ts as whom, in \`${key}\`.`,
        }),
      ];
    }
    if (role === executor.name || executor.roles.has(role) || made.has(role)) return [];
    return [
      problem("elevated-role-missing", `this runs as elevated, and the role ${role} is not on this server`, {
        at,
        excerpt,
        help: `Nothing was sent. Have an administrator make the role, or name another in \`${key}\` of drizzle.config.ts.`,
      }),
    ];
  });
}
