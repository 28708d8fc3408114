// The text of an argument → the source that it means: declared, recorded or live.
import { withConnection } from "../database/connect/connect.ts";
import { inspect } from "../database/inspect/inspect.ts";
import { readDefiners } from "../database/inspect/live-definers.ts";
import { readViews } from "../database/inspect/live-view-reads.ts";
import { nearest } from "../declarations/yaml/suggest.ts";
import { resolveRevision } from "../migrations/find-revision.ts";
import { loadRevisions } from "../migrations/folder.ts";
import { bindWarehouse } from "../model/bind.ts";
import { problem, Refusal } from "../model/diagnostic.ts";
import { NEWEST_MAJOR } from "../model/privilege.ts";
import type { Binding } from "../model/variable.ts";
import { definersOn, madeRoutines } from "./made-routines.ts";
import { readNeededByOthers } from "./needed-by-others.ts";
import type { Project } from "./project.ts";
import { readRecorded } from "./recorded.ts";
import type { Source } from "./source.ts";
import { localVariables, openTarget, type Target, urlTarget } from "./target.ts";
import { withoutHistories, withoutOtherNames } from "./without-others.ts";

const FORMS = "Say declared, recorded, recorded@REVISION, live, live:TARGET or live:URL.";

async function openRecorded(
  project: Project,
  name: string | undefined,
  asked: Binding | Promise<Binding>,
): Promise<Source> {
  const revisions = await loadRevisions(project.config.out);
  const count = name === undefined ? revisions.length : resolveRevision(revisions, name, revisions.length);
  const chosen = revisions.slice(0, count);
  const { recorded, state } = await readRecorded(project.root, chosen);
  const binding = await asked;
  return {
    kind: "recorded",
    label: name === undefined ? "recorded" : `recorded@${name}`,
    warehouse: bindWarehouse(recorded, binding),
    binding,
    tables: { revisions: chosen, recorded: { state, warehouse: recorded } },
    definers: definersOn(madeRoutines(chosen), binding),
    provenance: new Map(),
    renames: [],
  };
}

/** What a server has, and where that is asked for, what its views read and which routines do what their owners may. */
async function openLive(project: Project, target: Target, withViews: boolean): Promise<Source> {
  const { url, shown, variables } = target;
  const { warehouse, definers, neededByOthers } = await withConnection(url, async (sql) => {
    const found = withoutHistories(project, await inspect(sql));
    const views = withViews ? await readViews(sql) : [];
    const definers = withViews ? await readDefiners(sql) : [];
    const neededByOthers = await readNeededByOthers(project, target, sql);
    return {
      neededByOthers,
      definers,
      warehouse: { ...found, viewReads: new Map(views.map((view) => [view.view, view])) },
    };
  });
  const { database, major } = warehouse;
  const none = { provenance: new Map(), renames: [] };
  return {
    kind: "live",
    label: `live ${shown}`,
    warehouse,
    definers,
    neededByOthers,
    database,
    target,
    binding: { variables, major },
    standing: async (needs) => {
      const { readScriptStanding } = await import("./script-standing.ts");
      return withConnection(url, (sql) => readScriptStanding(sql, needs));
    },
    ...none,
  };
}

/**
 * Opens a source by what people call it: `declared`, `recorded`, `recorded@REVISION`, `live`, `live:TARGET`,
 * `live:postgres://…`.
 *
 * @param binding of what is declared or recorded; without, the values of the local server
 * @param options.withViews whether a server is asked what its views read
 * @throws {Refusal} when the text is none of these, or the source cannot be read
 */
export async function openSource(
  project: Project,
  text: string,
  binding?: Binding | Promise<Binding>,
  { withViews = false }: { readonly withViews?: boolean } = {},
): Promise<Source> {
  const [, word = text, separator, rest] = /^(\w+)(?:([@:])(.+))?$/s.exec(text) ?? [];
  if (word === "live" && separator !== "@") {
    const isUrl = rest?.includes("://") ?? false;
    const target = rest !== undefined && isUrl ? urlTarget(project, rest) : await openTarget(project, rest);
    return openLive(project, target, withViews);
  }
  const given = () => binding ?? { variables: localVariables(project), major: NEWEST_MAJOR };
  if (word === "declared" && separator === undefined) {
    // What reads definitions and role files takes as long to load as everything else together.
    const { openDeclared } = await import("./declared-source.ts");
    return openDeclared(project, await given());
  }
  if (word === "recorded" && separator !== ":") return openRecorded(project, rest, given());
  const guess = nearest(word, ["declared", "recorded", "live"]);
  const help = guess !== undefined && guess !== word ? `Did you mean ${guess}? ${FORMS}` : FORMS;
  throw new Refusal([problem("unknown-source", `there is no source ${text}`, { help })]);
}

/** What `--live` and `--target` of a command ask for: a live source, else what is declared. */
export function openAsked(
  project: Project,
  { live, target }: { readonly live?: boolean; readonly target?: string },
): Promise<Source> {
  const text = target === undefined ? "live" : `live:${target}`;
  const source = live || target !== undefined ? text : "declared";
  return openSource(project, source, undefined, { withViews: true });
}

/** Of what is live, what may be of the history that the other is. */
function besideOther(project: Project, one: Source, { tables }: Source): Source {
  if (one.kind !== "live" || !tables) return one;
  const { recorded, declared = recorded } = tables;
  const templates = [recorded.warehouse, declared.warehouse];
  return { ...one, warehouse: withoutOtherNames(project, one.warehouse, templates, one.binding.variables) };
}

/** What two sources came to. @throws {Refusal} with what is wrong with either */
async function both(
  project: Project,
  pair: readonly [Promise<Source>, Promise<Source>],
): Promise<[Source, Source]> {
  const errors = (await Promise.allSettled(pair)).flatMap((result) =>
    result.status === "rejected" ? [result.reason] : [],
  );
  // What waits for the other's values fails as that does.
  const refusals = [...new Set(errors)].filter((error) => error instanceof Refusal);
  if (refusals.length > 1) throw new Refusal(refusals.flatMap(({ diagnostics }) => diagnostics));
  const [from, to] = await Promise.all(pair);
  return [besideOther(project, from, to), besideOther(project, to, from)];
}

/**
 * Opens two sources; what is live says with which values the other is bound, and both are read at once.
 *
 * @throws {Refusal} with what is wrong with either
 */
export function openPair(project: Project, from: string, to: string): Promise<[Source, Source]> {
  const isLive = (text: string) => /^live(:|$)/.test(text);
  const bindingOf = (source: Promise<Source>) => {
    const binding = source.then((opened) => opened.binding);
    // Where the source fails, that is told below.
    binding.catch(() => {});
    return binding;
  };
  if (isLive(to) && !isLive(from)) {
    const second = openSource(project, to);
    return both(project, [openSource(project, from, bindingOf(second)), second]);
  }
  const first = openSource(project, from);
  return both(project, [first, openSource(project, to, bindingOf(first))]);
}
