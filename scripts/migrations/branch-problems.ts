/** The same thing made, dropped or renamed by revisions of two branches: drizzle-kit takes that for one change. */
import { join } from "node:path";
import { type Diagnostic, problem } from "../model/diagnostic.ts";
import { displayPath } from "../model/identifier.ts";
import { type Revision, readSnapshot } from "./folder.ts";
import type { KitDelta } from "./kit/kit-state.ts";
import { parseSnapshots } from "./kit/snapshot-files.ts";
import { ancestorsOf, isLinear } from "./lineage.ts";

/** `creates tables S.u`; what is altered twice drizzle-kit compares itself. */
function stepOf(delta: KitDelta): string | undefined {
  if (delta.op === "alter") return undefined;
  if (delta.op === "create") {
    const { entityType, schema, table, name } = delta.row;
    return `creates ${entityType} ${displayPath([schema, table, name].filter((part) => part !== undefined))}`;
  }
  const [type = "", names = "[]"] = delta.key.split("\0");
  return `${delta.op}s ${type} ${displayPath(JSON.parse(names) as string[])}`;
}

const deltaOf = ({ folder }: Revision) => ({ file: join(folder, "delta.json") });

/** What is told of revisions of which none builds on the other. */
export function branchProblems(revisions: readonly Revision[]): Diagnostic[] {
  if (isLinear(revisions)) return [];
  const before = ancestorsOf(revisions);
  const doers = new Map<string, Revision[]>();
  const found: Diagnostic[] = [];
  for (const revision of revisions) {
    const { name, snapshot, files } = revision;
    const own = parseSnapshots([{ name, text: readSnapshot(revision) }])[name];
    const steps = own?.type === "diff" ? own.deltas.flatMap((delta) => stepOf(delta) ?? []) : [];
    const doubled = steps.flatMap((step) => {
      const other = doers.get(step)?.find((one) => !before.get(snapshot.id)?.has(one.snapshot.id));
      return other ? [{ step, other }] : [];
    });
    for (const step of steps) doers.set(step, [...(doers.get(step) ?? []), revision]);
    const [first] = doubled;
    // As of what a delta says twice: where it was so before this was looked at, it stays.
    if (!first || files["review.md"] === undefined) continue;
    found.push(
      problem("changed-twice", `${name} ${first.step}, as ${first.other.name} does on another branch`, {
        at: deltaOf(revision),
        related: [{ message: "the first time", at: deltaOf(first.other) }],
        help: `Where no database has ${name}, remove its folder and make it again.`,
      }),
    );
  }
  return found;
}
