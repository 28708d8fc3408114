/** What a function said of each text before is not worked out again. It never says undefined. */
export function remembering<Result>(work: (text: string) => Result): (text: string) => Result {
  const known = new Map<string, Result>();
  return (text) => {
    let result = known.get(text);
    if (result === undefined) {
      result = work(text);
      known.set(text, result);
    }
    return result;
  };
}
