// The batches of a migration.ts, each in a transaction of its own.
import type { BatchMark } from "../../sql/course.ts";
import type { Queryable, Sql } from "../connect/connect.ts";
import { type ApplyRequest, applyRevision } from "./apply.ts";

/** Runs one of them. @returns how far they are behind it, and what it said */
export type BatchRun = (
  tx: Queryable,
  at: { readonly mark: BatchMark; readonly reached: BatchMark | undefined },
) => Promise<{ readonly mark: BatchMark; readonly said: readonly string[] }>;

/** The batches of one way of one revision. */
interface BatchesRequest
  extends Pick<ApplyRequest, "file" | "lockTimeout" | "statementTimeout" | "dryRun" | "patience"> {
  readonly run: BatchRun;
  /** How far they are. */
  readonly mark: BatchMark;
  /** How far those of the other way were, where that is not whole. */
  readonly reached: BatchMark | undefined;
  /** First in each transaction. */
  readonly before?: (tx: Queryable) => Promise<void>;
  /** Last in each transaction: notes how far they are. */
  readonly after?: (tx: Queryable, mark: BatchMark) => Promise<void>;
  /** Told how far they are, once that is committed. */
  readonly onBatch: (mark: BatchMark) => void;
}

/**
 * Runs them until one says that it was the last.
 *
 * @returns what they said
 * @throws {Refusal} with what went wrong in one of them; those before it stay
 */
export async function applyBatches(sql: Sql, request: BatchesRequest): Promise<string[]> {
  const { run, reached, before, after, onBatch, ...more } = request;
  const notices: string[] = [];
  for (let { mark } = request; !mark.done; ) {
    let behind = mark;
    const from = mark;
    const report = await applyRevision(sql, {
      ...more,
      statements: [],
      ...(before && { before }),
      code: {
        unlessSaid: "first",
        async run(tx) {
          const ran = await run(tx, { mark: from, reached });
          behind = ran.mark;
          return ran.said;
        },
      },
      after: async (tx) => after?.(tx, behind),
    });
    notices.push(...report.notices);
    mark = behind;
    onBatch(mark);
  }
  return notices;
}
