// Questions that go out at once, in one round trip.

/**
 * Waits for all of them. Where one fails its transaction has failed, and so do those behind it for no reason of their
 * own: so what is thrown is what went wrong with the first in the row, and nothing of them is on its way any more then.
 *
 * @param asked in the order in which they were sent
 */
export async function together<const Asked extends readonly unknown[]>(
  asked: Asked,
): Promise<{ -readonly [Index in keyof Asked]: Awaited<Asked[Index]> }> {
  const settled = await Promise.allSettled(asked);
  const failed = settled.find(({ status }) => status === "rejected");
  if (failed?.status === "rejected") throw failed.reason;
  return settled.map((one) => (one.status === "fulfilled" ? one.value : undefined)) as {
    -readonly [Index in keyof Asked]: Awaited<Asked[Index]>;
  };
}
