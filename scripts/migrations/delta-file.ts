import { createHash } from "node:crypto";
import { z } from "zod";
import { type AclEntry, internAcl, OWNER, privilegeList } from "../model/acl.ts";
import { conditionText, parseCondition } from "../model/condition.ts";
import type { Changes, Delta } from "../model/delta.ts";
import { compareText } from "../model/identifier.ts";
import { objectKey, parseObjectKey } from "../model/object.ts";
import { kindFacts, type Privilege } from "../model/privilege.ts";
import type { ObjectPrivileges } from "../model/warehouse.ts";

const text = z.string().min(1);

const condition = z.record(z.string(), z.array(text));

const role = z.strictObject({
  name: text,
  management: z.enum(["managed", "shared", "external"]),
  login: z.boolean(),
  connectionLimit: z.int().min(-1),
  comment: text.optional(),
  when: condition.optional(),
  template: text.optional(),
  schema: text.optional(),
});

const membership = z.strictObject({
  role: text,
  member: text,
  admin: z.boolean(),
  inherit: z.boolean(),
  set: z.boolean(),
  when: condition.optional(),
});

/** One grantee's privileges on one object by one grantor: a line of the file. */
const grant = z.strictObject({
  on: text,
  to: text,
  privileges: text,
  grantable: z.literal(true).optional(),
  by: text.optional(),
  when: text.optional(),
});

const rename = z.strictObject({
  kind: z.enum(["schema", "relation", "column", "role"]),
  from: z.array(text).min(1),
  to: z.array(text).min(1),
});

const changes = <Schema extends z.ZodType>(entry: Schema) =>
  z.strictObject({ added: z.array(entry), removed: z.array(entry) });

const deltaFile = z.strictObject({
  version: z.literal(1),
  /** SHA-256 of the rest of this file, so that an edit by hand is noticed. */
  checksum: text,
  message: text,
  snapshot: z.strictObject({ id: text, parents: z.array(text) }),
  /** SHA-256 of the files beside this one as they were when they were proved. */
  files: z.record(z.string(), text),
  renames: z.array(rename),
  roles: changes(role),
  memberships: changes(membership),
  privileges: changes(grant),
  sensitive: changes(text),
  keptSequences: changes(z.strictObject({ column: text, sequence: text })),
});

type Grant = z.infer<typeof grant>;
type DeltaFile = z.infer<typeof deltaFile>;

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

function toGrants({ object, acl }: ObjectPrivileges): Grant[] {
  const groups = new Map<string, { line: Grant; privileges: Set<Privilege> }>();
  for (const { grantee, grantor, grantable, when, privilege } of acl.entries.values()) {
    const line: Grant = {
      on: objectKey(object),
      to: grantee,
      privileges: "",
      ...(grantable && { grantable: true as const }),
      ...(grantor !== OWNER && { by: grantor }),
      ...(when && { when: conditionText(when) }),
    };
    const key = JSON.stringify(line);
    const group = groups.get(key) ?? { line, privileges: new Set() };
    group.privileges.add(privilege);
    groups.set(key, group);
  }
  return [...groups.values()].map(({ line, privileges }) => ({
    ...line,
    privileges: privilegeList(object.kind, privileges),
  }));
}

/** @throws {Error} naming the line that says nothing known */
function fromGrants(lines: readonly Grant[]): ObjectPrivileges[] {
  const byObject = new Map<string, AclEntry[]>();
  for (const line of lines) {
    const object = parseObjectKey(line.on);
    if (!object) throw new Error(`unknown object ${line.on}`);
    const known = kindFacts(object.kind).privileges;
    const named = line.privileges === "ALL" ? known : line.privileges.split(", ");
    const when = line.when === undefined ? undefined : parseCondition(line.when);
    if (line.when !== undefined && !when) throw new Error(`unknown condition ${line.when}`);
    const entries = byObject.get(line.on) ?? [];
    for (const name of named) {
      const privilege = known.find((candidate) => candidate === name);
      if (!privilege) throw new Error(`unknown privilege ${name} on ${line.on}`);
      entries.push({
        grantee: line.to,
        privilege,
        grantor: line.by ?? OWNER,
        grantable: line.grantable ?? false,
        ...(when && { when }),
      });
    }
    byObject.set(line.on, entries);
  }
  return [...byObject].flatMap(([key, entries]) => {
    const object = parseObjectKey(key);
    return object ? [{ object, acl: internAcl(entries) }] : [];
  });
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
    roles: bothSides(delta.roles, sorted),
    memberships: bothSides(delta.memberships, sorted),
    privileges: bothSides(delta.privileges, (entries) => sorted(entries.flatMap(toGrants))),
    sensitive: bothSides(delta.sensitive, sorted),
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
      sensitive,
      keptSequences,
    },
  };
}
