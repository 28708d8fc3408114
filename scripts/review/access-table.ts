// Gains and losses of access as a table of review.md.

import { groupBy } from "../model/group.ts";
import { compareText, displayName } from "../model/identifier.ts";
import type { Warehouse } from "../model/warehouse.ts";
import type { AccessChange, Gain } from "./access-changes.ts";
import { code } from "./markdown.ts";

/** So many names are written out, more are counted. */
const SHOWN = 4;

/** So many rows that say the same are left as they are, more become one. */
const ALIKE = 3;

/** More columns than these are counted. */
const SHOWN_BESIDE = 12;

/** @param word what is done with the columns beside */
function gainText(gain: Gain, shown: number, word: string): string {
  const { beside } = gain;
  if (beside.length === 0) return gainedText(gain, shown);
  const others = shown > 0 && beside.length <= SHOWN_BESIDE ? beside.join(", ") : `${beside.length} others`;
  return `${gainedText(gain, shown)} (${word} ${others})`;
}

function gainedText({ privileges, kind, words, names }: Gain, shown: number): string {
  if (kind === "schema" || kind === "database") {
    return names.length === 1 ? `${privileges} on the ${kind}` : `${privileges} on ${names.length} ${kind}s`;
  }
  if (names.length === 1) return `${privileges} on ${names[0]}`;
  const list = names.length <= shown ? `: ${names.join(", ")}` : "";
  return `${privileges} on ${names.length} ${words.map((word) => `${word}s`).join(" and ")}${list}`;
}

/** @param shown so many names are written out */
function row(
  role: string,
  schema: string,
  change: Pick<AccessChange, "gains" | "loses">,
  shown: number,
): string {
  const cell = (gains: readonly Gain[], word: string) =>
    gains
      .map((gain) => gainText(gain, shown, word))
      .join("; ")
      .replaceAll("|", "\\|");
  return `| ${role} | ${schema} | ${cell(change.gains, "has")} | ${cell(change.loses, "keeps")} |`;
}

/** The gains of several rows that have the same privileges on the same kinds of object. */
function together(lists: readonly (readonly Gain[])[]): Gain[] {
  const groups = groupBy(lists.flat(), ({ privileges, kind }) => `${kind} ${privileges}`);
  return [...groups.values()].flatMap(([first, ...rest]) =>
    first
      ? [
          {
            ...first,
            words: [...new Set([first, ...rest].flatMap(({ words }) => words))].sort(compareText),
            names: [first, ...rest].flatMap(({ names }) => names),
            beside: [first, ...rest].flatMap(({ beside }) => beside),
          },
        ]
      : [],
  );
}

const shape = (gains: readonly Gain[]): string =>
  gains.map(({ privileges, kind }) => `${kind} ${privileges}`).join();

/** Rows of one role, or of the roles of one template, that differ in nothing but the schema become one. */
function rows(changes: readonly AccessChange[], family: string): string[] {
  const alike = groupBy(
    changes,
    ({ where = "", gains, loses }) => `${where}\t${shape(gains)}\t${shape(loses)}`,
  );
  return [...alike.values()].flatMap((group) => {
    const where = group[0]?.where === undefined ? "" : ` where ${group[0].where}`;
    if (group.length <= ALIKE) {
      return group.map((change) =>
        row(code(change.role) + where, change.schema && code(displayName(change.schema)), change, SHOWN),
      );
    }
    const roles = new Set(group.map(({ role }) => role)).size;
    const who = roles === 1 ? code(group[0]?.role ?? "") : `${roles} roles of ${code(family)}`;
    const schemas = new Set(group.map(({ schema }) => schema)).size;
    const sum = {
      gains: together(group.map(({ gains }) => gains)),
      loses: together(group.map(({ loses }) => loses)),
    };
    return [row(who + where, `${schemas} schemas`, sum, 0)];
  });
}

/** The table of review.md that says who gains and who loses access. */
export function accessTable(changes: readonly AccessChange[], ...warehouses: readonly Warehouse[]): string[] {
  if (changes.length === 0) return [];
  const templateOf = (role: string): string =>
    warehouses.map(({ roles }) => roles.get(role)?.template).find((template) => template !== undefined) ??
    role;
  const families = groupBy(changes, ({ role }) => templateOf(role));
  return [
    "## Who gains and who loses access",
    "",
    warehouses.some(({ viewReads }) => viewReads.size > 0)
      ? "After memberships and through views, which run with the rights of their owners."
      : "After memberships.",
    "",
    "| role | schema | gains | loses |",
    "|---|---|---|---|",
    ...[...families].flatMap(([family, group]) => rows(group, family)),
    "",
  ];
}
