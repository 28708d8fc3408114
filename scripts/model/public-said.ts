// Objects of which the files say what PUBLIC has: `table app.p`, or where it depends `table app.p when env = prod`.
import { type Condition, conditionText, holds, parseCondition } from "./condition.ts";
import { type ObjectName, objectKey, parseObjectKey } from "./object.ts";
import type { Variables } from "./variable.ts";

/** An object, and where something is said of it; everywhere unless said. */
export interface PublicSaid {
  readonly object: ObjectName;
  readonly when?: Condition | undefined;
}

/** The names of objects end with none of this: those with blanks are quoted, those of routines end with `)`. */
const CONDITIONAL = /^(.*) when (\w+ = [\w|]+(?:, \w+ = [\w|]+)*)$/s;

/** It as text, for sets and for `delta.json`; without a condition the {@link objectKey}. */
export const publicKey = ({ object, when }: PublicSaid): string =>
  when ? `${objectKey(object)} when ${conditionText(when)}` : objectKey(object);

/** Reads what {@link publicKey} wrote; undefined where the text names no object. */
export function parsePublicKey(key: string): PublicSaid | undefined {
  const [, on = key, text] = CONDITIONAL.exec(key) ?? [];
  const object = parseObjectKey(on);
  if (!object) return undefined;
  const when = text === undefined ? undefined : parseCondition(text);
  return { object, ...(when && { when }) };
}

/** What is left of it on a target: the object alone, or nothing. */
export function publicKeyOn(key: string, variables: Variables): string | undefined {
  const said = parsePublicKey(key);
  if (!said?.when) return key;
  return holds(said.when, variables) ? publicKey({ object: said.object }) : undefined;
}

/** It with the object under another name. */
export function namedPublicKey(key: string, named: (object: ObjectName) => ObjectName): string {
  const said = parsePublicKey(key);
  return said ? publicKey({ ...said, object: named(said.object) }) : key;
}
