// Grants that many roles have alike, said once beside them.
import type { Grant } from "../../declarations/language/schema-of-grants.ts";
import { groupBy } from "../../model/group.ts";
import { compareText } from "../../model/identifier.ts";
import { oneOrList } from "./compress.ts";
import type { Body } from "./role-bodies.ts";

/** From how many roles on the same grant is said once, to all of them. */
const MANY = 3;

/** A grant and a role that it is to, as the file calls it. */
export interface GrantTo {
  readonly to: string;
  readonly grant: Grant;
}

/** Grants that stand beside the roles, those that are the same to all at once. */
export function grantsTo(given: readonly GrantTo[]): (Grant & { to: string | string[] })[] {
  return [...groupBy(given, ({ grant }) => JSON.stringify(grant)).values()].flatMap((group) => {
    const [first] = group;
    return first ? [{ to: oneOrList(group.map(({ to }) => to).sort(compareText)), ...first.grant }] : [];
  });
}

/** Takes the grants that many roles have alike out of their bodies. */
export function splitCommon(bodies: readonly (readonly [name: string, body: Body])[]): {
  readonly bodies: (readonly [name: string, body: Body])[];
  readonly common: GrantTo[];
} {
  const all = bodies.flatMap(([to, { grants = [] }]) => grants.map((grant) => ({ to, grant })));
  const common = [...groupBy(all, ({ grant }) => JSON.stringify(grant))].filter(
    ([, list]) => list.length >= MANY,
  );
  const texts = new Set(common.map(([text]) => text));
  return {
    common: common.flatMap(([, list]) => list),
    bodies: bodies.map(([name, { grants, ...body }]) => {
      const own = (grants ?? []).filter((grant) => !texts.has(JSON.stringify(grant)));
      return [name, { ...body, ...(own.length > 0 && { grants: own }) }];
    }),
  };
}
