// A drift taken over: what role files can say beside what they say goes to accepted.yaml, the rest is told with its place.
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join, relative, resolve } from "node:path";
import { isSeq, parseDocument } from "yaml";
import { annotationsOf } from "../declarations/definitions/definitions.ts";
import { compareRecorded } from "../drift/compare-recorded.ts";
import type { Drift } from "../drift/find-drift.ts";
import { type Acl, internAcl } from "../model/acl.ts";
import { EMPTY_WAREHOUSE } from "../model/collections.ts";
import { defaultKey } from "../model/default-privileges.ts";
import type { Difference } from "../model/delta.ts";
import { refuseErrors } from "../model/diagnostic.ts";
import { type ObjectName, objectKey } from "../model/object.ts";
import { halfDone } from "../move/half-done.ts";
import { readDeclarations } from "../sources/declared.ts";
import { declaredPlaces } from "../sources/declared-places.ts";
import { historyTable } from "../sources/history-place.ts";
import type { Project } from "../sources/project.ts";
import { definedContext } from "../sources/roles-context.ts";
import { type AcceptedAccess, accessSaid, measure } from "./accepted-access.ts";
import { type LinesToTake, linesToTake } from "./accepted-definitions.ts";
import { declaredBeside, withoutRefused } from "./roles/beside-others.ts";
import { type DriftedEntries, driftedEntries } from "./roles/drifted-access.ts";
import { sections } from "./roles/sections.ts";
import { writeRoles } from "./roles/write-roles.ts";

/** What was taken over, and what is to be written by hand. */
export interface AcceptedDrift extends AcceptedAccess {
  /** The file of roles, as it is shown; undefined where nothing of the access can be said in one. */
  readonly file: string | undefined;
  readonly definitions: readonly LinesToTake[];
}

/** What has an ACL. */
interface WithAcl {
  readonly acl: Acl;
}

/** In the folder of roles. */
export const ACCEPTED_FILE = "accepted.yaml";
const SECTIONS = ["owners", "public", "grants", "default_privileges"] as const;

/** The difference without what the role files say already, which no revision has done yet. */
function undeclared(drifted: Difference, toDeclared: Difference): Difference {
  const part = <Entry extends WithAcl>(
    some: readonly Entry[],
    other: readonly Entry[],
    key: (entry: Entry) => string,
  ) => {
    const known = new Map(other.map((entry) => [key(entry), entry.acl]));
    return some.flatMap((entry) => {
      const kept = [...entry.acl.entries].filter(([one]) => known.get(key(entry))?.entries.has(one));
      return kept.length === 0 ? [] : [{ ...entry, acl: internAcl(kept.map(([, one]) => one)) }];
    });
  };
  const keyOf = ({ object }: { readonly object: ObjectName }) => objectKey(object);
  const { privileges, defaults, owners } = drifted;
  const others = toDeclared.owners.added.map(keyOf);
  return {
    ...drifted,
    privileges: {
      added: part(privileges.added, toDeclared.privileges.added, keyOf),
      removed: part(privileges.removed, toDeclared.privileges.removed, keyOf),
    },
    defaults: {
      added: part(defaults.added, toDeclared.defaults.added, defaultKey),
      removed: part(defaults.removed, toDeclared.defaults.removed, defaultKey),
    },
    owners: { ...owners, added: owners.added.filter((one) => others.includes(keyOf(one))) },
  };
}

/** The file with more entries: what stands in it stays as it is written. */
export function withEntries(before: string | undefined, content: DriftedEntries, title: string): string {
  const text = writeRoles({ content: sections(content), unsaid: [] }, title);
  if (before === undefined || before.trim() === "") return text;
  const document = parseDocument(before);
  const more = parseDocument(text);
  for (const section of SECTIONS) {
    const [there, added] = [document.get(section, true), more.get(section, true)];
    if (!isSeq(added)) continue;
    if (isSeq(there)) there.items.push(...added.items);
    else document.set(section, added);
  }
  return document.toString({ lineWidth: 0 });
}

/**
 * Takes over what is there. Nothing is sent to the target; of the project only accepted.yaml is written, and only entries
 * that resolve beside all others.
 *
 * @throws {Refusal} where a revision is half done, whose steps are no drift, or definitions or role files cannot be used as they are
 */
export async function acceptDrift(
  project: Project,
  drift: Drift,
  target: { readonly shown: string; readonly major: number },
): Promise<AcceptedDrift> {
  if (drift.half) throw halfDone(drift.half);
  const declarations = await readDeclarations(project);
  const { variables } = drift.recorded.binding;
  const live = drift.live.warehouse;
  const { context } = definedContext(declarations, project.config.variables, live);
  // Sequences are called as they are there.
  const named = { ...EMPTY_WAREHOUSE, relations: live.relations };
  const first = declaredBeside(project, declarations, named, {});
  refuseErrors(first.errors);
  const { schema } = historyTable(project, { variables });
  // Where revisions make it, the history is not all that lies in it; what drifted is nothing of the history's.
  const history = drift.recorded.warehouse.schemas.has(schema) ? "" : schema;
  let content = driftedEntries({
    difference: undeclared(
      drift.access.difference,
      compareRecorded(measure(drift, first.declared), drift.live).difference,
    ),
    live,
    major: target.major,
    context,
    roles: first.declared.roles.keys(),
    variables,
    history,
  });
  let result = declaredBeside(project, declarations, named, content);
  while (result.refused.length > 0) {
    content = withoutRefused(content, result.refused);
    result = declaredBeside(project, declarations, named, content);
  }
  refuseErrors(result.errors);
  const access = await accessSaid(project, drift, first.declared, result.declared);
  const places = await declaredPlaces(project, variables);
  const { sensitive } = annotationsOf(declarations.definitions);
  const definitions = linesToTake(drift, { places, sensitive }, history);
  if (Object.keys(sections(content)).length === 0) return { file: undefined, ...access, definitions };
  const path = join(resolve(project.root, project.config.roles), ACCEPTED_FILE);
  const before = await readFile(path, "utf8").catch(() => undefined);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, withEntries(before, content, `Access that was given by hand on ${target.shown}`));
  return { file: relative(process.cwd(), path), ...access, definitions };
}
