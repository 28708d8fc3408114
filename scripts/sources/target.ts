// The database to work on: named, of DATABASE_URL, or the local server.
import { maskUrl } from "../database/connect/connection-url.ts";
import { ensureLocalServer } from "../database/servers/local-server.ts";
import type { TargetConfig } from "../declarations/config/config-shape.ts";
import { nearest } from "../declarations/yaml/suggest.ts";
import { type Diagnostic, problem, Refusal } from "../model/diagnostic.ts";
import type { Variables } from "../model/variable.ts";
import type { Project } from "./project.ts";

/** A database to work on, and the values of the deploy variables there. */
export interface Target extends Omit<TargetConfig, "urlFrom"> {
  /** `local`, `DATABASE_URL`, or the name in drizzle.config.ts. */
  readonly name: string;
  /** With the password: never printed. See {@link Target.shown}. */
  readonly url: string;
  /** The address for people, without the password. */
  readonly shown: string;
}

/** `env` is read from DWH_ENV. */
export const environmentName = (variable: string): string => `DWH_${variable.toUpperCase()}`;

/** What is said of each deploy variable: by the environment, else by the target, else on the local server the first that is allowed. */
export function saidVariables({ config }: Project, given: Variables, isLocal: boolean): Variables {
  const said = Object.entries(config.variables).flatMap(([name, [first]]) => {
    const value = process.env[environmentName(name)] ?? given[name] ?? (isLocal ? first : undefined);
    return value === undefined ? [] : [[name, value] as const];
  });
  return Object.fromEntries(said);
}

/**
 * The value of each deploy variable, as {@link saidVariables} has them.
 *
 * @throws {Refusal} naming every variable that is unset or has a value that is not listed
 */
function targetVariables(project: Project, given: Variables, isLocal: boolean): Variables {
  const problems: Diagnostic[] = [];
  const values: Record<string, string> = {};
  const said = saidVariables(project, given, isLocal);
  for (const [name, allowed] of Object.entries(project.config.variables)) {
    const value = said[name];
    const help = `Set ${environmentName(name)} to one of: ${allowed.join(", ")}.`;
    if (value === undefined || value === "") {
      problems.push(problem("variable-unset", `the deploy variable ${name} has no value`, { help }));
    } else if (!allowed.includes(value)) {
      const message = `the deploy variable ${name} may not be ${JSON.stringify(value)}`;
      problems.push(problem("variable-unlisted", message, { help }));
    } else values[name] = value;
  }
  if (problems.length > 0) throw new Refusal(problems);
  return values;
}

/** A name that no target has. */
export function unknownTarget(name: string, names: readonly string[]): Diagnostic {
  const guess = nearest(name, names);
  return problem("unknown-target", `there is no target ${name} in drizzle.config.ts`, {
    help: name.includes("://")
      ? "An address is given as DATABASE_URL, or as the variable that a target reads."
      : guess
        ? `Did you mean ${guess}?`
        : `The targets are: ${names.join(", ") || "none"}.`,
  });
}

function namedTarget(project: Project, name: string) {
  const { targets } = project.config;
  const target = Object.hasOwn(targets, name) ? targets[name] : undefined;
  if (!target) throw new Refusal([unknownTarget(name, Object.keys(targets))]);
  const { urlFrom, ...options } = target;
  const url = process.env[urlFrom];
  if (!url) {
    throw new Refusal([
      problem("target-without-url", `the target ${name} reads its URL from ${urlFrom}, which is not set`, {
        help: `Set ${urlFrom} in the environment or in .env.`,
      }),
    ]);
  }
  return { ...options, url };
}

/** The local server as a target: its variables have default values. */
export function localTarget(project: Project, url: string): Target {
  return { name: "local", url, shown: maskUrl(url), variables: targetVariables(project, {}, true) };
}

/** The values that the environment gives, or the local server would have. @throws {Refusal} when one is not listed */
export const localVariables = (project: Project): Variables => targetVariables(project, {}, true);

/**
 * What is known of a target without its address: the named one, else what the environment or the local server says.
 *
 * @throws {Refusal} when the target is unknown, or a deploy variable has no value
 */
export function offlineTarget(project: Project, name: string | undefined): Omit<Target, "url" | "name"> {
  const { targets } = project.config;
  if (name === undefined)
    return { shown: "a database that was not asked", variables: localVariables(project) };
  const target = Object.hasOwn(targets, name) ? targets[name] : undefined;
  if (!target) throw new Refusal([unknownTarget(name, Object.keys(targets))]);
  const { urlFrom: _, ...options } = target;
  return {
    ...options,
    shown: `${name}, which was not asked`,
    variables: targetVariables(project, target.variables, false),
  };
}

/** An address as a target. @throws {Refusal} when a deploy variable has no value */
export function urlTarget(project: Project, url: string): Target {
  return { name: "url", url, shown: maskUrl(url), variables: targetVariables(project, {}, false) };
}

/**
 * Finds the database to work on: the named target, else DATABASE_URL, else the local server, which is started.
 *
 * @param remembered the values that a database was upgraded with, for what nobody gives; what is said already may name
 *   the place where they are
 * @throws {Refusal} when the target is unknown or has no URL, or a deploy variable has no value
 */
export async function openTarget(
  project: Project,
  name: string | undefined,
  onProgress: (text: string) => void = () => {},
  remembered: (url: string, said: Variables) => Promise<Variables> = async () => ({}),
): Promise<Target> {
  if (name !== undefined) {
    const target = namedTarget(project, name);
    const said = saidVariables(project, target.variables, false);
    const given = { ...(await remembered(target.url, said)), ...target.variables };
    const variables = targetVariables(project, given, false);
    return { ...target, name, shown: maskUrl(target.url), variables };
  }
  const given = process.env.DATABASE_URL;
  if (given !== undefined) {
    const said = saidVariables(project, {}, false);
    const variables = targetVariables(project, await remembered(given, said), false);
    return { name: "DATABASE_URL", url: given, shown: maskUrl(given), variables };
  }
  const { url } = await ensureLocalServer(project.root, { onProgress });
  return localTarget(project, url);
}
