/** A scratch server in a container of an image, where Docker runs. */
import { problem, Refusal } from "../../model/diagnostic.ts";
import { borrowServer } from "./borrowed-server.ts";
import type { Scratch } from "./scratch.ts";

const PACKAGE = "@testcontainers/postgresql";

/**
 * Starts a container and opens a scratch database in it; both go when that is closed.
 *
 * @throws {Refusal} where Testcontainers is not installed, or the container does not start
 */
export async function openContainer(image: string): Promise<Scratch> {
  const { PostgreSqlContainer } = await import("@testcontainers/postgresql").catch((error: Error) => {
    throw new Refusal([
      problem("package-missing", `\`scratch: { image }\` needs ${PACKAGE}: ${error.message}`, {
        help: `Install it: npm install --save-dev ${PACKAGE}@11.`,
      }),
    ]);
  });
  const container = await new PostgreSqlContainer(image).start().catch((error: Error) => {
    throw new Refusal([
      problem("server-not-started", `no container of ${image} starts: ${error.message}`, {
        help: "Correct what it says: Docker must run, and the image be one of PostgreSQL.",
      }),
    ]);
  });
  return borrowServer(container.getConnectionUri(), async () => void (await container.stop()));
}
