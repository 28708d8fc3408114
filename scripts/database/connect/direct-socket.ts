// The socket of a connection, which sends at once what it is given.
import { once } from "node:events";
import { createConnection, type Socket } from "node:net";

/** Where it leads to: a host, or the file of a socket. */
export type Way = { readonly path: string } | { readonly host: string; readonly port: number };

/**
 * Opens a socket. The driver writes what is on its way in several pieces, and by itself a system keeps a small piece
 * back until those before it have arrived: over a slow line that is a round trip each time.
 *
 * @throws {Error} of Node.js, or as the driver's own where it does not come in time
 */
export async function directSocket(way: Way, milliseconds: number): Promise<Socket> {
  const socket = createConnection("path" in way ? way : { ...way, noDelay: true });
  // The driver names it to a server that speaks TLS.
  if ("host" in way) Object.assign(socket, { host: way.host });
  const late = Object.assign(new Error("CONNECT_TIMEOUT"), { code: "CONNECT_TIMEOUT" });
  const timer = setTimeout(() => socket.destroy(late), milliseconds);
  try {
    await once(socket, "connect");
    return socket;
  } finally {
    clearTimeout(timer);
  }
}
