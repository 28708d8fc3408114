import type { TestProject } from "vitest/node";
import { testCluster } from "./cluster.ts";

declare module "vitest" {
  export interface ProvidedContext {
    /** The superuser's address of the server the tests share; see `freshDatabase`. */
    adminUrl: string;
    /** Where a cluster with nothing in it is kept; see `shareEmptyCluster`. */
    emptyCluster: string | undefined;
  }
}

/** Starts the server the tests share; vitest calls what this returns after the last test. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { adminUrl, empty, stop } = await testCluster();
  project.provide("adminUrl", adminUrl);
  project.provide("emptyCluster", empty);
  return stop;
}
