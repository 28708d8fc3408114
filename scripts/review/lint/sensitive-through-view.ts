// Lint rule: logins that read something sensitive by a view alone.

import { displayName, splitPath } from "../../model/identifier.ts";
import type { ObjectName } from "../../model/object.ts";
import { indexAccess } from "../access/access-index.ts";
import { accessPaths } from "../access/access-paths.ts";
import type { Ground } from "../access/access-sources.ts";
import { relationOf, tableNamed } from "../access/relation-access.ts";
import { ask } from "../access/view-access.ts";
import { type LintRule, placeOfRole } from "./rule.ts";

/** A sensitive relation or column as an object. */
function sensitiveObject(key: string): ObjectName {
  const path = splitPath(key) ?? [key];
  return path.length > 2 ? { kind: "column", path } : tableNamed(key);
}

/** The views of a way, the one next to the table first. */
const viewsOf = (by: Ground): string[] =>
  by.kind === "view" ? [by.view.view, ...viewsOf(by.through.by)] : [];

/** Logins that read something sensitive by views alone that nobody cleared: what is cleared is no longer sensitive. */
export const sensitiveThroughView: LintRule = {
  code: "sensitive-through-view",
  summary: "a login reads something sensitive by a view, and not by itself",
  isOn: true,
  find: (subject) => {
    const { warehouse } = subject;
    const index = indexAccess(warehouse);
    const logins = [...warehouse.roles.values()].filter(({ login, superuser }) => login && !superuser);
    const objects = [...warehouse.sensitive]
      .map((key) => ({ key, object: sensitiveObject(key) }))
      .filter(({ object }) => index.viewsOver(relationOf(object) ?? "").length > 0);
    return objects.flatMap(({ key, object }) => {
      const question = ask(index, "SELECT", object);
      return logins.flatMap(({ name }) => {
        const views = accessPaths(index, name, question).map(({ by }) => viewsOf(by));
        const [shown] = views.filter((list) => list.every((view) => warehouse.sensitive.has(view)));
        if (!shown || views.some((list) => list.length === 0)) return [];
        return [
          {
            message: `${displayName(name)} logs in and reads ${key}, which is sensitive, by the view ${shown.join(" under ")} alone`,
            help: "Take the view from it, or name the view under `cleared` with the reason why it may be shown.",
            ...placeOfRole(subject, name),
          },
        ];
      });
    });
  },
};
