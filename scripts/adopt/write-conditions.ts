// The role files of a project made to fit one more environment: conditions at what is not there.
import { join } from "node:path";
import type { LiveWarehouse } from "../database/inspect/inspect.ts";
import { readRolesFiles } from "../declarations/language/role-files.ts";
import { parseRolesFile } from "../declarations/language/roles-file.ts";
import { accessItems, type DriftItem } from "../drift/drift-items.ts";
import { bindWarehouse } from "../model/bind.ts";
import { EMPTY_WAREHOUSE } from "../model/collections.ts";
import type { Difference } from "../model/delta.ts";
import { hasErrors } from "../model/diagnostic.ts";
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
  const { difference } = compareAccess(
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
  return { lacking, others: items(difference).filter(({ text }) => !isLacking.has(text)) };
}

const textsOf = (items: readonly DriftItem[]): Set<string> => new Set(items.map(({ text }) => text));

const isWithin = (some: ReadonlySet<string>, all: ReadonlySet<string>): boolean =>
  [...some].every((text) => all.has(text));

/** Whether less is lacking than before, and everything else is as it was: a role that is no more hides what it has. */
function isLess(before: Differing, after: Differing): boolean {
  const [lacked, lacks] = [textsOf(before.lacking), textsOf(after.lacking)];
  const [had, has] = [textsOf(before.others), textsOf(after.others)];
  return lacks.size < lacked.size && isWithin(lacks, lacked) && has.size === had.size && isWithin(has, had);
}

/**
 * Writes `when` at the entries of role files whose whole effect a server lacks, so that they hold in the other
 * environments. What is there beside stays as it is.
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
