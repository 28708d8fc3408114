// Which targets somebody means by a name, a list of names or a pattern, and what must be named before it is changed.
import { readAddress } from "../database/connect/connection-url.ts";
import { type Diagnostic, problem, Refusal } from "../model/diagnostic.ts";
import { wildcard } from "../model/regexp.ts";
import type { Project } from "./project.ts";
import { openTarget, type Target, unknownTarget } from "./target.ts";

/** A target that a command may be about. */
interface NamedTarget {
  /** In drizzle.config.ts; undefined for DATABASE_URL, else the local server. */
  readonly name: string | undefined;
  readonly protected: boolean;
}

/**
 * The targets that `a`, `a,b,c`, `prod-*` or a mixture of these name, each once, in the order of drizzle.config.ts.
 *
 * @throws {Refusal} naming every part that is no target, or a pattern of none
 */
export function namedTargets({ config }: Project, text: string | undefined): NamedTarget[] {
  if (text === undefined) return [{ name: undefined, protected: false }];
  const { targets } = config;
  const names = Object.keys(targets);
  const parts = text.split(",").map((part) => part.trim());
  const problems: Diagnostic[] = [];
  const meant = new Set<string>();
  for (const part of parts) {
    const pattern = wildcard(part);
    const found = part.includes("*")
      ? names.filter((name) => pattern.test(name))
      : names.filter((name) => name === part);
    if (found.length === 0) problems.push(unknownTarget(part, names));
    for (const name of found) meant.add(name);
  }
  if (problems.length > 0) throw new Refusal(problems);
  return names
    .filter((name) => meant.has(name))
    .map((name) => ({ name, protected: targets[name]?.protected ?? false }));
}

/** What makes two addresses the same database, as far as the addresses say. */
function databaseOf(url: string): string | undefined {
  try {
    const { host, port, path, user, database = user } = readAddress(url);
    return JSON.stringify([path ?? host.toLowerCase(), port, database]);
  } catch {
    return undefined;
  }
}

/** The protected target that has this address. */
function protectedAt({ config }: Project, url: string): string | undefined {
  const database = databaseOf(url);
  return Object.entries(config.targets).find(([, target]) => {
    const theirs = process.env[target.urlFrom];
    return target.protected && theirs && database !== undefined && databaseOf(theirs) === database;
  })?.[0];
}

const nearestOf = (names: readonly string[]): string => `The targets are: ${names.join(", ")}.`;

/** @throws {Refusal} where what is meant by nothing, or by DATABASE_URL, must be named */
function refuseUnnamed(project: Project): void {
  const names = Object.keys(project.config.targets);
  const url = process.env.DATABASE_URL;
  if (names.length === 0 || url === undefined) return;
  const target = protectedAt(project, url);
  if (target !== undefined) {
    throw new Refusal([
      problem("target-not-named", `DATABASE_URL is the address of the protected target ${target}`, {
        help: `Name it: --target ${target} (make: target=${target}).`,
      }),
    ]);
  }
  // Where both say the same, the file is what people forget.
  if (project.environmentFile.DATABASE_URL !== url) return;
  throw new Refusal([
    problem("target-not-named", "which database is to be changed is said in .env only, by DATABASE_URL", {
      help: `Name a target with --target (make: target=…), or say DATABASE_URL=… before the command. ${nearestOf(names)}`,
    }),
  ]);
}

/**
 * Opens a target that is to be changed: where targets are configured, what is not the local server must be named, by
 * `--target` or by DATABASE_URL in the environment, which may not be the address of a protected target.
 *
 * @throws {Refusal} as that says, and as {@link openTarget} does
 */
export async function openTargetToChange(
  project: Project,
  name: string | undefined,
  onProgress?: (text: string) => void,
): Promise<Target> {
  if (name === undefined) refuseUnnamed(project);
  return openTarget(project, name, onProgress);
}
