import { createHash } from "node:crypto";
import { DEFAULT_ATTRIBUTES } from "../model/attributes.ts";
import type { Changes, Delta } from "../model/delta.ts";
import { compareText } from "../model/identifier.ts";
import type { Role } from "../model/role.ts";
import {
  fromComment,
  fromDefaultGrants,
  fromGrants,
  fromOwner,
  toComment,
  toDefaultGrants,
  toGrants,
  toOwner,
} from "./delta-lines.ts";
import { type DeltaFile, deltaFile } from "./delta-shape.ts";

/** What delta.json says: the delta, and what ties it to the files beside it. */
export interface DeltaRecord {
  readonly delta: Delta;
  /** What the user called the revision. */
  readonly message: string;
  readonly snapshot: { readonly id: string; readonly parents: readonly string[] };
  /** SHA-256 in hex by file name. */
  readonly files: Readonly<Record<string, string>>;
}

/** SHA-256 in hex of a text in UTF-8: drizzle's hash of a migration. */
export function sha256(content: string): string {
  return createHash("sha256").update(content).digest("hex");
}

/** Only what is not as CREATE ROLE makes it. */
function toRole(role: Role): object {
  const isDefault = ([key, value]: [string, unknown]) =>
    (DEFAULT_ATTRIBUTES as unknown as Record<string, unknown>)[key] === value;
  return Object.fromEntries(Object.entries(role).filter((entry) => !isDefault(entry)));
}

function bothSides<From, To>(
  { added, removed }: Changes<From>,
  convert: (entries: readonly From[]) => To[],
): { added: To[]; removed: To[] } {
  return { added: convert(added), removed: convert(removed) };
}

const sorted = <Entry>(entries: readonly Entry[]): Entry[] =>
  [...entries].sort((a, b) => compareText(JSON.stringify(a), JSON.stringify(b)));

/** Keys in the order of the file's schema, entries sorted and one a line: merges and diffs by line. */
function stringify(file: object): string {
  const value = (entry: unknown, indent: string): string => {
    if (Array.isArray(entry) && entry.some((item) => typeof item === "object")) {
      return `[\n${entry.map((item) => `${indent}  ${JSON.stringify(item)}`).join(",\n")}\n${indent}]`;
    }
    if (entry && typeof entry === "object" && "added" in entry) {
      const sides = Object.entries(entry).map(
        ([key, side]) => `${indent}  "${key}": ${value(side, `${indent}  `)}`,
      );
      return `{\n${sides.join(",\n")}\n${indent}}`;
    }
    return JSON.stringify(entry);
  };
  const lines = Object.entries(file).map(([key, entry]) => `  "${key}": ${value(entry, "  ")}`);
  return `{\n${lines.join(",\n")}\n}\n`;
}

const checksumOf = (file: object): string => sha256(stringify({ ...file, checksum: undefined }));

/** The text of delta.json: the same delta gives the same bytes. */
export function writeDeltaFile({ delta, message, snapshot, files }: DeltaRecord): string {
  const content = {
    version: 1,
    checksum: "",
    message,
    snapshot,
    files,
    renames: delta.renames,
    roles: bothSides(delta.roles, (roles) => sorted(roles.map(toRole))),
    memberships: bothSides(delta.memberships, sorted),
    privileges: bothSides(delta.privileges, (entries) => sorted(entries.flatMap(toGrants))),
    defaults: bothSides(delta.defaults, (entries) => sorted(entries.flatMap(toDefaultGrants))),
    owners: bothSides(delta.owners, (entries) => sorted(entries.map(toOwner))),
    externalSchemas: bothSides(delta.externalSchemas, sorted),
    revokingSchemas: bothSides(delta.revokingSchemas, sorted),
    sensitive: bothSides(delta.sensitive, sorted),
    comments: bothSides(delta.comments, (entries) => sorted(entries.map(toComment))),
    keptSequences: bothSides(delta.keptSequences, sorted),
  };
  return stringify({ ...content, checksum: checksumOf(content) });
}

/**
 * Reads delta.json.
 *
 * @throws {Error} saying what is wrong: not JSON, not of this form, or changed by hand since it was written
 */
export function readDeltaFile(content: string): DeltaRecord {
  const json: unknown = JSON.parse(content);
  const result = deltaFile.safeParse(json);
  if (!result.success) {
    const issue = result.error.issues[0];
    throw new Error(`${issue?.path.join(".") ?? ""}: ${issue?.message ?? "not a delta"}`);
  }
  const file: DeltaFile = result.data;
  if (checksumOf(json as object) !== file.checksum) {
    throw new Error("it was changed by hand after it was written");
  }
  const { message, snapshot, files, renames, memberships, sensitive, keptSequences } = file;
  const { externalSchemas, revokingSchemas } = file;
  return {
    message,
    snapshot,
    files,
    delta: {
      renames,
      // Optional keys of zod are `T | undefined`, of the model absent: the file never has an undefined.
      roles: file.roles as Delta["roles"],
      memberships: memberships as Delta["memberships"],
      privileges: bothSides(file.privileges, fromGrants),
      defaults: bothSides(file.defaults, fromDefaultGrants),
      owners: bothSides(file.owners, (lines) => lines.map(fromOwner)),
      externalSchemas,
      revokingSchemas,
      sensitive,
      comments: bothSides(file.comments, (lines) => lines.map(fromComment)),
      keptSequences,
    },
  };
}
