// What `dwh init` says it did, file by file.

interface BegunSummary {
  readonly files: readonly { readonly path: string; readonly what: string; readonly more?: string }[];
  readonly notes: readonly string[];
}

/** The lines to be printed. */
export function begunText({ files, notes }: BegunSummary): string {
  const width = Math.max(...files.map(({ what }) => what.length));
  const lines = files.map(
    ({ path, what, more }) => `${what.padEnd(width)}  ${path}${more === undefined ? "" : `: ${more}`}\n`,
  );
  return [...lines, ...notes.map((note) => `\n${note}\n`)].join("");
}

/** What comes next, a command each with what it is for. */
export function nextText(steps: readonly (readonly [command: string, meaning?: string])[]): string {
  const width = Math.max(...steps.map(([command]) => command.length));
  const lines = steps.map(([command, meaning]) =>
    meaning === undefined ? `  ${command}\n` : `  ${command.padEnd(width)}  # ${meaning}\n`,
  );
  return `\nNext:\n${lines.join("")}`;
}
