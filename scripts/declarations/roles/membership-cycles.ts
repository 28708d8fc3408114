// Roles that are members of one another in a circle.
import { groupBy } from "../../model/group.ts";
import { displayName } from "../../model/identifier.ts";
import { problemAt, type Report } from "../yaml/placed.ts";
import type { PlacedMembership } from "./memberships.ts";

function reportCycle(cycle: readonly PlacedMembership[], report: Report): void {
  const [first, ...others] = cycle;
  if (!first) return;
  const { member } = first.membership;
  if (others.length === 0) {
    const message = `${displayName(member)} would be a member of itself`;
    report(problemAt(first.at, "membership-cycle", message, "Take it out."));
    return;
  }
  const names = [member, ...cycle.map(({ membership }) => membership.role)].map(displayName);
  const message = `these roles would be members of one another: ${names.join(" → ")}`;
  const related = others.map(({ at, membership }) => ({
    message: `${displayName(membership.member)} becomes a member of ${displayName(membership.role)} here`,
    at,
  }));
  report(problemAt(first.at, "membership-cycle", message, "Take one of them out.", related));
}

/** Reports memberships that lead back to where they begin; PostgreSQL refuses the last of them. */
export function checkCycles(memberships: Iterable<PlacedMembership>, report: Report): void {
  const byMember = groupBy(memberships, ({ membership }) => membership.member);
  const done = new Set<string>();
  const trail: PlacedMembership[] = [];
  // Where on the trail a role was entered.
  const entered = new Map<string, number>();
  const walk = (member: string): void => {
    entered.set(member, trail.length);
    for (const next of byMember.get(member) ?? []) {
      const { role } = next.membership;
      const from = entered.get(role);
      if (from !== undefined) reportCycle([...trail.slice(from), next], report);
      else if (!done.has(role)) {
        trail.push(next);
        walk(role);
        trail.pop();
      }
    }
    entered.delete(member);
    done.add(member);
  };
  for (const member of byMember.keys()) if (!done.has(member)) walk(member);
}
