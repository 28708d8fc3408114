// One's own revisions made one, out of the definitions.
import { loadRevisions, type Revision } from "../migrations/folder.ts";
import { requiredBy } from "../migrations/requirements.ts";
import { NOTHING_ALLOWED } from "../model/allowance.ts";
import { problem, Refusal } from "../model/diagnostic.ts";
import { findHazards } from "../plan/ddl/hazards.ts";
import { codeToPutTogether } from "../revise/code-scaffold.ts";
import type { PlannedRevision } from "../revise/planned-revision.ts";
import { proveAndWrite, refuseDestruction } from "../revise/write-revision.ts";
import type { Project } from "../sources/project.ts";
import { readSources } from "../sources/read-sources.ts";
import { requiresLine } from "../sql/requires.ts";
import { statementsIn } from "../sql/statements-in.ts";
import { refuseApplied } from "./applied-anywhere.ts";
import { ownRevisions } from "./base-branch.ts";
import { type Carried, handWritten, withCarried } from "./hand-written.ts";
import { type OwnRevision, planBehind, readOwn } from "./own-revision.ts";
import { planDeclared } from "./plan-declared.ts";
import { inPlaceOf } from "./prove-in-place.ts";
import type { AgainOptions } from "./rebase-revisions.ts";
import { writeReplacingDraft } from "./replacing-draft.ts";

/** How one's own revisions become one. */
interface SquashOptions extends AgainOptions {
  /** What it does; without it, what the only one of them does. */
  readonly message?: string | undefined;
  /** Whether it is kept as a draft in any case. */
  readonly edit?: boolean;
}

/** What came of it. */
type Squashed =
  | { readonly kind: "none"; readonly base: string }
  /** Nothing is left to do: they undid one another. */
  | { readonly kind: "gone"; readonly replaced: readonly string[] }
  | {
      readonly kind: "written";
      readonly replaced: readonly string[];
      readonly name: string;
      readonly review: string;
    }
  | {
      readonly kind: "draft";
      readonly replaced: readonly string[];
      readonly folder: string;
      /** Of the revisions that were corrected by hand, how many statements are carried along. */
      readonly carried: number;
    };

const messageMissing = problem("message-missing", "one revision instead of several needs a message", {
  help: 'Say what it does: make squash m="add orders".',
});

/** What was written by hand in either way of a revision. */
async function carriedFrom(project: Project, own: OwnRevision): Promise<Record<"up" | "down", Carried>> {
  const { name, migration, down } = own.revision;
  const planned = await planBehind(project, own.earlier, own, { name, scripts: "planned" });
  return {
    up: { name, statements: handWritten(migration, planned.migration) },
    down: { name, statements: handWritten(down, planned.down) },
  };
}

/** What they require that is none of them. */
function requiredOfOthers(own: readonly Revision[]): string[] {
  const names = new Set(own.map(({ name }) => name));
  const all = own.flatMap((one) => requiredBy(one).map(({ revision }) => revision));
  return [...new Set(all)].filter((revision) => !names.has(revision));
}

/** The revision with all that was written by hand in those that it takes the place of. */
function carrying(
  revision: PlannedRevision,
  carried: readonly Record<"up" | "down", Carried>[],
  own: readonly Revision[],
): PlannedRevision {
  const required = requiredOfOthers(own);
  const codes = own.flatMap(({ name, code }) => (code ? [{ name, text: code.text }] : []));
  const all = withCarried(
    revision.migration,
    carried.map(({ up }) => up),
    "behind",
  );
  const migration = required.length === 0 ? all : `${requiresLine(required)}\n${all}`;
  const down = withCarried(revision.down, carried.map(({ down }) => down).toReversed(), "before");
  const [code, ...more] = codes;
  const codeText = more.length > 0 ? codeToPutTogether(codes) : code?.text;
  const byHand = carried.flatMap(({ up }) => up.statements.map((statement) => statement));
  const hazards = findHazards(revision.difference, statementsIn(byHand.join("\n")), {
    roles: revision.declared.roles,
  });
  const known = new Set(revision.hazards.map(({ message }) => message));
  return {
    ...revision,
    migration,
    down,
    ...(codeText !== undefined && { code: codeText }),
    byHand: true,
    hazards: [...revision.hazards, ...hazards.filter(({ message }) => !known.has(message))],
  };
}

/**
 * Makes one revision of one's own, out of the definitions, proved; generated/ is as before or as after. Where one of
 * them was corrected by hand it becomes a draft with that SQL, which takes their place once it is proved.
 *
 * @throws {Refusal} where a database has applied one of them, or the proof fails
 */
export async function squash(project: Project, options: SquashOptions = {}): Promise<Squashed> {
  const { hints = [], destructive = NOTHING_ALLOWED, unappliedOn = [], edit = false, onStep } = options;
  const all = await loadRevisions(project.config.out);
  const parts = await ownRevisions(project.config.out, all, options.base);
  const [first, ...more] = parts.own;
  if (!first) return { kind: "none", base: parts.base };
  const message = options.message || (more.length === 0 ? first.message : "");
  if (message === "") throw new Refusal([messageMissing]);
  await refuseApplied(project, parts.own, unappliedOn);
  const own = await Promise.all(parts.own.map((revision) => readOwn(project, all, revision)));
  const replaced = parts.own.map(({ name }) => name);
  const carried = await Promise.all(
    own.filter(({ byHand }) => byHand).map((one) => carriedFrom(project, one)),
  );
  const sources = await readSources(project, replaced);
  const behind = { behind: all };
  const planned =
    (await planDeclared(sources, own, message, hints, behind)) ??
    (carried.length > 0
      ? await planDeclared(sources, own, message, hints, { ...behind, empty: true })
      : undefined);
  if (!planned) {
    await inPlaceOf(project, parts.own, async () => {});
    return { kind: "gone", replaced };
  }
  refuseDestruction(planned, destructive);
  if (edit || carried.length > 0) {
    const draft = carried.length > 0 ? carrying(planned, carried, parts.own) : planned;
    const folder = await writeReplacingDraft(project, draft, { revisions: replaced, unappliedOn });
    const statements = carried.flatMap(({ up, down }) => [...up.statements, ...down.statements]);
    return { kind: "draft", replaced, folder, carried: statements.length };
  }
  const written = await inPlaceOf(project, parts.own, (beside) =>
    proveAndWrite(beside, planned, { proof: true, ...(onStep && { onStep }) }),
  );
  return { kind: "written", replaced, name: planned.name, review: written.files["review.md"] ?? "" };
}
