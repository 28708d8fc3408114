// A source of truth, bound to one set of values.
import type { Revision } from "../migrations/folder.ts";
import type { KitState } from "../migrations/kit/kit-state.ts";
import type { DoorSource } from "../model/door.ts";
import type { Provenance } from "../model/provenance.ts";
import type { Rename } from "../model/rename.ts";
import type { Binding } from "../model/variable.ts";
import type { Warehouse } from "../model/warehouse.ts";
import type { ScriptStanding } from "../plan/needs/as-executor.ts";
import type { Need } from "../plan/needs/need.ts";
import type { NeededByOthers } from "./needed-by-others.ts";
import type { Target } from "./target.ts";

/** Tables as drizzle-kit knows them, and all else that is said of them. Names are templates. */
export interface TableSide {
  readonly state: KitState;
  readonly warehouse: Warehouse;
}

/** What makes the tables of a source that is no server. */
export interface TableSource {
  readonly revisions: readonly Revision[];
  /** What these add up to. */
  readonly recorded: TableSide;
  /** What is declared, with or beyond that. */
  readonly declared?: TableSide;
}

/** A source of truth, bound to one set of values. */
export interface Source {
  readonly kind: "declared" | "recorded" | "live";
  /** For people: `declared`, `recorded@#3`, `live postgres://user:***@host/database`. */
  readonly label: string;
  readonly warehouse: Warehouse;
  /** The database's name, of what is live. */
  readonly database?: string;
  /** What the warehouse was bound with. */
  readonly binding: Binding;
  /** Where the access is declared; empty but for what is declared. */
  readonly provenance: Provenance;
  /** Renames of roles that the files ask for and no revision has made yet. */
  readonly renames: readonly Rename[];
  /** How who asked a server stands to what a script needs there. */
  readonly standing?: (needs: readonly Need[]) => Promise<ScriptStanding>;
  /** Of what is live, which memberships other databases of its cluster need. */
  readonly neededByOthers?: NeededByOthers | undefined;
  /** The server, of what is live. */
  readonly target?: Target;
  /** What makes its tables, of all else. */
  readonly tables?: TableSource;
  /** What does as its owner may: of a server that was asked for it, else routines that the SQL of revisions makes. */
  readonly definers?: readonly DoorSource[];
}
