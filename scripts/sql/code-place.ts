// Where a script says `-- run migration.ts` or `-- run batches`: once, before a statement that runs everywhere.
import { type Diagnostic, problem } from "../model/diagnostic.ts";
import { isInPhases } from "./outside-transaction.ts";
import { parseScript } from "./script.ts";

/** Whether a script says where batches run. */
export const saysBatches = (script: string): boolean =>
  /--\s*run\s+batches/i.test(script) &&
  parseScript(script).statements.some(({ directives }) => directives?.batches);

/** What stands beside a script. */
interface Beside {
  /** A migration.ts. */
  readonly code: boolean;
  /** One with batches: its script, or that of the other way, says where they run. */
  readonly batches: boolean;
}

/** Why a line is wrong that is said for the nth time. */
function wrongLine(line: string, beside: Beside, index: number, isConditional: boolean): string | undefined {
  if (!beside.code) return `\`${line}\`, and there is no migration.ts beside it`;
  if (line === "-- run migration.ts" && beside.batches)
    return `\`${line}\` in a revision whose migration.ts runs in batches`;
  if (index > 0) return `\`${line}\` for the second time`;
  return isConditional ? `\`${line}\` before a statement that runs under a condition` : undefined;
}

/** What is wrong with it. */
export function codePlaceProblems(script: string, file: string, beside: Beside): Diagnostic[] {
  if (!beside.code && !/--\s*run\s+(?:migration\.ts|batches)/i.test(script)) return [];
  const { statements } = parseScript(script);
  const isWhole = beside.code && !beside.batches;
  const apart = statements.filter((one) => isWhole && isInPhases([one]));
  const inSteps = apart.slice(0, 1).map(({ line, column }) =>
    problem("code-place", "a revision with a migration.ts is one transaction, and this runs apart", {
      at: { file, line, column },
      help: "Put it into a revision of its own, before this one or behind it.",
    }),
  );
  const wrong = (["code", "batches"] as const).flatMap((key) => {
    const said = statements.filter(({ directives }) => directives?.[key]);
    return said.flatMap(({ directives = {}, line, column }, index) => {
      const { variables, since, before } = directives;
      const isConditional = [variables, since, before].some((one) => one !== undefined);
      const words = key === "code" ? "-- run migration.ts" : "-- run batches";
      const message = wrongLine(words, beside, index, isConditional);
      if (message === undefined) return [];
      const unlessSaid =
        key === "code" ? "; `up` runs behind all others unless said, `down` before them" : "";
      const help = `Say it once, on a line before a statement that runs everywhere${unlessSaid}.`;
      return [problem("code-place", message, { at: { file, line, column }, help })];
    });
  });
  return [...inSteps, ...wrong];
}

/** Batches that no script says where to run, and the other way round. */
export function batchPlaceProblems(
  loaded: { readonly file: string; readonly batches?: { readonly up?: unknown; readonly down?: unknown } },
  scripts: { readonly up: string; readonly down: string },
): Diagnostic[] {
  const at = { file: loaded.file };
  return (["up", "down"] as const).flatMap((direction) => {
    const [has, says] = [loaded.batches?.[direction] !== undefined, saysBatches(scripts[direction])];
    const script = direction === "up" ? "migration.sql" : "down.sql";
    if (has === says) return [];
    if (says) {
      const message = `${script} says \`-- run batches\`, and migration.ts exports no \`batches.${direction}\``;
      const help = "Write `export const batches: MigrationBatches = { up, down }`, or leave the line out.";
      return [problem("code-place", message, { at, help })];
    }
    return [
      problem("code-place", `${script} does not say where \`batches.${direction}\` runs`, {
        at,
        help: 'Write `-- run batches` on a line before the statement that wants them done; where there is none, that may be `ANALYZE "schema"."table";`.',
      }),
    ];
  });
}
