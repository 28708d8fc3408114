// `dwh diff`: two sources beside one another, their tables and their access.
import type { SourceItem } from "../drift/source-items.ts";
import { EXIT } from "../model/exit-code.ts";
import { COMPARED, describeDifference } from "../review/differences.ts";
import { compareAccess } from "../sources/compare-access.ts";
import { openPair } from "../sources/open-source.ts";
import { openProject, type Project } from "../sources/project.ts";
import type { Source } from "../sources/source.ts";
import { placeText } from "../terminal/diagnostics.ts";
import { withProgress } from "../terminal/progress.ts";
import type { Options } from "../verbs/verbs.ts";

const TITLES: Readonly<Record<SourceItem["area"], string>> = { structure: "Tables", access: "Access" };

/** The statements that make the access alike. */
async function asSql(from: Source, to: Source): Promise<string> {
  // What writes statements takes as long to load as what compares.
  const { accessScript, needsOfAccess } = await import("../sources/access-script.ts");
  const compared = compareAccess(from, to);
  // Where the second side is live, it runs on a server like that one.
  const standing = await (from.standing ?? to.standing)?.(needsOfAccess(compared));
  return [
    `-- Makes the access of ${from.label} like that of ${to.label}.\n`,
    "-- Tables were not compared: `dwh revision` and `dwh drift --sql` write what changes them.\n",
    accessScript(compared, standing),
  ].join("");
}

/** Access alone, in sentences. */
const accessItems = (from: Source, to: Source): SourceItem[] =>
  describeDifference(compareAccess(from, to).difference, COMPARED).map((text) => ({ area: "access", text }));

/** What is compared of two sources. */
async function itemsOf(project: Project, from: Source, to: Source): Promise<SourceItem[]> {
  // What compares tables takes as long to load as everything else.
  const { sourceItems } = await import("../drift/source-items.ts");
  return withProgress((onStep) => sourceItems(project, from, to, onStep));
}

const lineOf = ({ text, at }: SourceItem): string =>
  `  ${text}${at ? `\n      declared at ${placeText(at)}` : ""}\n`;

/** In areas; of one that is compared alone without its title. */
function asText(items: readonly SourceItem[], onlyAccess: boolean): string {
  if (onlyAccess) return items.map(lineOf).join("");
  return (Object.keys(TITLES) as SourceItem["area"][])
    .flatMap((area) => {
      const said = items.filter((item) => item.area === area);
      return said.length === 0 ? [] : [`${TITLES[area]}:\n${said.map(lineOf).join("")}`];
    })
    .join("\n");
}

/** Tells in what two sources differ. */
export async function run(
  [first = "", second = ""]: readonly string[],
  options: Options<"diff">,
): Promise<number> {
  const { access = false, json = false, sql = false } = options;
  const project = await openProject();
  const [from, to] = await openPair(project, first, second);
  const onlyAccess = access || sql;
  const items = onlyAccess ? accessItems(from, to) : await itemsOf(project, from, to);
  const equal = items.length === 0;
  if (json) {
    const differences = items.map(({ text }) => text);
    const answer = { from: from.label, to: to.label, equal, differences, items };
    process.stdout.write(`${JSON.stringify(answer, null, 2)}\n`);
  } else if (sql) {
    process.stdout.write(await asSql(from, to));
  } else if (equal) {
    const both = `${from.label} and ${to.label}`;
    process.stdout.write(onlyAccess ? `The access of ${both} is the same.\n` : `${both} are the same.\n`);
  } else {
    process.stdout.write(`${to.label}, compared with ${from.label}:\n${asText(items, onlyAccess)}`);
  }
  return equal ? EXIT.done : EXIT.differs;
}
