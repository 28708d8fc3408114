// What owners lose and regain of what they have by themselves.

import { isLack } from "../../model/acl.ts";
import type { Held, Holdings } from "./held.ts";

/** Entries without those that say what an owner lacks, and these as what is to be given and taken. */
interface OwnersPart {
  readonly start: Holdings;
  readonly to: Holdings;
  /** What the owner shall have again. */
  readonly regained: readonly Held[];
  /** What the owner shall no longer have. */
  readonly lost: readonly Held[];
}

const isPlain = ([, { entry }]: readonly [string, Held]): boolean => !isLack(entry);

/** What the first lacks and the second does not, as entries that the owner has. */
function lacksBeyond(lacking: Holdings, other: Holdings): Held[] {
  return [...lacking].flatMap(([key, held]) =>
    isLack(held.entry) && !other.has(key) ? [{ ...held, entry: { ...held.entry, grantable: false } }] : [],
  );
}

/** Takes apart what owners lack of what they have by themselves: there a lack goes by GRANT and comes by REVOKE. */
export function ownersPart(start: Holdings, to: Holdings): OwnersPart {
  return {
    start: new Map([...start].filter(isPlain)),
    to: new Map([...to].filter(isPlain)),
    regained: lacksBeyond(start, to),
    lost: lacksBeyond(to, start),
  };
}
