import { stateOf, stateOfSnapshots } from "../../scripts/migrations/kit/drizzle-kit.ts";
import type { Hint } from "../../scripts/migrations/kit/drizzle-kit-hints.ts";
import { generateDown } from "../../scripts/migrations/kit/generate-down.ts";
import { type GeneratedUp, generateUp, type UpResult } from "../../scripts/migrations/kit/generate-up.ts";
import type { KitState } from "../../scripts/migrations/kit/kit-state.ts";
import type { SnapshotFile } from "../../scripts/migrations/kit/snapshot-files.ts";
import { writeStatement } from "../../scripts/sql/write-statement.ts";

type Exports = Readonly<Record<string, unknown>>;

/** Snapshots that grow one revision after the other, a second apart. */
export class KitHistory {
  constructor(readonly snapshots: readonly SnapshotFile[] = []) {}

  /** What the revisions so far add up to. */
  state(): Promise<KitState> {
    return stateOfSnapshots(this.snapshots);
  }

  /** What the next revision comes to. */
  async up(exports: Exports, hints: readonly Hint[] = [], custom = false): Promise<UpResult> {
    const { snapshots } = this;
    const before = await this.state();
    const after = await stateOf(exports);
    return generateUp({ exports, before, after, snapshots, name: this.#nextName(), hints, custom });
  }

  /** The history with that revision. */
  async with(exports: Exports, hints: readonly Hint[] = [], custom = false): Promise<KitHistory> {
    return this.and(ok(await this.up(exports, hints, custom)));
  }

  and({ snapshot }: Pick<GeneratedUp, "snapshot">, name = this.#nextName()): KitHistory {
    return new KitHistory([...this.snapshots, { name, text: snapshot }]);
  }

  /** The statements of the next revision, up and down. */
  async roundTrip(
    exports: Exports,
    hints: readonly Hint[] = [],
  ): Promise<{ up: readonly string[]; down: readonly string[] }> {
    const up = ok(await this.up(exports, hints));
    const before = await this.state();
    const down = await generateDown({ before, after: up.state, kitRenames: up.kitRenames, kept: new Map() });
    return { up: up.statements, down: down.map(writeStatement) };
  }

  #nextName(): string {
    return `2026010100000${this.snapshots.length}_step`;
  }
}

/** A migration with its statements as SQL. */
type Migration = Omit<GeneratedUp, "statements"> & { readonly statements: readonly string[] };

/** The result, which has to be a migration. */
export function ok(result: UpResult): Migration {
  if (result.status === "ok") return { ...result, statements: result.statements.map(writeStatement) };
  throw new Error(`expected a migration: ${JSON.stringify(result, null, 1)}`);
}
