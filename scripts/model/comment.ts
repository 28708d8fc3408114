// Comments on relations and columns.

import type { ObjectName } from "./object.ts";

/** What COMMENT ON says of a relation or a column. Comments on roles are the roles' own. */
export interface Comment {
  readonly object: ObjectName;
  readonly text: string;
}
