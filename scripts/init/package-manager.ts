// npm, pnpm or yarn: which one a folder has, and how each is told to do things.
import { existsSync } from "node:fs";
import { join } from "node:path";

/** How a package manager is told to do things. */
export interface PackageManager {
  /** Its file of exact versions. */
  readonly lockFile: string;
  readonly install: string;
  /** Installs just what the file of exact versions says. */
  readonly cleanInstall: string;
  /** Runs a command of an installed package, and never one that would have to be fetched. */
  readonly run: string;
  /** The steps of a workflow that come before `actions/setup-node`. */
  readonly setup: readonly string[];
}

const NPM: PackageManager = {
  lockFile: "package-lock.json",
  install: "npm install",
  cleanInstall: "npm ci",
  run: "npx --no",
  setup: [],
};

const MANAGERS: Readonly<Record<string, PackageManager>> = {
  npm: NPM,
  pnpm: {
    lockFile: "pnpm-lock.yaml",
    install: "pnpm install",
    cleanInstall: "pnpm install --frozen-lockfile",
    run: "pnpm exec",
    setup: ["- uses: pnpm/action-setup@v4", "  with: { version: 10 }"],
  },
  yarn: {
    lockFile: "yarn.lock",
    install: "yarn install",
    cleanInstall: "yarn install --frozen-lockfile",
    run: "yarn run",
    setup: ["- run: corepack enable"],
  },
};

/**
 * The package manager of a folder and its name: by its lock file, else by whoever runs this program.
 *
 * @param agent `npm_config_user_agent`: `pnpm/10.1.0 npm/? node/v22`
 */
export function managerOf(
  root: string,
  agent: string | undefined,
): PackageManager & { readonly name: string } {
  const locked = Object.keys(MANAGERS).find((name) => existsSync(join(root, MANAGERS[name]?.lockFile ?? "")));
  const name = locked ?? agent?.split("/")[0] ?? "npm";
  const manager = MANAGERS[name];
  return manager ? { name, ...manager } : { name: "npm", ...NPM };
}
