// drizzle-kit's errors → diagnostics.

import { basename, dirname } from "node:path";
import { type Diagnostic, problem } from "../../model/diagnostic.ts";

/** What drizzle-kit's SDK answers instead of a text: a code and whatever it knows. */
export interface KitError {
  readonly code: string;
  readonly message?: string;
  readonly kind?: string;
  /** snapshot.json of the revision that is wrong. */
  readonly snapshot?: string;
  readonly parentId?: string;
  readonly parentSnapshot?: string;
  readonly baseSnapshot?: string;
  readonly details?: readonly {
    readonly branches: readonly {
      readonly leafPath: string | null;
      readonly statementDescription?: string;
    }[];
  }[];
  readonly [field: string]: unknown;
}

/** Paths are those of folders and of snapshots in them. */
function folderOf(path: string | null | undefined): string {
  if (!path) return "a revision";
  return basename(basename(path) === "snapshot.json" ? dirname(path) : path);
}

function conflicts({ details = [] }: KitError): Diagnostic[] {
  return details.map(({ branches }) => {
    const sides = branches.map(
      ({ leafPath, statementDescription }) => `${folderOf(leafPath)} (${statementDescription ?? "a change"})`,
    );
    return problem("branches-conflict", `two branches change the same thing: ${sides.join(" and ")}`, {
      help: "The one that no database has yet is to be made again behind the other: `dwh rebase` (make rebase), on the branch that it came from.",
    });
  });
}

function broken(error: KitError): Diagnostic {
  const folder = folderOf(error.snapshot);
  const help = "Restore the folders of revisions from version control.";
  if (error.kind === "order") {
    const message = `the revision ${folder} sorts before ${folderOf(error.parentSnapshot)}, on which it builds`;
    return problem("revision-order", message, { help: "Give its folder a later time." });
  }
  if (error.parentId !== undefined) {
    return problem("revision-missing", `the revision on which ${folder} builds is not there`, { help });
  }
  if (error.baseSnapshot !== undefined) {
    const message = `${folder} and ${folderOf(error.baseSnapshot)} are both the first of a history`;
    return problem("two-histories", message, {
      help: "Two branches each began with a first revision: `dwh rebase` (make rebase) makes that of yours again behind the other.",
    });
  }
  return problem("snapshot-broken", `drizzle-kit cannot use snapshot.json of ${folder}`, { help });
}

/** drizzle-kit's error in words. Folders are named as they were given to it. */
export function kitDiagnostics(error: KitError): Diagnostic[] {
  if (error.code === "check_error" && error.kind === "conflicts") return conflicts(error);
  if (error.code === "check_error") return [broken(error)];
  const { code, message, ...rest } = error;
  const known = Object.keys(rest).length > 0 ? ` ${JSON.stringify(rest)}` : "";
  return [problem("drizzle-kit-failed", `drizzle-kit fails with ${code}: ${message ?? ""}${known}`.trim())];
}
