// Live names → names with deploy variables in them.
import type { AllowedVariables, Variables } from "../../model/variable.ts";

/** A live name as the language writes it. */
export interface TemplateName {
  /** With the values of this target's variables as `${env}`, and a literal `${` as `$${`. */
  readonly template: string;
  /** Whose environment it is of. `own`: it has a variable's value; `other`: it has a value of another target; `shared`: none. */
  readonly whose: "own" | "other" | "shared";
}

/** Where a value begins as whole segments between underscores; undefined where it does not. */
function indexOfValue(name: string, value: string): number | undefined {
  for (let at = name.indexOf(value); at >= 0; at = name.indexOf(value, at + 1)) {
    const end = at + value.length;
    if ((at === 0 || name[at - 1] === "_") && (end === name.length || name[end] === "_")) return at;
  }
  return undefined;
}

/** Escapes what would be taken for a variable. */
const literal = (text: string): string => text.replaceAll("${", () => "$${");

/**
 * Puts the deploy variables back into a name: of each the first value in it counts, the target's own or another's,
 * where it is a whole segment between underscores.
 */
export function templateOfName(name: string, variables: Variables, allowed: AllowedVariables): TemplateName {
  const found: { at: number; end: number; variable: string }[] = [];
  let whose: TemplateName["whose"] = "shared";
  for (const [variable, values] of Object.entries(allowed)) {
    const [first] = values
      .flatMap((value) => {
        const at = indexOfValue(name, value);
        return at === undefined ? [] : [{ at, end: at + value.length, value, variable }];
      })
      .filter(({ at, end }) => found.every((other) => end <= other.at || at >= other.end))
      .sort((a, b) => a.at - b.at || b.end - a.end);
    if (!first) continue;
    if (first.value !== variables[variable]) return { template: literal(name), whose: "other" };
    whose = "own";
    found.push(first);
  }
  let template = "";
  let from = 0;
  for (const { at, end, variable } of found.sort((a, b) => a.at - b.at)) {
    template += `${literal(name.slice(from, at))}\${${variable}}`;
    from = end;
  }
  return { template: template + literal(name.slice(from)), whose };
}
