// What a dry run saw: each statement with its time, the locks, the sequences that moved.
import { maskSecrets } from "../model/secret.ts";
import { formatTable } from "./table.ts";

/** What a dry run tells. */
export interface DryRunSummary {
  readonly statements: readonly {
    readonly revision: string;
    readonly line: number;
    readonly sql: string;
    readonly milliseconds: number;
  }[];
  readonly locks: readonly {
    readonly revision: string;
    readonly line: number;
    readonly relation: string;
    readonly mode: string;
    readonly milliseconds: number;
  }[];
  readonly sequences: readonly string[];
}

const SHOWN = 80;

const shortened = (sql: string): string => maskSecrets(sql.replaceAll(/\s+/g, " ").trim()).slice(0, SHOWN);

const time = (milliseconds: number): string => `${milliseconds.toFixed(1)} ms`;

/** A line each; nothing of it says how long others had to wait. */
export function dryRunLines({ statements, locks, sequences }: DryRunSummary): string[] {
  const ran = statements.map(({ revision, line, sql, milliseconds }) => [
    `${revision}:${line}`,
    time(milliseconds),
    shortened(sql),
  ]);
  const held = locks.map(({ revision, line, relation, mode, milliseconds }) => [
    relation,
    time(milliseconds),
    mode,
    `${revision}:${line}`,
  ]);
  const table = (rows: string[][]) => formatTable(rows).split("\n");
  return [
    ...(ran.length > 0 ? ["", ...table([["statement", "took", ""], ...ran])] : []),
    ...(held.length > 0 ? ["", ...table([["lock on", "held", "mode", "taken by"], ...held])] : []),
    "",
    sequences.length === 0
      ? "No sequence has moved."
      : `Sequences that have moved meanwhile, which no ROLLBACK takes back: ${sequences.join(", ")}`,
  ];
}
