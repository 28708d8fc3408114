// What a command that is a hook finds in its environment.
import { psqlEnvironment } from "../database/connect/psql-environment.ts";
import type { HookEvent } from "../model/hook-event.ts";
import { environmentName, type Target } from "../sources/target.ts";

/** Beside what is there: libpq's variables, `DATABASE_URL`, those of the deploy, and the event as `DWH_HOOK_…`. */
export function hookEnvironment(event: HookEvent, { url, variables }: Target): NodeJS.ProcessEnv {
  const { hook, target, action, from, at, to, revision, revisions, done } = event;
  const told = { target, action, from, at, to, revision };
  return {
    ...psqlEnvironment(url, process.env),
    DATABASE_URL: url,
    ...Object.fromEntries(Object.entries(variables).map(([name, value]) => [environmentName(name), value])),
    DWH_HOOK: hook,
    ...Object.fromEntries(
      Object.entries(told).map(([name, value]) => [`DWH_HOOK_${name.toUpperCase()}`, value ?? ""]),
    ),
    DWH_HOOK_REVISIONS: revisions.join(" "),
    DWH_HOOK_DONE: done.join(" "),
  };
}
