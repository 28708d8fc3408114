/** A network between a run and the server, that can be cut at what is sent. */
import { openRelay, type Relay } from "./relay.ts";

/** Where it is cut: at the nth message of a client that has this text, before or after it reaches the server. */
export interface Cut {
  readonly at: RegExp;
  readonly nth?: number;
  readonly when: "before" | "after";
  /** Whether nobody can connect any more. */
  readonly forEver?: boolean;
}

/** A way to one server. */
export interface Network extends Relay {
  /** How often it was cut. */
  cuts(): number;
}

/** Opens a network to the server of an address. */
export async function openNetwork(url: string, cut: Cut): Promise<Network> {
  let left = cut.nth ?? 1;
  let cuts = 0;
  const relay = await openRelay(url, (client, behind, server) => {
    behind.pipe(client);
    client.on("data", (chunk) => {
      const isHere = cuts === 0 && cut.at.test(chunk.toString("latin1")) && --left === 0;
      if (!isHere) return void behind.write(chunk);
      cuts++;
      if (cut.forEver) server.close();
      behind.unpipe(client);
      client.resetAndDestroy();
      if (cut.when === "before") return void behind.destroy();
      // The server does what it was told; the answer reaches nobody.
      behind.write(chunk);
      behind.once("data", () => behind.destroy()).resume();
    });
  });
  return { ...relay, cuts: () => cuts };
}
