/** A line to a server on which is counted how often a client waits for an answer before it goes on. */
import { openRelay, type Relay } from "./relay.ts";

/** The line to one server. */
interface CountedLine extends Relay {
  /** How often a client of it sent something while nothing of what it had sent before was unanswered. */
  roundTrips(): number;
}

/** The messages of one direction, whatever the pieces are that they come in. Source: PostgreSQL manual, "Message Formats". */
function messages(onMessage: (type: string, body: Buffer) => void, isFirstUntyped: boolean) {
  let rest: Buffer = Buffer.alloc(0);
  let untyped = isFirstUntyped;
  return (chunk: Buffer): void => {
    rest = Buffer.concat([rest, chunk]);
    for (;;) {
      const head = untyped ? 0 : 1;
      if (rest.length < head + 4) return;
      const end = head + rest.readInt32BE(head);
      if (rest.length < end) return;
      onMessage(untyped ? "" : rest.toString("latin1", 0, 1), rest.subarray(head + 4, end));
      rest = rest.subarray(end);
      untyped = false;
    }
  };
}

/** What a client waits for behind it: the start of a session, a password, a query, the end of a pipeline. */
const ASKS = /^[pQS]?$/;
/** A message of authentication that asks the client for more; 0 is that all is well, 12 that the server is who it is. */
const asksBack = (body: Buffer): boolean => ![0, 12].includes(body.readInt32BE(0));

/** Opens a line to the server of an address. */
export async function openCountedLine(url: string): Promise<CountedLine> {
  let trips = 0;
  const relay = await openRelay(url, (client, behind) => {
    let unanswered = 0;
    const sent = messages((type) => {
      if (!ASKS.test(type)) return;
      if (unanswered === 0) trips++;
      unanswered++;
    }, true);
    const answered = messages((type, body) => {
      // ReadyForQuery, or a question of authentication. What authentication took ends with the first ReadyForQuery.
      if (type === "Z" || (type === "R" && asksBack(body))) unanswered--;
    }, false);
    client.on("data", (chunk) => {
      sent(chunk);
      behind.write(chunk);
    });
    behind.on("data", (chunk) => {
      answered(chunk);
      client.write(chunk);
    });
    behind.once("end", () => client.end());
  });
  return { ...relay, roundTrips: () => trips };
}
