// Targets as `dwh targets` lists them, and with `--check` how each stands.

import { withConnection } from "../database/connect/connect.ts";
import { maskUrl } from "../database/connect/connection-url.ts";
import { inspect } from "../database/inspect/inspect.ts";
import { runningLocalServer } from "../database/servers/local-server.ts";
import { bindWarehouse } from "../model/bind.ts";
import type { Changes } from "../model/delta.ts";
import { Refusal } from "../model/diagnostic.ts";
import { maskSecrets } from "../model/secret.ts";
import type { Variables } from "../model/variable.ts";
import { diffWarehouses } from "../plan/compare/diff-warehouses.ts";
import { inScope } from "../plan/compare/scope.ts";
import { compareAccess } from "../sources/compare-access.ts";
import { readNeededByOthers } from "../sources/needed-by-others.ts";
import type { Project } from "../sources/project.ts";
import { readRecorded } from "../sources/recorded.ts";
import type { Source } from "../sources/source.ts";
import { localTarget, type Target } from "../sources/target.ts";
import { openTargetToLook } from "../sources/target-to-look.ts";
import { withoutHistories, withoutOtherNames } from "../sources/without-others.ts";
import { readTargetState } from "./target-state.ts";

/** A target, and what of it can be told without asking it. */
export interface ListedTarget {
  /** In drizzle.config.ts; `DATABASE_URL`, `local`. */
  readonly name: string;
  /** The address without its password, or why there is none. */
  readonly shown: string;
  readonly variables: Variables;
  readonly protected: boolean;
  /** Opens it; undefined where there is no address. */
  readonly open: (() => Promise<Target>) | undefined;
}

/** How a target stands. */
export interface CheckedTarget {
  readonly server: string;
  /** Its name; undefined at base. */
  readonly revision: string | undefined;
  readonly pending: number;
  /** Whether roles, grants and owners are other than its revisions say; undefined where its history is another's. */
  readonly accessDrifted: boolean | undefined;
  /** The same of the tables and columns that they made, and of what is distributed. */
  readonly tablesDrifted: boolean | undefined;
}

/** Why a target cannot be asked. */
export interface FailedTarget {
  readonly problem: string;
}

/** All that commands can work on: the targets of drizzle.config.ts, DATABASE_URL where it is set, the local server. */
export async function listTargets(project: Project): Promise<ListedTarget[]> {
  const configured = Object.entries(project.config.targets).map(([name, target]): ListedTarget => {
    const url = process.env[target.urlFrom];
    const { variables, protected: isProtected = false } = target;
    const shown = url ? maskUrl(url) : `${target.urlFrom} is not set`;
    const open = url ? () => openTargetToLook(project, name) : undefined;
    return { name, shown, variables, protected: isProtected, open };
  });
  const given = process.env.DATABASE_URL;
  const ofEnvironment: ListedTarget[] =
    given === undefined
      ? []
      : [
          {
            name: "DATABASE_URL",
            shown: maskUrl(given),
            variables: {},
            protected: false,
            open: () => openTargetToLook(project, undefined),
          },
        ];
  const running = await runningLocalServer(project.root);
  const local: ListedTarget = {
    name: "local",
    shown: running ? maskUrl(running.url) : "it does not run",
    variables: {},
    protected: false,
    open: running && (async () => localTarget(project, running.url)),
  };
  return [...configured, ...ofEnvironment, local];
}

const isEmpty = (changes: Changes<unknown>): boolean => changes.added.length + changes.removed.length === 0;

/** In what a target is not as its revisions say, as far as that can be told without building what they make. */
async function driftOf(
  project: Project,
  target: Target,
  applied: Parameters<typeof readRecorded>[1],
): Promise<Pick<CheckedTarget, "accessDrifted" | "tablesDrifted">> {
  const { recorded } = await readRecorded(project.root, applied);
  const { live, neededByOthers } = await withConnection(target.url, async (sql) => ({
    live: await inspect(sql),
    neededByOthers: await readNeededByOthers(project, target, sql),
  }));
  const found = withoutHistories(project, live);
  const warehouse = withoutOtherNames(project, found, [recorded], target.variables);
  const binding = { variables: target.variables, major: warehouse.major };
  const source = (kind: Source["kind"], one: Source["warehouse"]): Source => ({
    kind,
    label: kind,
    warehouse: one,
    binding,
    provenance: new Map(),
    renames: [],
    ...(kind === "live" && { database: warehouse.database, neededByOthers }),
  });
  const expected = bindWarehouse(recorded, binding);
  const { difference } = compareAccess(source("recorded", expected), source("live", warehouse));
  const all = diffWarehouses(expected, inScope(warehouse, expected));
  return {
    accessDrifted: Object.values(difference).some((changes) => "added" in changes && !isEmpty(changes)),
    // What is there beyond may be partitions, or ignored.
    tablesDrifted: all.relations.removed.length > 0 || !isEmpty(all.distributions),
  };
}

/** Asks a target how it stands; that it cannot be asked is an answer, too. */
export async function checkTarget(
  project: Project,
  open: () => Promise<Target>,
): Promise<CheckedTarget | FailedTarget> {
  try {
    const target = await open();
    const { server, head, applied, pending, problems } = await readTargetState(project, target);
    const drift =
      problems.length > 0
        ? { accessDrifted: undefined, tablesDrifted: undefined }
        : await driftOf(project, target, applied);
    return { server: server.text, revision: head, pending: pending.length, ...drift };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const [first] = error.diagnostics;
    return { problem: maskSecrets(`${first?.code}: ${first?.message}`) };
  }
}
