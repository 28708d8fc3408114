/** A server before a server, so that a test sees what goes between a client and that, or ends it. */
import { connect, createServer, type Server, type Socket } from "node:net";

/** A way to one server. */
export interface Relay {
  /** The address of the same database over it. */
  readonly url: string;
  stop(): Promise<void>;
}

/** Opens one to the server of an address. @param join lets a client and the server behind speak */
export async function openRelay(
  url: string,
  join: (client: Socket, behind: Socket, server: Server) => void,
): Promise<Relay> {
  const { hostname, port } = new URL(url);
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    const behind = connect(Number(port), hostname);
    for (const socket of [client, behind]) {
      sockets.add(socket);
      // Nobody listens any more on a connection that was cut.
      socket.on("error", () => {}).once("close", () => sockets.delete(socket));
    }
    join(client, behind, server);
    client.once("end", () => behind.end());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const over = new URL(url);
  over.host = `127.0.0.1:${typeof address === "object" ? address?.port : 0}`;
  return {
    url: over.href,
    async stop() {
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
