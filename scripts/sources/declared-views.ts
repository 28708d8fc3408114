// What the declarations say of views beside their queries.
import type { Location } from "../model/diagnostic.ts";

/** What the declarations know of their views. */
export interface DeclaredViews {
  /** Keys of those that may be shown though they are made of something sensitive; templates. */
  readonly cleared: ReadonlySet<string>;
  /** Where a view or a table is defined, by its key. */
  readonly placeOf: (key: string) => Location | undefined;
}
