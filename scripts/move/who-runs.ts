// Who runs this program, for the log: CI says it, else the system.
import { hostname, userInfo } from "node:os";

/** The variable in which a CI says who made it run, and what the CI is called. Source: the manuals of each. */
const CI: readonly (readonly [variable: string, name: string])[] = [
  ["GITHUB_ACTOR", "GitHub Actions"],
  ["GITLAB_USER_LOGIN", "GitLab CI"],
  ["BUILD_REQUESTEDFOR", "Azure Pipelines"],
  ["CIRCLE_USERNAME", "CircleCI"],
  ["BUILDKITE_BUILD_CREATOR", "Buildkite"],
  ["BUILD_USER_ID", "Jenkins"],
  ["BITBUCKET_STEP_TRIGGERER_UUID", "Bitbucket Pipelines"],
];

/** A user without a line in /etc/passwd, as containers have, is a number. */
function systemUser(): string {
  try {
    return userInfo().username;
  } catch {
    return `uid ${process.getuid?.() ?? "unknown"}`;
  }
}

/** `alice@laptop`, `alice (GitHub Actions)`. */
export function whoRuns(environment: NodeJS.ProcessEnv = process.env): string {
  const found = CI.find(([variable]) => environment[variable]);
  return found ? `${environment[found[0]]} (${found[1]})` : `${systemUser()}@${hostname()}`;
}
