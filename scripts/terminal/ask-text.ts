// A question that is answered with a text.
import { Cancelled } from "./ask.ts";

/**
 * Asks for a text; what is offered is taken where nothing is typed.
 *
 * @param problemOf what is wrong with an answer, undefined where nothing is
 * @throws {Cancelled} when the user gives none
 */
export async function askText(
  message: string,
  offered: string,
  problemOf: (answer: string) => string | undefined,
): Promise<string> {
  const { isCancel, text } = await import("@clack/prompts");
  const answer = await text({
    message,
    placeholder: offered,
    defaultValue: offered,
    validate: (typed) => (typed ? problemOf(typed) : undefined),
    output: process.stderr,
  });
  if (isCancel(answer)) throw new Cancelled("nothing was answered");
  return answer;
}
