import type { TestProject } from "vitest/node";
import { type TestCluster, testCluster } from "./cluster.ts";

declare module "vitest" {
  export interface ProvidedContext {
    /** The superuser's address of the server the tests share; see `freshDatabase`. */
    adminUrl: string;
    /** Where a cluster with nothing in it is kept; see `shareEmptyCluster`. */
    emptyCluster: string | undefined;
  }
}

const ours = globalThis as { serverOfTests?: Promise<TestCluster> };

/** Those of the command line have a server of their own: roles without a suffix come and go on it. */
async function serverFor({ name }: TestProject): Promise<TestCluster> {
  if (name === "cli") return testCluster((await ours.serverOfTests)?.empty);
  ours.serverOfTests ??= testCluster();
  return ours.serverOfTests;
}

/** Starts the server the tests share; vitest calls what this returns after the last test. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { adminUrl, empty, stop } = await serverFor(project);
  project.provide("adminUrl", adminUrl);
  project.provide("emptyCluster", empty);
  return stop;
}
