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

/**
 * Asks for a text to be typed.
 *
 * @throws {Cancelled} when the user leaves the question
 */
export async function typed(message: string): Promise<string> {
  const { isCancel, text } = await import("@clack/prompts");
  const answer = await text({ message, output: process.stderr });
  if (isCancel(answer)) throw new Cancelled("nothing was typed");
  return answer ?? "";
}
