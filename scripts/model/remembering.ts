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

/** The same of each object, which must not change, for as long as somebody holds it. */
export function rememberingObjects<Of extends object, Result>(work: (of: Of) => Result): (of: Of) => Result {
  const known = new WeakMap<Of, { readonly result: Result }>();
  return (of) => {
    let found = known.get(of);
    if (found === undefined) {
      found = { result: work(of) };
      known.set(of, found);
    }
    return found.result;
  };
}
