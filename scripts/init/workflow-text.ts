// The workflows of GitHub Actions of a project: checks of each pull request, and upgrades.
import type { PackageManager } from "./package-manager.ts";
import { addressVariable } from "./project-wishes.ts";

/** Indented by six blanks, as steps are. */
const indented = (lines: readonly string[]): string => lines.map((line) => `      ${line}\n`).join("");

/** What each job begins with. */
const prepared = (manager: PackageManager): string =>
  indented([
    "- uses: actions/checkout@v4",
    ...manager.setup,
    "- uses: actions/setup-node@v4",
    `  with: { node-version: 22 }`,
    `- run: ${manager.cleanInstall}`,
  ]);

/** Whether a revision is missing, and whether those that are there do what they say. */
export const checksText = (manager: PackageManager): string => `name: dwh-checks
on:
  pull_request:
  push:
    branches: [main]
permissions: { contents: read }
jobs:
  check:
    runs-on: ubuntu-latest
    steps:
${prepared(manager)}${indented([
  "# A pull request is checked out merged with its base branch: its revisions are to stand behind those of main.",
  `- run: ${manager.run} dwh check --one-head`,
  `- run: ${manager.run} dwh verify`,
])}`;

/** main goes to the first environment, a tag to the last, and by hand any. */
export function deployText(manager: PackageManager, environments: readonly string[]): string {
  const [first = ""] = environments;
  const last = environments.at(-1) ?? first;
  const isOne = first === last;
  const target = isOne
    ? `\${{ inputs.target || '${first}' }}`
    : `\${{ inputs.target || (github.ref_type == 'tag' && '${last}' || '${first}') }}`;
  const where = isOne ? `main goes to ${first}.` : `main goes to ${first}, a tag v* to ${last}; by hand any.`;
  const secrets = environments.map((name) => {
    const variable = addressVariable(name);
    return `          ${variable}: \${{ secrets.${variable} }}\n`;
  });
  return `# ${where} The addresses are secrets of the environments (Settings, Environments).
name: dwh-deploy
on:
  push:
    branches: [main]
${isOne ? "" : '    tags: ["v*"]\n'}  workflow_dispatch:
    inputs:
      target:
        description: the database
        type: choice
        options: [${environments.join(", ")}]
        required: true
permissions: { contents: read }
concurrency:
  group: dwh-${target}
  cancel-in-progress: false
jobs:
  upgrade:
    runs-on: ubuntu-latest
    environment: ${target}
    steps:
${prepared(manager)}${indented([
  `- run: ${manager.run} dwh check`,
  "# A protected target asks whether it is meant: whoever pushes the tag, or starts this by hand, says so.",
  `- run: ${manager.run} dwh upgrade --target "$TARGET" --confirm "$TARGET"`,
])}        env:
          TARGET: ${target}
${secrets.join("")}          # And the variables that \`password_from\` in the role files names.
`;
}
