// A script for one role to run: what it lends itself around the statements, and what it lacks.

import type { Changes } from "../../model/delta.ts";
import type { Executor, MembershipPair, Standing } from "../../model/executor.ts";
import type { Membership } from "../../model/role.ts";
import type { Statement } from "../../sql/statement.ts";
import type { Section } from "../../sql/write-statement.ts";
import { besideCreators } from "./creator-memberships.ts";
import { lacks } from "./executor-lacks.ts";
import { type Need, rolesOf } from "./need.ts";
import { othersGrants, temporaries } from "./temporaries.ts";

/** How whoever runs a script stands to what it needs, and who made roles and has nothing but ADMIN on them. */
export interface ScriptStanding {
  readonly executor: Executor;
  readonly creators: readonly MembershipPair[];
  /** What it grants itself whenever it makes a role: its `createrole_self_grant`. */
  readonly selfGrant: { readonly inherit: boolean; readonly set: boolean };
}

interface ScriptParts {
  readonly sections: readonly Section[];
  readonly needs: readonly Need[];
  readonly memberships: Changes<Membership>;
}

/** How a role stands to one that it makes. Source: PostgreSQL manual, "CREATE ROLE". */
function standingToMade({ executor: { major }, selfGrant }: ScriptStanding): Standing {
  const { inherit, set } = selfGrant;
  const own = inherit || set ? { own: { inherit, set } } : {};
  return { superuser: false, inherit: true, inherits: inherit, sets: set, admin: major >= 16, ...own };
}

/** The executor as it is once the roles are there that the server does not have yet. */
function onceMade(standing: ScriptStanding, needs: readonly Need[]): Executor {
  const { executor } = standing;
  const missing = rolesOf(needs).filter((role) => !executor.roles.has(role) && role !== executor.name);
  const roles = missing.map((role) => [role, standingToMade(standing)] as const);
  return { ...executor, roles: new Map([...executor.roles, ...roles]) };
}

/** Whether a statement is for this major version. */
const isFor =
  ({ major }: Executor) =>
  ({ directives: { since, before } = {} }: Statement): boolean =>
    (since === undefined || major >= since) && (before === undefined || major < before);

/** A statement without what was asked of the major version. */
function decided({ directives, ...statement }: Statement): Statement {
  const { since: _, before: __, ...rest } = directives ?? {};
  return Object.keys(rest).length === 0 ? statement : ({ ...statement, directives: rest } as Statement);
}

/** The roles that statements drop: their memberships go with them. */
const dropped = (sections: readonly Section[]): Set<string> =>
  new Set(
    sections.flatMap(({ statements }) =>
      statements.flatMap((one) =>
        one.kind === "drop role" ? one.roles.filter((role) => typeof role === "string") : [],
      ),
    ),
  );

/**
 * The sections as one role runs them: between the roles and the rest the memberships that it lends itself, and at the
 * end what it takes back, which is only what it lent.
 *
 * @returns also what the role cannot do, a diagnostic each
 */
export function asExecutor({ sections, needs, memberships }: ScriptParts, standing: ScriptStanding) {
  const executor = onceMade(standing, needs);
  const lent = temporaries(needs, executor, memberships);
  const gone = dropped(sections);
  const creators = executor.superuser ? besideCreators(standing.creators, memberships) : [];
  const ends = [
    ...lent.flatMap(({ role, end }) => (end === undefined || gone.has(role) ? [] : [end])),
    ...creators.flatMap(({ role, member, statements }) =>
      gone.has(role) || gone.has(member) ? [] : statements,
    ),
  ];
  const isOfRoles = ({ statements }: Section) =>
    statements.some(({ kind }) => kind === "create role" || kind === "rename role");
  const behind = sections.findLastIndex(isOfRoles) + 1;
  const isSent = isFor(executor);
  const own = sections.map(
    (section): Section => ({
      ...section,
      statements: section.statements.filter(isSent).map(decided),
    }),
  );
  const grants = [...lent.map(({ grant }) => grant), ...othersGrants(executor, memberships)];
  return {
    sections: [
      ...own.slice(0, behind),
      { title: `What ${executor.name} needs for this`, statements: grants },
      ...own.slice(behind),
      { title: `What was only for this`, statements: ends },
    ],
    lacking: lacks(needs, executor),
  };
}
