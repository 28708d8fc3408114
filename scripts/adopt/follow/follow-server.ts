// The files of a project written as a server has it, and the first revision that they come to then.
import { schemasOf } from "../../drift/find-drift.ts";
import { pathOfObject } from "../../drift/structure-names.ts";
import { displayPath } from "../../model/identifier.ts";
import type { Beside } from "../../revise/beside.ts";
import { type Declarations, readDeclarations } from "../../sources/declared.ts";
import type { Project } from "../../sources/project.ts";
import type { Target } from "../../sources/target.ts";
import { tryDefinitions } from "../baseline.ts";
import type { FoundDatabase } from "../definitions/adopt-definitions.ts";
import { type Existing, type Tried, tryBaseline, undo } from "../try-baseline.ts";
import type { EditedFiles } from "./edited-files.ts";
import { followAccess } from "./follow-access.ts";
import { followDefinitions } from "./follow-definitions.ts";

/** How often files are written as the server has it: what stood at a column may come behind the columns. */
const ROUNDS = 3;

/** What of the database lies where definitions make something. */
function ownPart(found: FoundDatabase, schemas: ReadonlySet<string>): FoundDatabase {
  const rows = found.structure.rows.filter((row) => {
    const path = pathOfObject(row);
    return path === undefined || schemas.has(path[0] ?? "");
  });
  return { ...found, structure: { ...found.structure, rows } };
}

/** The objects of the database that definitions declare, as the catalogs name them. */
function saidObjects({ objects }: FoundDatabase, { definitions }: Declarations): Set<string> {
  const names = (kind: string, path: readonly string[]) => `${kind} ${displayPath(path)}`;
  const declared = new Set(
    [...definitions.sqlObjects.values()].map(({ kind, path }) =>
      names(kind, path.slice(0, kind === "trigger" ? 3 : kind === "extension" ? 1 : 2)),
    ),
  );
  return new Set(
    objects.flatMap(({ kind, object, schema, name, relation }) => {
      const path = kind === "extension" ? [name] : [schema, ...(relation === null ? [] : [relation]), name];
      return declared.has(names(kind, path)) ? [object] : [];
    }),
  );
}

/** What was written. */
interface Followed extends Tried {
  /** Files that were there and are otherwise now: absolute paths. */
  readonly edited: readonly string[];
  /** Makes them what they were. */
  readonly undoEdits: () => Promise<void>;
}

/** Writes definitions and role files as the server has it, as far as they can be, and tries that; where it fails they are as before. */
export async function followServer(
  project: Project,
  target: Target,
  existing: Existing,
  first: Tried,
  onStep: (text: string) => void,
): Promise<Followed> {
  const edits: EditedFiles[] = [];
  const undoEdits = async () => {
    for (const one of edits.reverse()) await one.undo();
  };
  let tried = first;
  const again = async (proof: boolean, beside?: Beside) => {
    await undo(tried.files);
    tried = await tryBaseline(project, target, { ...existing, beside, proof }, onStep);
  };
  const edit = async (made: EditedFiles) => {
    edits.push(made);
    if (made.files.length > 0) await again(false);
    return made.files.length > 0;
  };
  try {
    for (let round = 0; round < ROUNDS && tried.differences.length > 0; round++) {
      onStep("Writing the definitions");
      const declarations = await readDeclarations(project);
      if (!(await edit(await followDefinitions(project, declarations, existing.found, tried.drift)))) break;
    }
    if (tried.differences.length > 0 && first.files.length === 1) {
      onStep("Writing the roles");
      await edit(await followAccess(project, target, existing.found.major, tried.drift));
    }
    // What they have no words for is SQL around them.
    const beside = isOtherwise(tried) ? await besideOf(project, existing.found, tried) : undefined;
    await again(true, beside);
  } catch (error) {
    await undo(tried.files);
    await undoEdits();
    throw error;
  }
  return { ...tried, edited: [...new Set(edits.flatMap(({ files }) => files))], undoEdits };
}

/** What stands around what the definitions make, so that all of it is what the database has. */
async function besideOf(
  project: Project,
  existing: FoundDatabase,
  { drift: { structures, recorded } }: Tried,
): Promise<Beside> {
  const declarations = await readDeclarations(project);
  const found = ownPart({ ...existing, structure: structures.found }, schemasOf(recorded.warehouse));
  return (await tryDefinitions(project, found, saidObjects(found, declarations))).beside;
}

const isOtherwise = ({ drift: { structure } }: Tried): boolean =>
  structure.changed.length + structure.byHand.length > 0;
