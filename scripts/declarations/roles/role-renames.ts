// `renamed_from` → what roles were called before.
import { displayName } from "../../model/identifier.ts";
import { variablesIn } from "../../model/variable.ts";
import type { RoleRename } from "../declared-access.ts";
import type { AccessRoleBody, RoleBody } from "../language/roles-schema.ts";
import { child, type Placed, placeOf, problemAt, type Report } from "../yaml/placed.ts";
import { type AccessRole, accessRoleName } from "./access-roles.ts";

/** A former name with the place that says it. */
interface Former extends RoleRename {
  readonly said: Placed<string>;
}

const formerOf = (to: string, body: Placed<{ readonly renamed_from?: string | undefined }>): Former[] => {
  const said = child(body, "renamed_from");
  return said ? [{ from: said.value, to, said }] : [];
};

/** Whether a template may be renamed: with other variables, several roles would have had one name. */
function isSameTemplate({ from, to, said }: Former, report: Report): boolean {
  const [before, after] = [from, to].map((name) => [...new Set(variablesIn(name))].sort());
  if (before?.join() === after?.join()) return true;
  const message = `${displayName(from)} has other variables than ${displayName(to)}`;
  const help = "A template can be renamed from one with the same variables only.";
  report(problemAt(placeOf(said), "renamed-variables", message, help));
  return false;
}

/** Reports names that are still in use and names that two roles would come from; gives the others. */
function checkFormer(
  formers: readonly Former[],
  isDeclared: (name: string) => boolean,
  isRemoved: (name: string) => boolean,
  report: Report,
): Former[] {
  const taken = new Map<string, Former>();
  return formers.filter((former) => {
    const { from, to, said } = former;
    const first = taken.get(from);
    const shown = displayName(from);
    if (from === to) {
      const help = "Write what it was called before, or take it away.";
      report(problemAt(placeOf(said), "renamed-from-itself", `${shown} has this name already`, help));
    } else if (isDeclared(from)) {
      const message = `${displayName(to)} cannot have been ${shown}, which is declared too`;
      const help = `Take the declaration of ${shown} away, or \`renamed_from\`.`;
      report(problemAt(placeOf(said), "renamed-and-declared", message, help));
    } else if (isRemoved(from)) {
      const message = `${shown} is renamed to ${displayName(to)} and removed`;
      report(problemAt(placeOf(said), "renamed-and-removed", message, "Take it out of `removed`."));
    } else if (first) {
      const message = `${displayName(first.to)} and ${displayName(to)} cannot both have been ${shown}`;
      const related = [{ message: "the other one is here", at: placeOf(first.said) }];
      report(problemAt(placeOf(said), "renamed-twice", message, "Keep one of them.", related));
    } else {
      taken.set(from, former);
      return true;
    }
    return false;
  });
}

/** All that has a name, by name. */
interface Named {
  readonly bodies: ReadonlyMap<string, Placed<NonNullable<RoleBody>>>;
  readonly templates: ReadonlyMap<string, Placed<AccessRoleBody>>;
  readonly accessRoles: readonly AccessRole[];
  readonly removed: ReadonlyMap<string, unknown>;
}

/** Every `renamed_from`: of roles, and of the roles that a renamed template made. */
export function resolveRenames(
  { bodies, templates, accessRoles, removed }: Named,
  report: Report,
): { readonly renames: readonly RoleRename[]; readonly templates: readonly RoleRename[] } {
  const declared = new Set([...bodies.keys(), ...accessRoles.map(({ role }) => role.name)]);
  const ofTemplates = checkFormer(
    [...templates].flatMap(([template, body]) => formerOf(template, body)),
    (name) => templates.has(name),
    () => false,
    report,
  ).filter((former) => isSameTemplate(former, report));
  const formerTemplate = new Map(ofTemplates.map((former) => [former.to, former]));
  const generated = accessRoles.flatMap(({ role, level, schema }): Former[] => {
    const former = formerTemplate.get(role.template ?? "");
    if (!former) return [];
    const from = accessRoleName(former.from, schema, level);
    return [{ from, to: role.name, said: former.said }];
  });
  const roles = [...bodies].flatMap(([name, body]) => formerOf(name, body));
  const plain = ({ from, to }: Former): RoleRename => ({ from, to });
  const all = checkFormer(
    [...roles, ...generated],
    (name) => declared.has(name),
    (name) => removed.has(name),
    report,
  );
  return { renames: all.map(plain), templates: ofTemplates.map(plain) };
}
