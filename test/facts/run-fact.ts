import postgres from "postgres";
import type { FactsCluster } from "../support/facts-cluster.ts";
import type { Block, Session, Statement } from "./facts-file.ts";

/** A statement with what it came to, in the words of {@link Block}. */
export interface Ran {
  readonly statement: Statement;
  readonly outcome: readonly string[];
}

type Raw = postgres.PostgresError | postgres.Notice;

/** One connection of a block, and the statement on it that still waits. */
interface Open {
  readonly sql: postgres.Sql;
  readonly notices: string[];
  waiting: Promise<void>;
}

/**
 * Runs a block and leaves the cluster as it was.
 *
 * @returns its statements in their order, each with its outcome
 */
export async function runFact(cluster: FactsCluster, block: Block): Promise<Ran[]> {
  const sessions = new Map<string, Open>();
  const ran: Ran[] = [];
  const use = async ({ name, user, database }: Omit<Session, "kind">): Promise<Open> => {
    const known = sessions.get(name) ?? openSession(cluster, user, database);
    if (!sessions.has(name) && !block.autocommit) await known.sql.unsafe("begin");
    sessions.set(name, known);
    await known.waiting;
    return known;
  };
  try {
    let session = await use({ name: "main", user: "boot", database: "facts" });
    for (const step of block.steps) {
      if (step.kind === "session") {
        session = await use(step);
        continue;
      }
      const { sql, notices } = session;
      const place = ran.push({ statement: step, outcome: [] }) - 1;
      const result = send(sql, step.sql, !block.autocommit).then((end) => {
        ran[place] = { statement: step, outcome: [...joined(notices.splice(0)), ...end] };
      });
      if (step.waits) {
        session.waiting = result;
        await untilItWaits(cluster, result);
      } else {
        await result;
      }
    }
    await Promise.all([...sessions.values()].map(({ waiting }) => waiting));
  } finally {
    // Ending the connections rolls their transactions back.
    await Promise.all([...sessions.values()].map(({ sql }) => sql.end({ timeout: 5 })));
    if (block.autocommit) await cluster.reset();
  }
  return ran;
}

function openSession(cluster: FactsCluster, user: string, database: string): Open {
  const notices: string[] = [];
  const sql = cluster.connect(user, database, (notice) => {
    notices.push(`${notice.severity?.toLowerCase()} ${described(notice)}`);
  });
  return { sql, notices, waiting: Promise.resolve() };
}

/** Notices stand on one line. */
const joined = (notices: readonly string[]): string[] => (notices.length === 0 ? [] : [notices.join("; ")]);

/** A failed statement must not end the block's transaction, so each has a savepoint. */
async function send(sql: postgres.Sql, statement: string, savepoint: boolean): Promise<string[]> {
  if (savepoint) await sql.unsafe("savepoint fact");
  try {
    const outcome = rowsOf(await sql.unsafe(statement).raw());
    if (savepoint) await sql.unsafe("release savepoint fact");
    return outcome;
  } catch (error) {
    if (!(error instanceof postgres.PostgresError)) throw error;
    if (savepoint) await sql.unsafe("rollback to savepoint fact; release savepoint fact");
    return [`error ${described(error)}`];
  }
}

function described({ code, message, detail }: Raw): string {
  return `${code}: ${message}${detail ? ` (${detail.replaceAll("\n", "; ")})` : ""}`;
}

type Result = (Buffer | null)[][] & { readonly command?: string; readonly columns?: unknown };

/** The rows of a statement's, or of several statements', results. */
function rowsOf(answer: unknown): string[] {
  const results = (Array.isArray(answer) && !("command" in answer) ? answer : [answer]) as Result[];
  return results
    .filter(({ columns }) => columns)
    .map((rows) => `rows ${rows.map((row) => row.map(shown).join("|")).join(" / ")}`.trimEnd());
}

function shown(value: Buffer | null): string {
  return value === null ? "NULL" : value.toString("utf8").replaceAll("\n", "\\n");
}

/** Until a session waits for a lock, or the statement is through. */
async function untilItWaits(cluster: FactsCluster, statement: Promise<void>): Promise<void> {
  let done = false;
  const through = () => {
    done = true;
  };
  statement.then(through, through);
  while (!done && !(await cluster.someoneWaits()));
}
