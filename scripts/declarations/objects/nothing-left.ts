// Items that give nothing after all.
import type { SensitiveMode } from "../language/schema-of-grants.ts";
import { type Placed, placeOf, problemAt, type Report, type Words } from "../yaml/placed.ts";

/** Says that an item of a list gives nothing after all, and why. */
export function reportNothingLeft(
  item: Placed<string | number>,
  mode: SensitiveMode,
  reached: boolean,
  report: Report,
): void {
  const words: Words = reached
    ? [
        "nothing-left",
        `\`except\` takes away all that ${item.value} names`,
        "Take the item out, or except less.",
      ]
    : mode === "only"
      ? [
          "nothing-sensitive",
          `nothing in ${item.value} is sensitive`,
          "Take `sensitive: only` away, or mark what is sensitive.",
        ]
      : [
          "only-sensitive",
          `all that ${item.value} names is sensitive`,
          "Say `sensitive: include` or `sensitive: only` if that is meant.",
        ];
  report(problemAt(placeOf(item), ...words));
}
