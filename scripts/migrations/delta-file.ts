/** delta.json: what it says, its text, and whether it is as it was written. */
import { createHash } from "node:crypto";
import * as z from "zod";
import packageFile from "../../package.json" with { type: "json" };
import type { ChangesOf, Delta, RecordedCollection } from "../model/delta.ts";
import { compareText } from "../model/identifier.ts";
import { NO_ROW_EFFECTS, type RowCheck, type RowEffects } from "../model/row-check.ts";
import { FORMAT, formatOf, isLater } from "./delta-format.ts";
import { LINE_FORMATS, type LineFormat } from "./delta-lines.ts";
import { changes, rename, text } from "./delta-shape.ts";
import { deltaText } from "./delta-text.ts";

/** What delta.json says: the delta, and what ties it to the files beside it. */
export interface DeltaRecord {
  readonly delta: Delta;
  /** What the user called the revision. */
  readonly message: string;
  readonly snapshot: { readonly id: string; readonly parents: readonly string[] };
  /** SHA-256 in hex by file name. */
  readonly files: Readonly<Record<string, string>>;
  /** What it does to rows, and rows to it. */
  readonly rows: RowEffects;
  /** Whether it says of which objects the role files say what PUBLIC has: the first programs did not. */
  readonly knowsPublic?: boolean;
  /** Whether it says that where it depends on conditions, too: later programs do. */
  readonly knowsPublicWhen?: boolean;
  /** Statements that nobody can vouch for, and that were reviewed. */
  readonly unvouched: Unvouched;
  /** Whether its SQL was corrected by hand. */
  readonly byHand: boolean;
  /** Whether it is to keep nobody waiting while a table is read. */
  readonly online: boolean;
  /** The version of the program that wrote it. */
  readonly tool: string;
}

/** SQL of statements that change rows or run code, as it stands in the files. */
interface Unvouched {
  readonly up: readonly string[];
  readonly down: readonly string[];
}

/** Of a revision without such statements. */
const NONE_UNVOUCHED: Unvouched = { up: [], down: [] };

/** What is written of a revision; the rest is known. */
export type NewRecord = Pick<DeltaRecord, "delta" | "message" | "snapshot" | "files"> &
  Partial<Pick<DeltaRecord, "rows" | "unvouched" | "byHand" | "online">>;

/** SHA-256 in hex of a text in UTF-8: drizzle's hash of a migration. */
export function sha256(content: string): string {
  return createHash("sha256").update(content).digest("hex");
}

const sorted = <Entry>(entries: readonly Entry[]): Entry[] =>
  [...entries].sort((a, b) => compareText(JSON.stringify(a), JSON.stringify(b)));

const checksumOf = (file: object): string => sha256(deltaText({ ...file, checksum: undefined }));

/** Whether a file says what was written: mostly its text is that, to the letter; else it may be laid out otherwise. */
function isAsWritten(content: string, json: object, checksum: string): boolean {
  const line = '  "checksum": ';
  const text = content.replace(`${line}${JSON.stringify(checksum)}`, `${line}undefined`);
  return sha256(text) === checksum || checksumOf(json) === checksum;
}

const LINES = Object.entries(LINE_FORMATS) as readonly [RecordedCollection, LineFormat<unknown>][];

const rowChecks = z.array(
  z.strictObject({
    message: text,
    relation: text,
    query: text.optional(),
    shows: z.array(text).optional(),
    lost: text.optional(),
  }),
) as z.ZodType<readonly RowCheck[]>;

/** delta.json. */
const deltaFile = z.strictObject({
  version: z.literal(1).optional(),
  format: z.int().min(2).max(FORMAT).optional(),
  /** The version of the program that wrote the file. */
  tool: text.optional(),
  /** SHA-256 of the rest of this file, so that an edit by hand is noticed. */
  checksum: text,
  message: text,
  snapshot: z.strictObject({ id: text, parents: z.array(text) }),
  /** SHA-256 of the files beside this one as they were when they were proved. */
  files: z.record(z.string(), text),
  /** Of a revision that has to do with rows. */
  rows: z.strictObject({ up: rowChecks, lost: rowChecks, down: rowChecks }).optional(),
  /** Of a revision with statements that nobody can vouch for: those that were reviewed. */
  unvouched: z.strictObject({ up: z.array(text), down: z.array(text) }).optional(),
  byHand: z.literal(true).optional(),
  online: z.literal(true).optional(),
  /** That `publicSaid` speaks of what depends on conditions. */
  publicWhen: z.literal(true).optional(),
  renames: z.array(rename),
  ...(Object.fromEntries(LINES.map(([name, { shape }]) => [name, changes(shape)])) as Record<
    RecordedCollection,
    ReturnType<typeof changes>
  >),
});

/** A file of a format that only a later program knows. */
export class NewerFormat extends Error {}

const newerFile = z.looseObject({ format: z.int().min(FORMAT + 1), tool: text.optional() });

/** The text of delta.json: the same delta gives the same bytes. */
export function writeDeltaFile({
  delta,
  message,
  snapshot,
  files,
  rows = NO_ROW_EFFECTS,
  unvouched = NONE_UNVOUCHED,
  byHand = false,
  online = false,
}: NewRecord): string {
  const lines = LINES.flatMap(([name, { write }]) => {
    const { added, removed } = delta[name];
    if (isLater(name) && added.length + removed.length === 0) return [];
    return [[name, { added: sorted(write(added)), removed: sorted(write(removed)) }] as const];
  });
  const { added, removed } = delta.sqlObjects;
  const content = {
    format: formatOf(
      lines.map(([name]) => name),
      [...added, ...removed],
    ),
    tool: packageFile.version,
    checksum: "",
    message,
    snapshot,
    files,
    ...(Object.values(rows).some((list) => list.length > 0) && { rows }),
    ...(Object.values(unvouched).some((list) => list.length > 0) && { unvouched }),
    ...(byHand && { byHand }),
    ...(online && { online }),
    publicWhen: true,
    renames: delta.renames,
    ...Object.fromEntries(lines),
  };
  return deltaText({ ...content, checksum: checksumOf(content) });
}

/**
 * Reads delta.json of this format and every older one.
 *
 * @throws {NewerFormat} where a later program wrote it
 * @throws {Error} saying what is wrong: not JSON, not of this form, or changed by hand since it was written
 */
export function readDeltaFile(content: string): DeltaRecord {
  const json: unknown = JSON.parse(content);
  const newer = newerFile.safeParse(json);
  if (newer.success) {
    const { format, tool = "of a later time" } = newer.data;
    throw new NewerFormat(`it was written by a newer version, ${tool}, in format ${format}`);
  }
  const result = deltaFile.safeParse(json);
  if (!result.success) {
    const issue = result.error.issues[0];
    throw new Error(`${issue?.path.join(".") ?? ""}: ${issue?.message ?? "not a delta"}`);
  }
  const file = result.data;
  if ((file.version === undefined) === (file.format === undefined)) throw new Error("format: not said");
  if (!isAsWritten(content, json as object, file.checksum)) {
    throw new Error("it was changed by hand after it was written");
  }
  const { message, snapshot, files, rows = NO_ROW_EFFECTS, renames, tool = "" } = file;
  const { unvouched = NONE_UNVOUCHED, byHand = false, online = false } = file;
  const read = LINES.map(([name, { read }]) => {
    const { added, removed } = file[name];
    return [name, { added: read(added), removed: read(removed) }];
  });
  const recorded = Object.fromEntries(read) as ChangesOf<RecordedCollection>;
  const knowsPublic = Object.hasOwn(json as object, "publicSaid");
  return {
    message,
    snapshot,
    files,
    rows,
    unvouched,
    byHand,
    online,
    tool,
    knowsPublic,
    knowsPublicWhen: file.publicWhen === true,
    delta: { renames, ...recorded },
  };
}
