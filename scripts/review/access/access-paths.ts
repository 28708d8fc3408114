// The paths by which a role can use a privilege on an object.

import { PUBLIC } from "../../model/acl.ts";
import { type ObjectName, objectKey } from "../../model/object.ts";
import type { Privilege } from "../../model/privilege.ts";
import type { AccessIndex } from "./access-index.ts";
import { askDirectly, firstHolding, type Ground, type Holding, type Question } from "./access-sources.ts";
import type { Reach, Reaches } from "./reach.ts";
import { relationOf } from "./relation-access.ts";
import { addsNothing, leadingColumns } from "./view-access.ts";
import { viewLacks } from "./view-lacks.ts";

/** One way in which a role can use a privilege. */
export interface AccessPath extends Reach {
  readonly privilege: Privilege;
  /** What the privilege is on: the object that was asked for, its table, or one of its columns. */
  readonly object: ObjectName;
  readonly by: Ground;
  /** The schema on which USAGE is missing: then the object cannot be reached by its name. */
  readonly lacksUsage?: string;
}

/** Whether a role has USAGE on a schema without SET ROLE. */
function hasUsage(index: AccessIndex, role: string, schema: string): boolean {
  const ofSchema = index.usage.get(schema) ?? new Map<string, boolean>();
  if (ofSchema.size === 0) index.usage.set(schema, ofSchema);
  const before = ofSchema.get(role);
  if (before !== undefined) return before;
  const paths = accessPaths(index, role, askDirectly(index, "USAGE", { kind: "schema", path: [schema] }));
  const has = paths.some(({ after }) => after === undefined);
  ofSchema.set(role, has);
  return has;
}

const RANK: readonly Ground["kind"][] = ["entry", "owner", "predefined role", "superuser"];

/** The simplest path first: no SET ROLE, few memberships, what an ACL says. */
function bySimplicity(a: AccessPath, b: AccessPath): number {
  return (
    viewsIn(a) - viewsIn(b) ||
    Number(a.after !== undefined) - Number(b.after !== undefined) ||
    a.via.length - b.via.length ||
    RANK.indexOf(a.by.kind) - RANK.indexOf(b.by.kind)
  );
}

/** Whether what stands for PUBLIC is what gives the privilege. */
export const isPublic = (path: AccessPath): boolean => {
  const { by } = firstHolding({ holder: "", ...path });
  return by.kind === "entry" && by.entry.grantee === PUBLIC;
};

/** How many views stand between. */
const viewsIn = ({ by }: Holding | AccessPath): number => (by.kind === "view" ? 1 + viewsIn(by.through) : 0);

/** Whether the view that a way begins with can be used by whoever acts: its owner, or who reads it, may lack something. */
function isUsable(index: AccessIndex, acting: string, privilege: Privilege, holding: Holding): boolean {
  if (holding.by.kind !== "view") return true;
  const view = index.warehouse.viewReads.get(relationOf(firstHolding(holding).object) ?? "");
  if (!view) return true;
  const lacks = (columns?: readonly string[]) =>
    viewLacks(index, { view, role: acting, privilege, ...(columns && { columns }) });
  const columns = leadingColumns(privilege, holding);
  return columns ? columns.some((column) => lacks([column]).length === 0) : lacks().length === 0;
}

/** A way to whoever has the privilege; where the name cannot be looked up on it, a second one on which it can. */
function* pathsTo(
  index: AccessIndex,
  role: string,
  { privilege, schema: ownSchema }: Question,
  { holder, object, by, schema = ownSchema }: Holding,
  reach: Reach,
): Generator<AccessPath> {
  const pathOf = (way: Reach): AccessPath => ({ ...way, privilege, object, by });
  if (schema === undefined || hasUsage(index, reach.after ?? role, schema)) {
    yield pathOf(reach);
    return;
  }
  const other = index.graph
    .waysAfter(role, holder)
    .find(({ after }) => after !== undefined && hasUsage(index, after, schema));
  if (!other || reach.after === undefined) yield { ...pathOf(reach), lacksUsage: schema };
  if (other) yield pathOf(other);
}

/** Where many have a privilege, most roles reach few of them: by holder they are found at once. */
function holdingsOf({ holdings, byHolder }: Question, reaches: Reaches): readonly Holding[] {
  if (holdings.length <= reaches.size) return holdings.filter(({ holder }) => reaches.has(holder));
  const indexes: number[] = [];
  for (const name of reaches.keys()) indexes.push(...(byHolder().get(name) ?? []));
  return indexes.sort((a, b) => a - b).flatMap((at) => holdings[at] ?? []);
}

/** The usable ways of a role to what gives a privilege; where its own rights are not enough for a view, those of a role that it can be. */
function usablePaths(index: AccessIndex, role: string, question: Question, holding: Holding, reach: Reach) {
  const isGood = ({ after }: Reach) => isUsable(index, after ?? role, question.privilege, holding);
  const ways = [...pathsTo(index, role, question, holding, reach)].filter(isGood);
  if (ways.length > 0 || holding.by.kind !== "view") return ways;
  const other = index.graph.waysAfter(role, holding.holder).find(isGood);
  return other ? [...pathsTo(index, role, question, holding, other)].filter(isGood) : [];
}

/** Ways that add nothing say something only where the name itself cannot be looked up. */
function withoutNeedless(paths: readonly AccessPath[]): AccessPath[] {
  const plain = paths.filter((path) => path.lacksUsage === undefined && !addsNothing(path));
  return paths.filter(
    (path) =>
      !addsNothing(path) ||
      !plain.some(
        ({ after, object }) =>
          (after === undefined || after === path.after) &&
          (object.kind === "table" || objectKey(object) === objectKey(path.object)),
      ),
  );
}

/** Every path by which a role, or PUBLIC, can use a privilege on an object, the simplest first. */
export function accessPaths(index: AccessIndex, role: string, question: Question): AccessPath[] {
  const { privilege, object } = question;
  const reaches = index.graph.reaches(role);
  const found = holdingsOf(question, reaches).flatMap((holding) =>
    usablePaths(index, role, question, holding, reaches.get(holding.holder) as Reach),
  );
  const paths = found.some(addsNothing) ? withoutNeedless(found) : found;
  const superuser = index.superuser(role);
  if (superuser) {
    const by: Ground = { kind: "superuser", role: superuser.after ?? role };
    paths.push({ ...superuser, privilege, object, by });
  }
  return paths.length > 1 ? paths.sort(bySimplicity) : paths;
}
