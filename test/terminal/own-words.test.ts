import { expect, test } from "vitest";
import { CORRECT_BY_HAND } from "../../scripts/prove/ground.ts";
import { ownWords } from "../../scripts/terminal/own-words.ts";

test("a text names the command that is there", () => {
  const text =
    "Say --unvouched (make: unvouched=1), or --destructive=A.b (make: destructive=A.b); `dwh info` (make: `make info`) (twice).";
  expect(ownWords(text, true)).toBe("Say unvouched=1, or destructive=A.b; `make info` (twice).");
  expect(ownWords(text, false)).toBe("Say --unvouched, or --destructive=A.b; `dwh info` (twice).");
  const path = '`--destructive=A."b (c)"` (make: `destructive=\'A."b (c)"\'`)';
  expect(ownWords(path, true)).toBe("`destructive='A.\"b (c)\"'`");
  expect(ownWords(path, false)).toBe('`--destructive=A."b (c)"`');
});

test("no text is left with both", () => {
  for (const isWithMake of [true, false])
    expect(ownWords(CORRECT_BY_HAND, isWithMake)).not.toContain("(make");
  expect(ownWords(CORRECT_BY_HAND, true)).not.toMatch(/--/);
});
