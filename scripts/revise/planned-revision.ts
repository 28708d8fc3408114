// A revision as it is to be proved and written.
import type { Revision } from "../migrations/folder.ts";
import type { Difference } from "../model/delta.ts";
import type { Diagnostic } from "../model/diagnostic.ts";
import type { Hazard } from "../model/hazard.ts";
import type { RowEffects } from "../model/row-check.ts";
import type { Warehouse } from "../model/warehouse.ts";
import type { KitStates } from "../prove/fresh-build.ts";
import type { WayBack } from "../review/row-lines.ts";
import type { TableDefinitions } from "../review/table-definitions.ts";
import type { DeclaredViews } from "../sources/declared-views.ts";
import type { Promises } from "../sources/failed-expectations.ts";

/** A revision as it is to be proved and written. */
export interface PlannedRevision {
  /** The folder. */
  readonly name: string;
  readonly message: string;
  readonly migration: string;
  readonly down: string;
  /** The text of its migration.ts, where it has one. */
  readonly code?: string;
  /** The text of snapshot.json, its id and those of the snapshots before it. */
  readonly snapshot: { readonly text: string; readonly id: string; readonly parents: readonly string[] };
  readonly difference: Difference;
  /** Both sides as drizzle-kit knows them. */
  readonly states: KitStates;
  readonly hazards: readonly Hazard[];
  readonly definitions: TableDefinitions;
  readonly rows: RowEffects;
  readonly wayBack: WayBack;
  /** Of a draft, the messages of what destroys data and was allowed when it was made. */
  readonly allowed?: readonly string[];
  /** Whether its SQL was corrected by hand. */
  readonly byHand?: boolean;
  /** Whether it is to keep nobody waiting while a table is read. */
  readonly online?: boolean;
  readonly recorded: Warehouse;
  readonly declared: Warehouse;
  /** What the role files expect of the access. */
  readonly promises: Promises;
  readonly views: DeclaredViews;
  readonly earlier: readonly Revision[];
  readonly warnings: readonly Diagnostic[];
}
