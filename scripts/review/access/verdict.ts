// Whether a role can use a privilege: yes, only after SET ROLE, no.

import { kindFacts } from "../../model/object-kinds.ts";
import type { AccessIndex } from "./access-index.ts";
import { type AccessPath, accessPaths } from "./access-paths.ts";
import type { Question } from "./access-sources.ts";
import { relationOf } from "./relation-access.ts";
import { type ViewLack, viewLacks } from "./view-lacks.ts";

/** Whether a role can use a privilege on an object, and how. */
export interface Verdict {
  /** By name: with USAGE on the schema, and on every column where columns make the whole. */
  readonly can: boolean;
  /** Like `can`, but without SET ROLE. */
  readonly canAtOnce: boolean;
  /** Every path, the simplest first; those that do not make it whole, too. */
  readonly paths: readonly AccessPath[];
  /** Of a table: the columns that are reached where the table is not. */
  readonly columns: readonly string[];
  /** Of a view: what is lacking to use it, though the role may; the view's owner lacks it, or the role itself. */
  readonly lacks: readonly ViewLack[];
}

const columnOf = ({ object }: AccessPath): string => object.path[2] ?? "";

/** Whether paths are enough for a role as it is, without SET ROLE. */
function isEnough(
  index: AccessIndex,
  { object, privilege }: Question,
  isPart: (path: AccessPath) => boolean,
  paths: readonly AccessPath[],
): boolean {
  const usable = paths.filter(({ after, lacksUsage }) => after === undefined && lacksUsage === undefined);
  if (usable.length === 0) return false;
  if (usable.some((path) => !isPart(path))) return true;
  const reached = new Set(usable.map(columnOf));
  const { columns } = index.facts(object);
  const splits = kindFacts("column").privileges.includes(privilege);
  return splits && columns.length > 0 && columns.every((column) => reached.has(column));
}

const NOTHING: Verdict = { can: false, canAtOnce: false, paths: [], columns: [], lacks: [] };

/** The paths of one privilege, and whether they are enough. */
export function decide(index: AccessIndex, role: string, question: Question): Verdict {
  const paths = accessPaths(index, role, question);
  if (paths.length === 0) return NOTHING;
  const { object } = question;
  const isPart = (path: AccessPath) => path.object.kind === "column" && object.kind === "table";
  const view = index.warehouse.viewReads.get(relationOf(object) ?? "");
  const columns = object.kind === "column" ? { columns: [object.path[2] ?? ""] } : {};
  const { privilege } = question;
  const lacksOf = (name: string) =>
    view ? viewLacks(index, { view, role: name, privilege, ...columns }) : [];
  const lacks = lacksOf(role);
  const canAtOnce = isEnough(index, question, isPart, paths) && lacks.length === 0;
  // After SET ROLE a role has what the other has, and no longer what it had itself.
  const canAfter = () =>
    [...index.graph.becomes(role).keys()].some(
      (other) =>
        other !== role &&
        isEnough(index, question, isPart, accessPaths(index, other, question)) &&
        lacksOf(other).length === 0,
    );
  const isWhole = paths.some((path) => !isPart(path));
  return {
    can: canAtOnce || canAfter(),
    canAtOnce,
    paths,
    columns: isWhole ? [] : [...new Set(paths.map(columnOf))],
    lacks,
  };
}

/** The roles to ask about: those that the warehouse speaks of, and whoever is named where the privilege comes from. */
export function rolesOf(index: AccessIndex, { holdings }: Question): ReadonlySet<string> {
  const named = holdings.filter(({ by }) => by.kind !== "predefined role");
  const missing = named.map(({ holder }) => holder).filter((name) => isUnknown(index, name));
  return missing.length === 0 ? index.roles : new Set([...index.roles, ...missing]);
}

const isUnknown = ({ roles }: AccessIndex, name: string): boolean =>
  !name.startsWith("@") && !roles.has(name);
