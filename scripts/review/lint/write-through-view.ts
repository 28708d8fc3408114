// Lint rule: who writes a table only by a view over it.

import { displayName } from "../../model/identifier.ts";
import { objectKey } from "../../model/object.ts";
import type { Privilege } from "../../model/privilege.ts";
import { indexAccess } from "../access/access-index.ts";
import { askDirectly, firstHolding, type Holding } from "../access/access-sources.ts";
import { roleText } from "../access/path-text.ts";
import { tableNamed } from "../access/relation-access.ts";
import { addsNothing, heldThroughViews } from "../access/view-access.ts";
import { type Finding, type LintRule, type LintSubject, placeOfEntry } from "./rule.ts";

const WRITES: readonly Privilege[] = ["INSERT", "UPDATE", "DELETE"];

/** What somebody was given on a view and writes the table under it, which it may not write itself. */
function writtenBy(subject: LintSubject): Map<string, { finding: Finding; privileges: Set<Privilege> }> {
  const index = indexAccess(subject.warehouse);
  const found = new Map<string, { finding: Finding; privileges: Set<Privilege> }>();
  const add = (relation: string, privilege: Privilege, holding: Holding) => {
    const { by, object } = firstHolding(holding);
    if (by.kind !== "entry") return;
    const who = displayName(roleText(holding.holder));
    const key = JSON.stringify([holding.holder, objectKey(object), relation]);
    const message = `${who} writes table ${relation} by ${objectKey(object)}, and not by itself`;
    const help = "Give SELECT alone on the view, or what is meant on the table.";
    const finding = { message, help, ...placeOfEntry(subject, object, by.entry) };
    const before = found.get(key) ?? { finding, privileges: new Set<Privilege>() };
    found.set(key, before);
    before.privileges.add(privilege);
  };
  const tables = [...subject.warehouse.relations].filter(([, { kind }]) => kind === "table");
  for (const [relation] of tables.filter(([key]) => index.viewsOver(key).length > 0)) {
    for (const privilege of WRITES) {
      const table = tableNamed(relation);
      const direct = new Set(askDirectly(index, privilege, table).holdings.map(({ holder }) => holder));
      for (const holding of heldThroughViews(index, privilege, table)) {
        if (addsNothing(holding)) continue;
        if (![...index.graph.reaches(holding.holder).keys()].some((name) => direct.has(name)))
          add(relation, privilege, holding);
      }
    }
  }
  return found;
}

/** Who writes a table by a view. */
export const writeThroughView: LintRule = {
  code: "write-through-view",
  summary:
    "a role may write a view, and with the rights of its owner the table under it, which it may not write itself",
  isOn: true,
  find: (subject) =>
    [...writtenBy(subject).values()].map(({ finding, privileges }) => ({
      ...finding,
      message: `${finding.message}: ${WRITES.filter((one) => privileges.has(one)).join(", ")}`,
    })),
};
