// The role files of a project made to fit one more environment: conditions at what is not there.
import { join } from "node:path";
import type { LiveWarehouse } from "../database/inspect/inspect.ts";
import { readRolesFiles } from "../declarations/language/role-files.ts";
import { parseRolesFile } from "../declarations/language/roles-file.ts";
import { accessItems, type DriftItem } from "../drift/drift-items.ts";
import { bindWarehouse } from "../model/bind.ts";
import { accessOf, EMPTY_WAREHOUSE } from "../model/collections.ts";
import type { Difference } from "../model/delta.ts";
import { hasErrors } from "../model/diagnostic.ts";
import type { Warehouse } from "../model/warehouse.ts";
import { diffWarehouses } from "../plan/compare/diff-warehouses.ts";
import { bindProvenance } from "../review/access/bind-expectations.ts";
import { compareAccess } from "../sources/compare-access.ts";
import { type Declarations, declare, readDeclarations } from "../sources/declared.ts";
import type { Project } from "../sources/project.ts";
import type { Target } from "../sources/target.ts";
import { type EditedFiles, editFiles } from "./follow/edited-files.ts";
import { elsewhere, withConditionAt } from "./roles/elsewhere.ts";

/** In what a server is not as declarations say. */
interface Differing {
  /** What it lacks, with what gives it. */
  readonly lacking: readonly DriftItem[];
  /** What it has beside, or otherwise. */
  readonly others: readonly DriftItem[];
  /** What of the server was compared. */
  readonly counted: Warehouse;
}

/** The part of a difference that a server lacks: what is there otherwise is none. */
function lackingIn({ roles, memberships, privileges, defaults }: Difference): Difference {
  const isThere = new Set(roles.added.map(({ name }) => name));
  return {
    ...diffWarehouses(EMPTY_WAREHOUSE, EMPTY_WAREHOUSE),
    roles: { added: [], removed: roles.removed.filter(({ name }) => !isThere.has(name)) },
    memberships: { added: [], removed: memberships.removed },
    privileges: { added: [], removed: privileges.removed },
    defaults: { added: [], removed: defaults.removed },
  };
}

/** In what a server is not as declarations say; undefined where they cannot be used. */
function differing(
  project: Project,
  { variables, shown }: Target,
  declarations: Declarations,
  found: LiveWarehouse,
): Differing | undefined {
  // Sequences are called as they are there.
  const named = { ...EMPTY_WAREHOUSE, relations: found.relations };
  const { declared, provenance, diagnostics } = declare(project, declarations, named);
  if (hasErrors(diagnostics)) return undefined;
  const alike = { binding: { variables, major: found.major }, provenance: new Map(), renames: [] };
  const { difference, to } = compareAccess(
    { ...alike, kind: "declared", label: "declared", warehouse: bindWarehouse(declared, alike.binding) },
    { ...alike, kind: "live", label: shown, warehouse: found, database: found.database },
  );
  const places = {
    provenance: bindProvenance(declared, provenance, variables),
    definition: () => undefined,
  };
  const items = (part: Difference) => accessItems(part, places, () => false);
  const lacking = items(lackingIn(difference));
  const isLacking = textsOf(lacking);
  const others = items(difference).filter(({ text }) => !isLacking.has(text));
  return { lacking, others, counted: accessOf(to) };
}

const textsOf = (items: readonly DriftItem[]): Set<string> => new Set(items.map(({ text }) => text));

const isWithin = (some: ReadonlySet<string>, all: ReadonlySet<string>): boolean =>
  [...some].every((text) => all.has(text));

/** Whether all that was compared of a server still is: of a role that nobody declares nothing is told, nor kept. */
const isInSight = (before: Warehouse, after: Warehouse): boolean =>
  Object.values(diffWarehouses(after, before)).every(
    (changes) => !("added" in changes) || changes.added.length + changes.removed.length === 0,
  );

/**
 * Whether less is lacking than before, and nothing is out of sight for it. What is there of an entry is beside then: that
 * may not be more than what is lacking no longer.
 */
function isLess(before: Differing, after: Differing): boolean {
  const [lacked, lacks] = [textsOf(before.lacking), textsOf(after.lacking)];
  const [had, has] = [textsOf(before.others), textsOf(after.others)];
  return (
    lacks.size < lacked.size &&
    isWithin(lacks, lacked) &&
    has.size - had.size <= lacked.size - lacks.size &&
    isInSight(before.counted, after.counted)
  );
}

/**
 * Writes `when` at the entries of role files that a server lacks, as a whole or by half, so that they hold in the other
 * environments. What is there of them is beside then, and stays as it is.
 *
 * @throws {Refusal} where definitions cannot be used
 */
export async function writeConditions(
  project: Project,
  target: Target,
  found: LiveWarehouse,
): Promise<EditedFiles> {
  const { root, config } = project;
  const when = elsewhere(config, target.variables);
  let declarations = await readDeclarations(project);
  let left = differing(project, target, declarations, found);
  if (!when || !left) return editFiles(new Map());
  const before = new Map((await readRolesFiles(root, config.roles)).map(({ file, text }) => [file, text]));
  const texts = new Map(before);
  const tried = new Set<string>();
  for (;;) {
    const next: DriftItem | undefined = left.lacking.find(
      ({ text, at }) => at && texts.has(at.file) && !tried.has(text),
    );
    if (!next?.at) break;
    tried.add(next.text);
    const { file } = next.at;
    for (const text of withConditionAt(texts.get(file) ?? "", next.at, when)) {
      const roles = declarations.roles.map((one) =>
        one.file === file ? parseRolesFile(file, text).file : one,
      );
      const changed = { ...declarations, roles };
      const now = differing(project, target, changed, found);
      if (!now || !isLess(left, now)) continue;
      texts.set(file, text);
      declarations = changed;
      left = now;
      break;
    }
  }
  const changed = [...texts].filter(([file, text]) => text !== before.get(file));
  return editFiles(new Map(changed.map(([file, text]) => [join(root, file), text])));
}
