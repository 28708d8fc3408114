import { vi } from "vitest";
import { embeddedPackage } from "../support/cluster.ts";

// What the tests start through the program itself, such as proofs, runs that PostgreSQL too.
vi.mock("../../scripts/database/servers/binaries.ts", async (original) => {
  const binaries = await original<typeof import("../../scripts/database/servers/binaries.ts")>();
  const findBinaries: typeof binaries.findBinaries = (options) =>
    binaries.findBinaries({ ...embeddedPackage(), ...options });
  return { ...binaries, findBinaries };
});
