/** Opens the scratch server that the configuration asks for. */
import type { ScratchServer } from "../../model/scratch-server.ts";
import { borrowServer } from "./borrowed-server.ts";
import { binariesOfMajor } from "./embedded-majors.ts";
import { openScratch, type Scratch, type ScratchOptions } from "./scratch.ts";

/** A project's scratch server. */
export interface ScratchPlace {
  /** The project's folder, where states are kept. */
  readonly root: string;
  readonly server: ScratchServer;
}

/** @throws {Refusal} when it cannot be had */
export async function openScratchAt(
  { root, server }: ScratchPlace,
  options: Pick<ScratchOptions, "base" | "orElse" | "onBegun">,
): Promise<Scratch> {
  // Others do not need this process to go on.
  if (server.kind !== "embedded") options.onBegun?.();
  switch (server.kind) {
    case "embedded": {
      const binaries = server.major === undefined ? {} : await binariesOfMajor(root, server.major);
      return openScratch(root, { ...options, ...binaries });
    }
    case "image": {
      // Loads what drives Docker.
      const { openContainer } = await import("./scratch-container.ts");
      return openContainer(server.image);
    }
    case "server":
      return borrowServer(server.url);
  }
}
