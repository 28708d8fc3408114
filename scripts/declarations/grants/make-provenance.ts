// Takes down where each part of the access is said.
import type { Location } from "../../model/diagnostic.ts";
import type { Provenance } from "../../model/provenance.ts";

/** Takes down where a part of the declared access is said; the keys are those of model/provenance.ts. */
export type Note = (key: string, at: Location) => void;

const isSame = (a: Location, b: Location): boolean =>
  a.file === b.file && a.line === b.line && a.column === b.column;

/** Places by key, each once, in the order in which they come. */
export function makeProvenance(): { readonly note: Note; readonly provenance: Provenance } {
  const provenance = new Map<string, Location[]>();
  const note: Note = (key, at) => {
    const places = provenance.get(key);
    if (!places) provenance.set(key, [at]);
    else if (!places.some((place) => isSame(place, at))) places.push(at);
  };
  return { note, provenance };
}
