// Hints: what somebody says of a thing that is new, or an old one under another name.

import * as z from "zod";
import { type Diagnostic, problem, Refusal } from "../../model/diagnostic.ts";
import { displayPath, splitPath } from "../../model/identifier.ts";
import { ENTITY_KINDS, type EntityKind, type EntityPath, KINDS } from "./entities.ts";

/**
 * The answer to whether a thing is new or an old one under another name. Without a kind the length of the path
 * and the states tell it. Containers may carry their old or their new names.
 */
export type Hint =
  | {
      readonly type: "rename";
      readonly kind?: EntityKind;
      readonly from: EntityPath;
      readonly to: EntityPath;
    }
  | { readonly type: "create"; readonly kind?: EntityKind; readonly entity: EntityPath };

/** A hint that fits the states; containers carry their new names, as drizzle-kit wants them. */
export type KitHint = Hint & { readonly kind: EntityKind };

/** What must be known before a migration can be made: is this thing new, or one of those that went? */
export interface Question {
  readonly kind: EntityKind;
  readonly entity: EntityPath;
  /** The entity as people and flags write it: `STG_AUTH.user.title`. */
  readonly name: string;
  /** What it may have been before, written in the same way. */
  readonly candidates: readonly string[];
}

/** `=` outside quotes: names may have one. */
const ASSIGNMENT = /^((?:[^"=]|"(?:[^"]|"")*")+)=((?:[^"=]|"(?:[^"]|"")*")+)$/;

function malformed(text: string, form: string): Refusal {
  return new Refusal([
    problem("hint-malformed", `${text} does not say what is meant`, { help: `Write ${form}.` }),
  ]);
}

function parsePath(text: string | undefined): EntityPath | undefined {
  const path = splitPath(text ?? "");
  return path && path.length <= 3 && path.every((segment) => segment !== "") ? path : undefined;
}

/**
 * Reads `STG_AUTH.user.name=STG_AUTH.user.title`, or short `STG_AUTH.user.name=title`. One name is a schema, two
 * are a table (or view, enum, sequence), three a column (or index, constraint).
 *
 * @throws {Refusal} when it is not of that form
 */
export function parseRenameHint(text: string): Hint {
  const [, left, right] = ASSIGNMENT.exec(text) ?? [];
  const from = parsePath(left);
  const short = parsePath(right);
  const to = from && short?.length === 1 ? [...from.slice(0, -1), ...short] : short;
  if (from && from.length === to?.length) return { type: "rename", from, to };
  throw malformed(text, "OLD=NEW, such as STG_AUTH.user.name=STG_AUTH.user.title");
}

/** Reads the path of a thing that is new: `STG_AUTH.user.title`. @throws {Refusal} when it is none */
export function parseCreateHint(text: string): Hint {
  const entity = parsePath(text);
  if (entity) return { type: "create", entity };
  throw malformed(text, "a path, such as STG_AUTH.user.title");
}

const path = z.array(z.string().min(1)).min(1).max(3);
const kind = z.enum(KINDS as [EntityKind, ...EntityKind[]]);
const fits = (of: EntityKind, names: readonly string[]) => names.length === ENTITY_KINDS[of].pathLength;

/** drizzle-kit's own form of hints (`--hints-file`), so that one file serves both. */
const hintsFile = z.array(
  z.discriminatedUnion("type", [
    z
      .strictObject({ type: z.literal("rename"), kind, from: path, to: path })
      .refine((hint) => fits(hint.kind, hint.from) && fits(hint.kind, hint.to), "paths do not fit the kind"),
    z
      .strictObject({ type: z.literal("create"), kind, entity: path })
      .refine((hint) => fits(hint.kind, hint.entity), "the path does not fit the kind"),
  ]),
);

/**
 * Reads a file of hints in drizzle-kit's form: `[{"type": "rename", "kind": "table", "from": ["STG_AUTH",
 * "user"], "to": ["STG_AUTH", "person"]}]`.
 *
 * @throws {Refusal} with everything that is wrong in it
 */
export function parseHintsFile(file: string, text: string): Hint[] {
  const refuse = (message: string): Diagnostic =>
    problem("hint-malformed", message, {
      at: { file },
      help: 'A hint is {"type": "rename", "kind", "from", "to"} or {"type": "create", "kind", "entity"}.',
    });
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new Refusal([refuse(`the hints are not JSON: ${(error as Error).message}`)]);
  }
  const result = hintsFile.safeParse(json);
  if (result.success) return result.data;
  throw new Refusal(
    result.error.issues.map(({ path, message }) => refuse(`hint ${path.map(String).join(".")}: ${message}`)),
  );
}

/** The hint that answers a question with one of its candidates, or that the thing is new. */
export function answerHint({ kind, entity }: Question, candidate: string | undefined): Hint {
  const from = candidate === undefined ? undefined : splitPath(candidate);
  return from ? { type: "rename", kind, from, to: entity } : { type: "create", kind, entity };
}

/** The hint as the flags of the command line take it. */
export function hintText(hint: Hint): string {
  return hint.type === "create"
    ? displayPath(hint.entity)
    : `${displayPath(hint.from)}=${displayPath(hint.to)}`;
}
