// The options of a membership in words.

import type { Membership } from "../model/role.ts";

/** The options of a membership as SQL says them: `ADMIN FALSE, INHERIT TRUE, SET TRUE`. */
export function membershipOptions({ admin, inherit, set }: Membership): string {
  const word = (value: boolean) => (value ? "TRUE" : "FALSE");
  return `ADMIN ${word(admin)}, INHERIT ${word(inherit)}, SET ${word(set)}`;
}

/** Options that are not PostgreSQL's own, in brackets behind a name: ` (ADMIN, no SET)`; empty where all are. */
export function unusualOptions({ admin, inherit, set }: Membership): string {
  const options = [
    ...(admin ? ["ADMIN"] : []),
    ...(inherit ? [] : ["no INHERIT"]),
    ...(set ? [] : ["no SET"]),
  ];
  return options.length === 0 ? "" : ` (${options.join(", ")})`;
}
