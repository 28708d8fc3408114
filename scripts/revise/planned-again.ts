/** A revision that lies in generated/ as it was planned, out of its files and those before it. */
import type { Revision } from "../migrations/folder.ts";
import { readSnapshot } from "../migrations/folder.ts";
import { kitRenames } from "../migrations/kit/kit-renames.ts";
import { parseSnapshots } from "../migrations/kit/snapshot-files.ts";
import { cutRows } from "../migrations/rows/lost-rows.ts";
import { diffWarehouses } from "../plan/compare/diff-warehouses.ts";
import type { RoleDeparture } from "../plan/roles/render-dropped-roles.ts";
import { tableDefinitions } from "../review/table-definitions.ts";
import type { Project } from "../sources/project.ts";
import { readRecorded } from "../sources/recorded.ts";
import { readStatement } from "../sql/read-statement.ts";
import { parseScript } from "../sql/script.ts";
import { type BothStates, differenceBack, revisionHazards, rowEffects, wayBack } from "./both-ways.ts";
import type { PlannedRevision } from "./planned-revision.ts";
import { toldStatements } from "./told-statements.ts";

/** Columns whose values the way up cuts: where it refuses to, it asks rows whether they fit, by the column's name. */
export function cutColumns(
  { rows }: Revision,
  { before, after, kitRenames }: BothStates,
): ReadonlySet<string> {
  const asked = (path: string) => rows.up.some(({ message }) => message.startsWith(`${path} `));
  const possible = cutRows({ from: before, to: after, renames: kitRenames });
  return new Set(possible.flatMap(({ lost }) => (lost !== undefined && !asked(lost) ? [lost] : [])));
}

/** Who gets what the roles own that a script drops. */
export function departuresIn(script: string): Map<string, RoleDeparture> {
  const found = new Map<string, RoleDeparture>();
  for (const { sql, directives } of parseScript(script).statements) {
    const statement = readStatement(sql);
    if (statement.kind !== "drop role" || directives?.heir === undefined) continue;
    for (const role of statement.roles)
      if (typeof role === "string") found.set(role, { reassignOwnedTo: directives.heir });
  }
  return found;
}

/**
 * What the files of a revision say that it does. What role files expected when it was written is in none of them.
 *
 * @param revisions all of them
 * @throws {Refusal} where a snapshot is not the one that was written
 */
export async function plannedAgain(
  { root, config }: Project,
  revisions: readonly Revision[],
  revision: Revision,
): Promise<PlannedRevision> {
  const { name, number, message, migration, down, snapshot, delta, byHand, online } = revision;
  const earlier = revisions.slice(0, number - 1);
  const before = await readRecorded(root, earlier);
  const after = await readRecorded(root, [...earlier, revision]);
  const text = readSnapshot(revision);
  const own = parseSnapshots([{ name, text }])[name];
  const [recorded, declared] = [before.recorded, after.recorded];
  const difference = diffWarehouses(recorded, declared, delta.renames);
  const states = { before: before.state, after: after.state };
  const both = { ...states, kitRenames: own ? kitRenames(own, after.state) : [] };
  const statements = toldStatements(migration, online);
  const mayCut = cutColumns(revision, both);
  return {
    name,
    message,
    migration,
    down,
    ...(revision.code && { code: revision.code.text }),
    snapshot: { text, ...snapshot },
    difference,
    states,
    hazards: revisionHazards(
      both,
      { declared, difference },
      { statements, departures: departuresIn(migration), mayCut },
    ),
    definitions: tableDefinitions(statements),
    rows: rowEffects(both, { recorded, declared }, config.variables, mayCut),
    wayBack: wayBack(both, differenceBack({ recorded, declared, difference }), toldStatements(down, online)),
    byHand,
    online,
    recorded,
    declared,
    promises: { expectations: [], provenance: new Map() },
    views: { cleared: new Set(), placeOf: () => undefined },
    earlier,
    warnings: [],
  };
}
