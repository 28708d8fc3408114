// The only door to drizzle-kit: states, snapshots, statements, checks.

import { randomUUID } from "node:crypto";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { problem, Refusal } from "../../model/diagnostic.ts";
import type { KitHint } from "./drizzle-kit-hints.ts";
import type { EntityKind, EntityPath } from "./entities.ts";
import { keepCompiledIn, kitBundle } from "./kit-bundles.ts";
import { type KitError, kitDiagnostics } from "./kit-error.ts";
import { EMPTY_STATE, type KitSnapshot, type KitState } from "./kit-state.ts";
import { quietly } from "./quiet.ts";
import { parseSnapshots, type SnapshotFile, withMerge } from "./snapshot-files.ts";
import { tablesToLeaveOut, withoutTables } from "./untouched-tables.ts";

interface Payload {
  generateDrizzleJson(exports: object): Promise<KitState>;
  generateMigration(from: KitState, to: KitState, options: { hints: readonly KitHint[] }): Promise<string[]>;
  reconstruct(files: Readonly<Record<string, KitSnapshot>>): Promise<KitState>;
}

/** What drizzle-kit answers to {@link kitGenerate}. */
type KitAnswer =
  | { readonly status: "ok"; readonly sql: string; readonly snapshot: KitSnapshot }
  | { readonly status: "no_changes" }
  | {
      readonly status: "missing_hints";
      readonly unresolved: readonly { readonly kind: EntityKind; readonly entity: EntityPath }[];
    }
  | { readonly status: "error"; readonly error: KitError };

type SdkAnswer = Exclude<KitAnswer, { status: "ok" }> | { status: "ok"; migration_path: string };

interface Sdk {
  generate(options: object): Promise<SdkAnswer>;
  check(options: object): Promise<SdkAnswer>;
}

const payload = () => kitBundle("payload") as Promise<Payload>;
const sdk = () => kitBundle("cli") as Promise<Sdk>;

/** The file of drizzle-kit's own command line. */
export const kitProgram = (): string =>
  join(dirname(createRequire(import.meta.url).resolve("drizzle-kit/cli")), "bin.cjs");

/** Begins to load drizzle-kit, with the compiled code of an earlier run, kept in a folder. */
export function preloadKit(folder: string): void {
  keepCompiledIn(folder);
  // Whoever needs it is told of what goes wrong.
  payload().catch(() => {});
}

/** Runs drizzle-kit, which ends the process where it does not like a schema. @throws {Refusal} with its text */
async function call<Result>(run: () => Promise<Result>): Promise<Result> {
  const outcome = await quietly(run);
  if (outcome.kind === "returned") return outcome.result;
  throw new Refusal([problem("schema-refused", outcome.output || "drizzle-kit refuses the definitions")]);
}

/** `pgSchema(…).existing()` */
const isExistingSchema = (value: unknown): boolean => {
  const { isExisting, schemaName } = (value ?? {}) as { isExisting?: unknown; schemaName?: unknown };
  return isExisting === true && typeof schemaName === "string";
};

/**
 * drizzle-kit's view of what the definition files export. What lies in an existing schema is made as anything else: so
 * does its command, while this door would leave it out.
 *
 * @throws {Refusal} with its text where it refuses them
 */
export async function stateOf(exports: Readonly<Record<string, unknown>>): Promise<KitState> {
  const made = Object.fromEntries(Object.entries(exports).filter(([, value]) => !isExistingSchema(value)));
  return call(async () => (await payload()).generateDrizzleJson(made));
}

/**
 * The state that all snapshots of a history add up to; several leaves as if they were merged.
 *
 * @param snapshots of every revision: all but the first hold only what changed
 * @throws {Refusal} where a snapshot is missing, broken or in the wrong order
 */
export async function stateOfSnapshots(snapshots: readonly SnapshotFile[]): Promise<KitState> {
  if (snapshots.length === 0) return EMPTY_STATE;
  const files = withMerge(parseSnapshots(snapshots));
  try {
    return await call(async () => (await payload()).reconstruct(files));
  } catch (error) {
    const { code, meta, message } = error as { code?: string; meta?: object; message: string };
    if (error instanceof Refusal || code !== "check_error") throw error;
    throw new Refusal(kitDiagnostics({ code, message, ...meta }));
  }
}

/** The statements that lead from one state to another; questions that the hints leave open make it throw. */
export function kitMigration(from: KitState, to: KitState, hints: readonly KitHint[]): Promise<string[]> {
  const untouched = tablesToLeaveOut(from, to);
  return call(async () =>
    (await payload()).generateMigration(withoutTables(from, untouched), withoutTables(to, untouched), {
      hints,
    }),
  );
}

/** Runs the SDK in a folder of its own that holds nothing but the snapshots. */
async function inFolder<Result>(
  snapshots: readonly SnapshotFile[],
  run: (folder: string, out: string) => Promise<Result>,
): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), "dwh-kit-"));
  const out = join(folder, "out");
  try {
    await mkdir(out);
    for (const { name, text } of snapshots) {
      await mkdir(join(out, name));
      await writeFile(join(out, name, "snapshot.json"), text);
    }
    return await run(folder.replaceAll("\\", "/"), out);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** A module that hands over objects of this process: drizzle-kit would load the definitions a second time. */
function schemaModule(key: string, count: number): string {
  const exports = Array.from({ length: count }, (_, index) => `export const e${index} = objects[${index}];`);
  return [`const objects = globalThis[Symbol.for(${JSON.stringify(key)})];`, ...exports].join("\n");
}

/** The next migration by drizzle-kit's own command. @throws {Refusal} with its text where it refuses the exports */
export function kitGenerate(
  exports: Readonly<Record<string, unknown>>,
  snapshots: readonly SnapshotFile[],
  hints: readonly KitHint[],
): Promise<KitAnswer> {
  return inFolder(snapshots, async (folder, out) => {
    const key = `dwh-definitions:schema:${randomUUID()}`;
    const schema = `${folder}/schema.mjs`;
    const objects = Object.values(exports);
    await writeFile(schema, schemaModule(key, objects.length));
    const shared = globalThis as Record<symbol, unknown>;
    shared[Symbol.for(key)] = objects;
    try {
      const options = { dialect: "postgresql", schema, out, name: "next", hints, breakpoints: true };
      const answer = await quietly(async () => (await sdk()).generate(options));
      // The SDK ends the process without a word; the same schema errors have a text here.
      if (answer.kind === "exited") await stateOf(exports);
      const result = answer.kind === "exited" ? failed(answer.output) : answer.result;
      if (result.status !== "ok") return result;
      const sql = await readFile(result.migration_path, "utf8");
      const text = await readFile(join(dirname(result.migration_path), "snapshot.json"), "utf8");
      return { status: "ok", sql, snapshot: JSON.parse(text) as KitSnapshot };
    } finally {
      delete shared[Symbol.for(key)];
    }
  });
}

const failed = (message: string): SdkAnswer => ({ status: "error", error: { code: "exit", message } });

/** What drizzle-kit finds wrong with a history: broken snapshots, branches that conflict. */
export function kitCheck(snapshots: readonly SnapshotFile[]): Promise<KitError | undefined> {
  return inFolder(snapshots, async (_folder, out) => {
    const answer = await call(async () => (await sdk()).check({ dialect: "postgresql", out }));
    return answer.status === "error" ? answer.error : undefined;
  });
}
