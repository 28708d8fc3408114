// What is to be proved of a revision, and what a proof found.
import type { ScratchPlace } from "../database/servers/scratch-servers.ts";
import type { MigrationFile } from "../declarations/code/load-migration.ts";
import type { Delta } from "../model/delta.ts";
import type { AllowedVariables, Variables } from "../model/variable.ts";
import type { Warehouse } from "../model/warehouse.ts";
import type { DeclaredViews } from "../sources/declared-views.ts";
import type { Promises } from "../sources/failed-expectations.ts";
import type { FreshRequest, KitStates } from "./fresh-build.ts";
import type { Earlier, Ground, Script } from "./ground.ts";
import type { ServerSaid } from "./server-said.ts";

/** What a proof found. */
export interface Proved {
  /** What was proved, a line each. */
  readonly lines: readonly string[];
  /** What only the server knows; names are templates. */
  readonly said: ServerSaid;
}

/** What is to be proved. */
export interface Proof {
  readonly place: ScratchPlace;
  /** The revisions before, oldest first: the state that the proof starts from. */
  readonly earlier: readonly Earlier[];
  readonly migration: Script;
  readonly down: Script;
  /** The migration.ts that runs with both, of the revision of this name. */
  readonly code?: (MigrationFile & { readonly revision: string }) | undefined;
  readonly delta: Delta;
  readonly states: KitStates;
  /** True where the scripts were written by hand. */
  readonly draft: boolean;
  readonly recorded: Warehouse;
  readonly declared: Warehouse;
  readonly promises: Promises;
  readonly views: DeclaredViews;
  readonly variables: AllowedVariables;
  readonly onStep?: (text: string) => void;
  /** Opened before, for the first set of variables. */
  readonly ground?: Ground | undefined;
}

/** All that run. */
export const scriptsOf = ({ earlier, migration, down }: Proof): string[] => [
  ...earlier.map((revision) => revision.migration),
  migration.text,
  down.text,
];

/** What its fresh build is made of, for a set of variables. */
export function freshRequest(proof: Proof, variables: Variables): FreshRequest {
  const { states, delta, recorded, declared, variables: allowed } = proof;
  const kept = { before: recorded.keptSequences, after: declared.keptSequences };
  const warehouses = { before: recorded, after: declared };
  return { states, renames: delta.renames, kept, warehouses, allowed, variables };
}
