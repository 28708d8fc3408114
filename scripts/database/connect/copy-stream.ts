// COPY in and out as streams.
import { once } from "node:events";
import type { Readable, Writable } from "node:stream";
import type { Queryable } from "./connect.ts";

/** Rows on their way into a table. */
export interface CopyIn {
  /** Waits where the server is slower. @throws what the server has against the rows so far */
  write(rows: Uint8Array): Promise<void>;
  /** Ends the rows. @throws what the server has against them */
  end(): Promise<void>;
  /** Gives up; the transaction has failed then. */
  abort(error: Error): void;
}

/** Begins a `COPY … FROM STDIN`. @throws what the server has against it */
export async function copyIn(tx: Queryable, statement: string): Promise<CopyIn> {
  const query = tx.unsafe(statement);
  const stream: Writable = await query.writable();
  const done = new Promise<void>((resolve, reject) => {
    stream.once("finish", resolve);
    stream.once("error", reject);
    // The driver has answered the query with the stream already, and would keep an error that comes behind the last row.
    Object.assign(query, { reject });
  });
  done.catch(() => {});
  return {
    async write(rows) {
      if (stream.destroyed) return done;
      if (!stream.write(rows)) await Promise.race([once(stream, "drain"), done]);
    },
    async end() {
      if (!stream.destroyed) stream.end();
      await done;
    },
    abort: (error) => void stream.destroy(error),
  };
}

/** Begins a `COPY … TO STDOUT`; what comes is in COPY's text format. @throws what the server has against it */
export async function copyOut(tx: Queryable, statement: string): Promise<Readable> {
  return tx.unsafe(statement).readable();
}
