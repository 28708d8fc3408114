/** Whether both ways of a revision say of access what its delta says, before either runs. */
import type { Diagnostic } from "../model/diagnostic.ts";
import { applyRenames } from "../model/fold.ts";
import { invertRenames, type Rename } from "../model/rename.ts";
import type { Binding } from "../model/variable.ts";
import type { Warehouse } from "../model/warehouse.ts";
import { diffWarehouses } from "../plan/compare/diff-warehouses.ts";
import { vouchScript } from "../plan/vouch/vouch-script.ts";
import type { SelectedStatement } from "../sql/select-statements.ts";
import { type Script, statementsOf } from "./ground.ts";

/** Both sides of a revision, bound. */
interface BoundSides {
  readonly recorded: Warehouse;
  readonly declared: Warehouse;
  readonly renames: readonly Rename[];
  readonly binding: Binding;
}

/** The name of the database of scratch servers. */
const DATABASE = "postgres";

/** What the scripts say beyond the delta, or otherwise. */
export function vouchedBothWays(
  { migration, down }: { readonly migration: Script; readonly down: Script },
  { recorded, declared, renames, binding }: BoundSides,
): Diagnostic[] {
  const { major } = binding;
  const vouch = (script: Script, before: Warehouse, to: Warehouse, names: readonly Rename[]) => {
    const statements: readonly SelectedStatement[] = statementsOf(script, binding);
    const from = applyRenames(before, names);
    const difference = { ...diffWarehouses(from, to), renames: names };
    return vouchScript(statements, { from, to, difference, major, database: DATABASE }, script.file);
  };
  return [
    ...vouch(migration, recorded, declared, renames),
    ...vouch(down, declared, recorded, invertRenames(renames)),
  ];
}
