// A path of access in words, and where its parts are declared.

import { builtInAclOf, entryKey, OWNER, PUBLIC } from "../../model/acl.ts";
import type { Location } from "../../model/diagnostic.ts";
import { displayName } from "../../model/identifier.ts";
import {
  entrySource,
  membershipSource,
  ownerSource,
  type Provenance,
  roleSource,
} from "../../model/provenance.ts";
import type { AccessIndex } from "./access-index.ts";
import type { AccessPath } from "./access-paths.ts";
import { firstHolding, type Ground } from "./access-sources.ts";

const WORDS: Readonly<Record<string, string>> = { [PUBLIC]: "PUBLIC", [OWNER]: "the owner" };

/** A role as people read it. */
export const roleText = (name: string): string => WORDS[name] ?? name;

/** The roles between the one that acts and the one that has the privilege, that one included. */
function through({ via, after }: AccessPath): string[] {
  const acting = after === undefined ? -1 : via.findLastIndex(({ role }) => role === after);
  return via.slice(acting + 1).map(({ role }) => role);
}

/** `by the view DM.v, which o owns`: what stands for the table. */
function viewText({ view, owner }: Extract<Ground, { kind: "view" }>): string {
  const doubt = view.confirmed ? "" : ", as its text says";
  if (view.materialized) return `by the materialized view ${view.view}, a copy of what was there${doubt}`;
  if (view.invoker) return `by the view ${view.view}, with its own rights`;
  return `by the view ${view.view}, which ${owner ?? "whoever applies the revisions"} owns${doubt}`;
}

function groundText(path: AccessPath): string {
  const { by, object } = path;
  if (by.kind === "view") {
    const { by: ground, object: on } = by.through;
    return `${groundText({ ...path, by: ground, object: on })}, ${viewText(by)}`;
  }
  const roles = through(path);
  const chain = roles.length === 0 ? "" : `through ${roles.join(" → ")}`;
  if (by.kind === "superuser") return "as a superuser";
  if (by.kind === "owner") return chain ? `${chain}, the owner` : "as the owner";
  if (by.kind === "predefined role") return chain || `as ${by.role}`;
  const { grantee, grantor, grantable } = by.entry;
  const option = grantable ? " with grant option" : "";
  const given = grantor === OWNER ? "" : `, granted by ${grantor}`;
  const byItself = builtInAclOf(object).entries.has(entryKey(by.entry)) ? ", which has it by itself" : "";
  const holder = grantee === PUBLIC ? `through PUBLIC${byItself}` : chain || "granted directly";
  return `${holder}${option}${given}`;
}

/** A path in words: `after SET ROLE admin, through writers with grant option, but has no USAGE on the schema DM`. */
export function pathText(path: AccessPath): string {
  const { after, lacksUsage } = path;
  return [
    ...(after === undefined ? [] : [`after SET ROLE ${after}`]),
    groundText(path),
    ...(lacksUsage === undefined ? [] : [`but has no USAGE on the schema ${displayName(lacksUsage)}`]),
  ].join(", ");
}

/** Where the parts of a path are declared: what gives the privilege, then the memberships. */
export function pathPlaces(index: AccessIndex, path: AccessPath, provenance: Provenance): Location[] {
  const { by, object } = firstHolding({ holder: "", ...path });
  const { via } = path;
  const ownership = by.kind === "owner" ? index.facts(object).owner : undefined;
  const keys = [
    ...(by.kind === "entry" ? [entrySource(object, by.entry)] : []),
    ...(ownership ? [ownerSource(ownership.object)] : []),
    ...(by.kind === "superuser" ? [roleSource(by.role)] : []),
    ...via.map(membershipSource),
  ];
  return keys.flatMap((key) => provenance.get(key) ?? []);
}
