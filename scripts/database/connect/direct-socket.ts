// The socket of a connection, which sends at once what it is given.
import { once } from "node:events";
import { createConnection, type Socket } from "node:net";

/** Where it leads to: a host, or the file of a socket. */
export type Way = { readonly path: string } | { readonly host: string; readonly port: number };

/** Above so many bytes what was written goes out though more may come at once: the server begins with it. */
const PIECE = 65_536;

/** So much may wait here: how many statements are on their way is the driver's to say, and it would stop at 16 KiB. */
const MOST_WAITING = 64 * 1024 * 1024;

/** Sends what is written in one turn as one piece: the driver would have the system send each KiB of many statements. */
function inOnePiece(socket: Socket): void {
  const { write } = socket;
  let isOpen = false;
  const end = () => {
    isOpen = false;
    socket.uncork();
  };
  const gathered = (...written: Parameters<typeof write>): boolean => {
    if (!isOpen) {
      isOpen = true;
      socket.cork();
      process.nextTick(end);
    }
    const goesOn = write.apply(socket, written);
    if (socket.writableLength >= PIECE) {
      socket.uncork();
      socket.cork();
    }
    return goesOn;
  };
  Object.assign(socket, { write: gathered });
}

/**
 * Opens a socket. The driver writes what is on its way in several pieces, and by itself a system keeps a small piece
 * back until those before it have arrived: over a slow line that is a round trip each time.
 *
 * @throws {Error} of Node.js, or as the driver's own where it does not come in time
 */
export async function directSocket(way: Way, milliseconds: number): Promise<Socket> {
  const options = { writableHighWaterMark: MOST_WAITING };
  const socket = createConnection({ ...options, ...("path" in way ? way : { ...way, noDelay: true }) });
  inOnePiece(socket);
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
