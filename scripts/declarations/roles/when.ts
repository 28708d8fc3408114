// `when` → conditions.
import { type Condition, combineWhen, conditionText, disjoin } from "../../model/condition.ts";
import type { Location } from "../../model/diagnostic.ts";
import { displayName } from "../../model/identifier.ts";
import type { When } from "../language/schema-parts.ts";
import { child, entries, items, keyPlaceOf, type Placed, placeOf, problemAt } from "../yaml/placed.ts";
import { nearest } from "../yaml/suggest.ts";
import type { ConditionContext, KnownRolesContext } from "./entry-context.ts";

/** The condition of an entry's `when`; undefined also where it names all values, and after a report. */
export function resolveWhen(
  entry: Placed<{ readonly when?: When | undefined }>,
  { variables: allowed, report }: ConditionContext,
): Condition | undefined {
  const when = child(entry, "when");
  if (!when) return undefined;
  const condition: Record<string, string[]> = {};
  for (const [name, values] of entries<string | string[]>(when)) {
    const known = Object.hasOwn(allowed, name) ? (allowed[name] ?? []) : undefined;
    if (!known) {
      const names = Object.keys(allowed);
      const guess = nearest(name, names);
      const help = guess
        ? `Did you mean ${guess}?`
        : `Known are: ${names.join(", ") || "none"}; drizzle.config.ts lists them with their values.`;
      report(problemAt(keyPlaceOf(values), "unknown-variable", `there is no variable ${name}`, help));
      continue;
    }
    condition[name] = items<string>(values).flatMap((item) => {
      if (known.includes(item.value)) return [item.value];
      const guess = nearest(item.value, known);
      const help = guess ? `Did you mean ${guess}?` : `It can be: ${known.join(", ")}.`;
      report(problemAt(placeOf(item), "unknown-value", `${name} cannot be ${item.value}`, help));
      return [];
    });
  }
  if (Object.values(condition).some((values) => values.length === 0)) return undefined;
  return disjoin([{ value: "", when: condition }], allowed)[0]?.when;
}

/**
 * The condition of an entry that holds only while these roles exist; `never` after a report.
 *
 * @param own what the entry itself says
 */
export function withinRoles(
  own: Condition | undefined,
  roles: readonly string[],
  at: Location,
  { conditionOf, report }: Pick<KnownRolesContext, "conditionOf" | "report">,
): Condition | undefined | "never" {
  let when = own;
  for (const role of roles) {
    const ofRole = conditionOf(role);
    const both = combineWhen(when, ofRole);
    if (both === "never") {
      const message = `this never holds: ${displayName(role)} exists only where ${conditionText(ofRole)}, the rest only where ${conditionText(when)}`;
      report(problemAt(at, "never-holds", message, "Take it out, or let the conditions meet."));
      return both;
    }
    when = both;
  }
  return when;
}
