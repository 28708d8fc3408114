/** What some work is refused with. */
import { Refusal } from "../../scripts/model/diagnostic.ts";

/** @throws what it fails with otherwise, and where it does not fail */
export async function refusalOf(work: Promise<unknown>): Promise<Refusal> {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (error instanceof Refusal) return error;
  throw error ?? new Error("it was not refused");
}
