// Two connections of one run, opened at the same time.
import { connect, disconnect, type Sql, withConnection } from "./connect.ts";

/** Works with a connection for statements and one that keeps the lock. @throws {Refusal} as `withConnection` does */
export async function withTwoConnections<Result>(
  url: string,
  work: (sql: Sql, keeper: Sql) => Promise<Result>,
): Promise<Result> {
  const opened = connect(url);
  // What is wrong is told once the other one is there.
  opened.catch(() => {});
  try {
    return await withConnection(url, async (sql) => work(sql, await opened));
  } finally {
    await opened.then(disconnect, () => {});
  }
}
