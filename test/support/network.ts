/** A network between a run and the server, that can be cut at what is sent. */
import { connect, createServer, type Socket } from "node:net";

/** Where it is cut: at the nth message of a client that has this text, before or after it reaches the server. */
export interface Cut {
  readonly at: RegExp;
  readonly nth?: number;
  readonly when: "before" | "after";
  /** Whether nobody can connect any more. */
  readonly forEver?: boolean;
}

/** A way to one server. */
export interface Network {
  /** The address of the same database over it. */
  readonly url: string;
  /** How often it was cut. */
  cuts(): number;
  stop(): Promise<void>;
}

/** Opens a network to the server of an address. */
export async function openNetwork(url: string, cut: Cut): Promise<Network> {
  const { hostname, port } = new URL(url);
  const sockets = new Set<Socket>();
  let left = cut.nth ?? 1;
  let cuts = 0;
  const server = createServer((client) => {
    const behind = connect(Number(port), hostname);
    for (const socket of [client, behind]) {
      sockets.add(socket);
      // Nobody listens any more on a connection that was cut.
      socket.on("error", () => {}).once("close", () => sockets.delete(socket));
    }
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
    client.once("end", () => behind.end());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const over = new URL(url);
  over.host = `127.0.0.1:${typeof address === "object" ? address?.port : 0}`;
  return {
    url: over.href,
    cuts: () => cuts,
    async stop() {
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
