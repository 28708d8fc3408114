// `dwh drift`: in what a target is not what its applied revisions made of it, and the way back to that.
import { type AcceptedDrift, acceptDrift } from "../adopt/accept-drift.ts";
import { majorOf, withConnection } from "../database/connect/connect.ts";
import { type DriftItem, driftItems, hasDrifted } from "../drift/drift-items.ts";
import { type Drift, findDrift } from "../drift/find-drift.ts";
import { type Repair, repairOf } from "../drift/repair.ts";
import { writeRepair } from "../drift/write-repair.ts";
import { parseAllowance } from "../model/allowance.ts";
import { EXIT } from "../model/exit-code.ts";
import { HALF_DONE_HELP, stepWords } from "../move/half-done.ts";
import { namedTargets, openTargetToChange } from "../sources/named-targets.ts";
import { openProject, type Project } from "../sources/project.ts";
import { openTarget, type Target } from "../sources/target.ts";
import { writeScript } from "../sql/write-statement.ts";
import { choose, isInteractive } from "../terminal/ask.ts";
import { confirmTargets } from "../terminal/confirm-targets.ts";
import { placeText } from "../terminal/diagnostics.ts";
import { withProgress } from "../terminal/progress.ts";
import type { Options } from "../verbs/verbs.ts";

const TITLES: Readonly<Record<DriftItem["area"], string>> = {
  structure: "Changed",
  "by hand": "Made by hand, by no revision",
  access: "Access",
  unmanaged: "Roles that nobody declared, no drift",
};

function asText(items: readonly DriftItem[]): string {
  const line = ({ text, at }: DriftItem) => `  ${text}${at ? `\n      declared at ${placeText(at)}` : ""}`;
  const areas = (Object.keys(TITLES) as DriftItem["area"][]).flatMap((area) => {
    const said = items.filter((item) => item.area === area);
    return said.length === 0 ? [] : [`${TITLES[area]}:`, ...said.map(line), ""];
  });
  return areas.join("\n");
}

/** What a repair leaves as it is, with the way to it. */
const leftText = ({ left }: Repair): string =>
  left.length === 0
    ? ""
    : `-- Left as it is (--destructive drops what was made by hand, where it can be dropped):\n${left
        .map(({ object, kind }) => `--   ${object} ${kind === "extra" ? "was made by hand" : kind}\n`)
        .join("")}`;

const asSql = (repair: Repair, shown: string): string =>
  `-- Makes ${shown} again what its revisions made of it.\n${leftText(repair)}${
    repair.sections.length === 0 ? "-- There is nothing else to do.\n" : writeScript(repair.sections)
  }`;

/** What was taken over, and what is left to write. */
function acceptedText({ file, said, declaredAlready, toChange, definitions }: AcceptedDrift): string {
  const part = (title: string, lines: readonly string[]) =>
    lines.length === 0 ? "" : `${title}:\n${lines.map((line) => `  ${line}\n`).join("")}`;
  const place = ({ text, at }: DriftItem) => (at ? `${text}\n      declared at ${placeText(at)}` : text);
  const indented = (text: string) => text.replaceAll("\n", "\n      ");
  const lines = definitions.map(({ at, what, text, isSql }) => {
    if (text === undefined) return `${placeText(at)}: ${what} is gone: take it away`;
    const how = isSql ? `SQL of a revision, ${what}` : `${placeText(at)}: ${what}`;
    return `${how}\n      ${indented(text)}`;
  });
  return [
    part(
      `Accepted in ${file ?? "no file"}; look through it, then: make check`,
      said.map(({ text }) => text),
    ),
    part(
      "Already in accepted.yaml, or in another file of roles; its revision is to be written and applied",
      declaredAlready.map(place),
    ),
    part("No entry beside the others says this: change it where it is declared", toChange.map(place)),
    part("Definitions as they are there", lines),
  ].join("");
}

/** Takes over what is there, and tells what is left to write. */
async function accept(
  project: Project,
  target: Target,
  drift: Drift,
  major: number,
  asJson: boolean | undefined,
): Promise<number> {
  const accepted = await acceptDrift(project, drift, { shown: target.shown, major });
  const { toChange, definitions } = accepted;
  const text = asJson
    ? `${JSON.stringify({ target: target.name, ...accepted }, null, 2)}\n`
    : acceptedText(accepted);
  process.stdout.write(text);
  return toChange.length + definitions.length > 0 ? EXIT.differs : EXIT.done;
}

/** Shows what would be done and asks, where somebody is there. */
async function isConfirmed(repair: Repair, shown: string): Promise<boolean> {
  if (!isInteractive()) return true;
  process.stderr.write(`${asSql(repair, shown)}\n`);
  const answer = await choose(`Run this on ${shown}?`, [
    { value: "no", label: "no, leave it as it is" },
    { value: "yes", label: "yes, in one transaction" },
  ]);
  return answer === "yes";
}

/** What a half-done revision did is listed as drift: that is said before. */
function halfText({ half }: Drift): string {
  if (!half) return "";
  return `${half.revision} is half done: ${stepWords(half)}. What its steps did is told as drift, too. ${HALF_DONE_HELP}\n`;
}

/** What drifted, and what became of it. */
interface Found {
  readonly drift: Drift;
  readonly items: readonly DriftItem[];
  /** Where one was asked for. */
  readonly repair: Repair | undefined;
  readonly isWritten: boolean;
  /** The server's. */
  readonly major: number;
}

/** Looks for it, and repairs it where that is asked for and confirmed. */
async function findAndRepair(project: Project, target: Target, options: Options<"drift">): Promise<Found> {
  const allowed = parseAllowance(options.destructive);
  return withConnection(target.url, async (sql) => {
    const { drift, items } = await withProgress(async (onStep) => {
      const drift = await findDrift(project, target, sql, onStep);
      return { drift, items: await driftItems(project, drift) };
    });
    const asked = options.sql || options.write;
    const repair = asked && (hasDrifted(drift) || drift.half) ? await repairOf(drift, allowed) : undefined;
    const isDue = options.write === true && repair !== undefined && repair.sections.length > 0;
    const isWritten = isDue && (await isConfirmed(repair, target.shown));
    if (isWritten) await writeRepair(project, target, sql, drift, repair);
    return { drift, items, repair, isWritten, major: majorOf(sql) };
  });
}

const revisionOf = ({ revision }: Drift): string => revision?.name ?? "base";

/** How much is left as it is. */
const leftOf = ({ repair, items }: Found): number => repair?.left.length ?? items.length;

function asJson({ drift, items, isWritten }: Found, target: Target): string {
  const answer = {
    target: target.name,
    revision: revisionOf(drift),
    ...(drift.half && { halfDone: drift.half }),
    drifted: hasDrifted(drift),
    repaired: isWritten,
    items,
  };
  return `${JSON.stringify(answer, null, 2)}\n`;
}

/** In words, or as the statements of the repair. */
function toldText(found: Found, shown: string, inSql: boolean | undefined): string {
  const { drift, items, repair, isWritten } = found;
  const [at, half] = [revisionOf(drift), halfText(drift)];
  if (!hasDrifted(drift))
    return `${half}${shown} is as its revisions made it, up to ${at}.\n${asText(items)}`;
  if (inSql && repair) return half + asSql(repair, shown);
  const said = `${half}${shown} is not as its revisions made it, up to ${at}:\n${asText(items)}`;
  if (!isWritten || !repair) return said;
  const left = leftOf(found);
  const rest = left === 0 ? "" : `; ${left} left as it is, see above`;
  return `${said}Repaired in one transaction${rest}.\n${leftText(repair)}`;
}

/** Tells what drifted, or repairs it. */
export async function run(_args: readonly string[], options: Options<"drift">): Promise<number> {
  if (options.accept && (options.write || options.sql)) {
    process.stderr.write("--accept takes over what is there; --write and --sql are the way back.\n");
    return EXIT.usage;
  }
  const project = await openProject();
  if (options.write) await confirmTargets(namedTargets(project, options.target), options.confirm);
  const open = options.write ? openTargetToChange : openTarget;
  const target = await open(project, options.target);
  const found = await findAndRepair(project, target, options);
  const { drift, isWritten, major } = found;
  const isWhole = !hasDrifted(drift) && !drift.half;
  if (options.accept && !isWhole) return accept(project, target, drift, major, options.json);
  process.stdout.write(options.json ? asJson(found, target) : toldText(found, target.shown, options.sql));
  return isWhole || (isWritten && leftOf(found) === 0) ? EXIT.done : EXIT.differs;
}
