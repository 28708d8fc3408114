// Who owns what.

import type { ObjectName } from "./object.ts";

/** The declared owner of an object. What nobody declared belongs to whoever applies the revisions. */
export interface Ownership {
  readonly object: ObjectName;
  /** A role; a template until it is bound. */
  readonly owner: string;
}
