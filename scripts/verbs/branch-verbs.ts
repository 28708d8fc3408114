// The verbs about revisions of several branches: rows of the table of verbs, and flags of all that plan revisions.
import type { VerbRow } from "./verb-row.ts";

const BASE = [
  "--base <branch>",
  "the branch that yours goes into, by git; else origin's HEAD, main or master",
  "base",
] as const;

const UNAPPLIED = [
  "--unapplied-on <target...>",
  "targets that cannot be asked, of which you know that they have not applied your revisions",
  "unapplied",
] as const;

export const RENAME = [
  "--rename <from=to...>",
  "things that got another name: STG_AUTH.user.name=STG_AUTH.user.title",
  "rename",
] as const;

export const CREATE = ["--create <name...>", "things that are new, not renamed", "create"] as const;

export const HINTS = ["--hints <file>", "the same answers from a JSON file of drizzle-kit hints"] as const;

export const DESTRUCTIVE = [
  "--destructive [name...]",
  "allow what drops tables, columns or schemas, or narrows a type; behind = what is meant, and no more",
  "destructive",
] as const;

/** In the order of `dwh help`. */
export const BRANCH_VERBS = {
  rebase: {
    summary: "make your own revisions again behind those of the base branch, proved there",
    flags: [BASE, UNAPPLIED, RENAME, CREATE, HINTS, DESTRUCTIVE],
  },
  squash: {
    summary: "make one revision of those that the base branch does not have, from the definitions",
    flags: [
      ["-m, --message <text>", "what it does; it names the folder", "m"],
      BASE,
      UNAPPLIED,
      RENAME,
      CREATE,
      HINTS,
      DESTRUCTIVE,
      ["--edit", "keep it as a draft to be corrected by hand", "edit"],
    ],
  },
  merge: {
    summary: "join branches by a revision, once each is proved behind the others",
    flags: [["-m, --message <text>", "what it joins; it names the folder", "m"]],
  },
} as const satisfies Readonly<Record<string, VerbRow>>;
