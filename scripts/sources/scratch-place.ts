// Where the revisions of a project are proved.
import type { ScratchPlace } from "../database/servers/scratch-servers.ts";
import { problem, Refusal } from "../model/diagnostic.ts";
import type { Project } from "./project.ts";

/** What drizzle.config.ts says of it; else the embedded server. @throws {Refusal} when its address is not set */
export function scratchPlace({ root, config }: Pick<Project, "root" | "config">): ScratchPlace {
  const { scratch } = config;
  if (!scratch) return { root, server: { kind: "embedded" } };
  if ("image" in scratch) return { root, server: { kind: "image", image: scratch.image } };
  if ("major" in scratch) return { root, server: { kind: "embedded", major: scratch.major } };
  const url = process.env[scratch.urlFrom];
  if (url) return { root, server: { kind: "server", url } };
  throw new Refusal([
    problem(
      "target-without-url",
      `the scratch server's URL is read from ${scratch.urlFrom}, which is not set`,
      { help: `Set ${scratch.urlFrom} in the environment or in .env.` },
    ),
  ]);
}
