import { connect } from "../database/connect.ts";
import { inspect } from "../database/inspect.ts";
import { loadRevisions } from "../migrations/folder.ts";
import { resolvePlace } from "../migrations/place.ts";
import { type Binding, bindWarehouse } from "../model/bind.ts";
import { problem, Refusal, refuseErrors } from "../model/diagnostic.ts";
import type { Provenance } from "../model/provenance.ts";
import type { Rename } from "../model/rename.ts";
import { fillVariables } from "../model/variable.ts";
import type { Warehouse } from "../model/warehouse.ts";
import { bindProvenance } from "../review/bind-expectations.ts";
import { declare } from "./declared.ts";
import { NEWEST_MAJOR } from "./expectations.ts";
import { readSources } from "./plan-revision.ts";
import type { Project } from "./project.ts";
import { readRecorded } from "./recorded.ts";
import { localVariables, openTarget, type Target, urlTarget } from "./target.ts";

/** A source of truth, bound to one set of values. */
export interface Source {
  readonly kind: "declared" | "recorded" | "live";
  /** For people: `declared`, `recorded@#3`, `live postgres://user:***@host/database`. */
  readonly label: string;
  readonly warehouse: Warehouse;
  /** What the warehouse was bound with. */
  readonly binding: Binding;
  /** Where the access is declared; empty but for what is declared. */
  readonly provenance: Provenance;
  /** Renames of roles that the files ask for and no revision has made yet. */
  readonly renames: readonly Rename[];
}

const FORMS = "Say declared, recorded, recorded@REVISION, live, live:TARGET or live:URL.";

async function openDeclared(project: Project, binding: Binding): Promise<Source> {
  const { declarations, before } = await readSources(project);
  const result = declare(project, declarations, before.recorded);
  refuseErrors(result.diagnostics);
  const { declared, roleRenames, provenance } = result;
  const fill = (path: readonly string[]) => path.map((name) => fillVariables(name, binding.variables));
  return {
    kind: "declared",
    label: "declared",
    warehouse: bindWarehouse(declared, binding),
    binding,
    provenance: bindProvenance(declared, provenance, binding.variables),
    renames: roleRenames.map(({ kind, from, to }) => ({ kind, from: fill(from), to: fill(to) })),
  };
}

async function openRecorded(project: Project, place: string | undefined, binding: Binding): Promise<Source> {
  const revisions = await loadRevisions(project.config.out);
  const count = place === undefined ? revisions.length : resolvePlace(revisions, place, revisions.length);
  const { recorded } = await readRecorded(project.root, revisions.slice(0, count));
  return {
    kind: "recorded",
    label: place === undefined ? "recorded" : `recorded@${place}`,
    warehouse: bindWarehouse(recorded, binding),
    binding,
    provenance: new Map(),
    renames: [],
  };
}

async function openLive({ url, shown, variables }: Target): Promise<Source> {
  const sql = await connect(url);
  try {
    const warehouse = await inspect(sql);
    const binding = { variables, major: warehouse.major };
    return { kind: "live", label: `live ${shown}`, warehouse, binding, provenance: new Map(), renames: [] };
  } finally {
    await sql.end();
  }
}

/**
 * Opens a source by what people call it: `declared`, `recorded`, `recorded@REVISION`, `live`, `live:TARGET`,
 * `live:postgres://…`.
 *
 * @param binding of what is declared or recorded; without, the values of the local server
 * @throws {Refusal} when the text is none of these, or the source cannot be read
 */
export async function openSource(project: Project, text: string, binding?: Binding): Promise<Source> {
  const [, word = text, separator, rest] = /^(\w+)(?:([@:])(.+))?$/s.exec(text) ?? [];
  if (word === "live" && separator !== "@") {
    const isUrl = rest?.includes("://") ?? false;
    return openLive(rest !== undefined && isUrl ? urlTarget(project, rest) : await openTarget(project, rest));
  }
  const given = () => binding ?? { variables: localVariables(project), major: NEWEST_MAJOR };
  if (word === "declared" && separator === undefined) return openDeclared(project, given());
  if (word === "recorded" && separator !== ":") return openRecorded(project, rest, given());
  throw new Refusal([problem("unknown-source", `there is no source ${text}`, { help: FORMS })]);
}

/** What `--live` and `--target` of a command ask for: a live source, else what is declared. */
export function openAsked(
  project: Project,
  { live, target }: { readonly live?: boolean; readonly target?: string },
): Promise<Source> {
  const text = target === undefined ? "live" : `live:${target}`;
  return openSource(project, live || target !== undefined ? text : "declared");
}

/** Opens two sources; what is live says with which values the other is bound. */
export async function openPair(project: Project, from: string, to: string): Promise<[Source, Source]> {
  const isLive = (text: string) => /^live(:|$)/.test(text);
  if (isLive(to) && !isLive(from)) {
    const second = await openSource(project, to);
    return [await openSource(project, from, second.binding), second];
  }
  const first = await openSource(project, from);
  return [first, await openSource(project, to, first.binding)];
}
