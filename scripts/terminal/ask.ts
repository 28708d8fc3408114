/** Whether there is somebody to ask. */
export function isInteractive(): boolean {
  return Boolean(process.stdin.isTTY && process.stderr.isTTY) && !process.env.CI;
}

/** Thrown when the user leaves a question with Ctrl-C. */
export class Cancelled extends Error {
  override readonly name = "Cancelled";
}

/**
 * Asks for one of several answers.
 *
 * @throws {Cancelled} when the user gives none
 */
export async function choose(
  message: string,
  options: readonly { value: string; label: string }[],
): Promise<string> {
  const { isCancel, select } = await import("@clack/prompts");
  const answer = await select({ message, options: [...options], output: process.stderr });
  if (isCancel(answer)) throw new Cancelled("nothing was chosen");
  return answer;
}
