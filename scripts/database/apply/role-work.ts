// What is sent of the statements about roles of one revision, since its roles are those of the whole cluster.
import type { Role } from "../../model/role.ts";
import type { SelectedStatement } from "../../sql/select-statements.ts";
import type { Statement, StatementOf } from "../../sql/statement.ts";
import type { Queryable } from "../connect/connect.ts";
import { NO_NEEDS, type OthersNeeds, othersNeeds, removeMarks } from "./cluster-marks.ts";
import type { HistoryTable } from "./history-table.ts";
import { renamedAlready } from "./rename-roles.ts";
import { insteadOf } from "./return-role.ts";
import {
  droppedRoles,
  type GoingRole,
  type KeptRole,
  keepRoles,
  stillNeeded,
  type TakenOver,
  takeOverRoles,
} from "./role-statements.ts";
import { takenOverRoles } from "./taken-over-record.ts";
import { unspoken } from "./taken-over-role.ts";

/** A membership that was not revoked. */
interface KeptMembership {
  readonly role: string;
  readonly member: string;
  readonly reason: string;
}

/** What a role keeps of which the files say nothing. */
interface UnspokenOf {
  readonly role: string;
  readonly what: readonly string[];
}

/** What was done otherwise than the file says, and why. */
export interface RoleReport {
  /** Roles that were there already: altered, not created. */
  readonly takenOver: readonly string[];
  /** Those of them that no other history made, as they were. */
  readonly found: readonly Role[];
  /** What roles that were taken over have and the files do not speak of. */
  readonly unspoken: readonly UnspokenOf[];
  /** Roles that were not dropped. */
  readonly kept: readonly KeptRole[];
  readonly keptMemberships: readonly KeptMembership[];
  /** Roles that had their new name already. */
  readonly renamed: readonly string[];
}

/** Looks at the cluster when the script comes to its roles, and says what to send of a statement. */
interface RoleWork {
  /** Runs before the first rename of a role. */
  rename(): Promise<void>;
  /** Runs behind the renames of roles. */
  look(): Promise<void>;
  /** Runs before the first CREATE ROLE: revokes and renames may stand before it. */
  takeOver(): Promise<void>;
  /** Runs before the first DROP ROLE: those that are really dropped. */
  keep(): Promise<GoingRole[]>;
  /** The statement itself, others, or none. */
  sent(statement: SelectedStatement): SelectedStatement[];
  report(): RoleReport;
}

const ABOUT_OTHERS: ReadonlySet<Statement["kind"]> = new Set([
  "create role",
  "drop role",
  "revoke membership",
]);

/** Whether there are statements of which what other histories need decides if, or how, they are sent. */
const asksOthers = (statements: readonly SelectedStatement[]): boolean =>
  statements.some(({ statement }) => ABOUT_OTHERS.has(statement.kind));

/** A REVOKE of memberships, one for each pair that is revoked, and those that others need. */
function divide(
  statement: StatementOf<"revoke membership">,
  others: OthersNeeds,
): { readonly left: readonly Statement[]; readonly stay: readonly KeptMembership[] } {
  const left: Statement[] = [];
  const stay: KeptMembership[] = [];
  for (const role of statement.roles)
    for (const member of statement.members) {
      const needing =
        typeof member === "string" && statement.option === undefined
          ? others.membership({ role, member })
          : undefined;
      if (typeof member === "string" && needing !== undefined)
        stay.push({ role, member, reason: stillNeeded(needing) });
      else left.push({ ...statement, roles: [role], members: [member] });
    }
  return { left, stay };
}

/**
 * The work on roles of one revision.
 *
 * @param history the history; without it nothing is known of others
 */
export function roleWork(
  tx: Queryable,
  file: string,
  statements: readonly SelectedStatement[],
  history: HistoryTable | undefined,
): RoleWork {
  let others = NO_NEEDS;
  let takenOver = new Map<string, TakenOver>();
  let kept: KeptRole[] = [];
  const keptMemberships: KeptMembership[] = [];
  let renamed: ReadonlySet<Statement> = new Set();

  return {
    async rename() {
      renamed = await renamedAlready(tx, file, statements, history);
    },
    async look() {
      if (history && asksOthers(statements)) others = await othersNeeds(tx, history);
    },
    async takeOver() {
      const creations = statements.flatMap(({ statement, ...at }) =>
        statement.kind === "create role" ? [{ statement, at }] : [],
      );
      takenOver = await takeOverRoles(tx, file, creations);
    },
    async keep() {
      const going = droppedRoles(statements);
      const names = going.map(({ role }) => role);
      // PostgreSQL drops no role that has one.
      if (history) await removeMarks(tx, history, names);
      kept = await keepRoles(tx, names, {
        takenOver: history ? await takenOverRoles(tx, history) : new Set(),
        others,
      });
      const keeps = new Set(kept.map(({ role }) => role));
      return going.filter(({ role }) => !keeps.has(role));
    },
    sent(one) {
      const { statement } = one;
      switch (statement.kind) {
        case "create role": {
          const taken = takenOver.get(statement.role);
          if (!taken) return [one];
          return taken.instead === undefined ? [] : [insteadOf(one, taken.instead)];
        }
        case "drop role": {
          const roles = statement.roles.filter((role) => kept.every((other) => other.role !== role));
          if (roles.length === statement.roles.length) return [one];
          return roles.length === 0 ? [] : [insteadOf(one, { ...statement, roles })];
        }
        case "rename role":
          return renamed.has(statement) ? [] : [one];
        case "revoke membership": {
          const { left, stay } = divide(statement, others);
          keptMemberships.push(...stay);
          return stay.length === 0 ? [one] : left.map((part) => insteadOf(one, part));
        }
        default:
          return [one];
      }
    },
    report() {
      const names = [...takenOver.keys()];
      return {
        takenOver: names,
        found: [...takenOver.values()].flatMap(({ found }) => (others.isMade(found.name) ? [] : [found])),
        unspoken: [...takenOver.values()].flatMap(({ found }) => {
          const what = unspoken(
            found,
            statements.map(({ statement }) => statement),
          );
          return what.length === 0 ? [] : [{ role: found.name, what }];
        }),
        kept,
        keptMemberships,
        renamed: [...renamed].flatMap((one) => (one.kind === "rename role" ? [one.to] : [])),
      };
    },
  };
}
