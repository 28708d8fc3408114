import { expect, test } from "vitest";
import { isSameReview } from "../../scripts/revise/same-review.ts";

const review = (title: string, line: string, more = "") =>
  `# a change\n\n## ${title}\n\n- ${line}\n\n## Tables\n\n- changes A.t${more}\n\n## Proof\n\n- up, down and up again on 18\n`;

test("a review of the time before locks were told one by one tells the same; anything else is compared", () => {
  const now = review("Locks", "everybody waits");
  expect(isSameReview(now, now)).toBe(true);
  expect(isSameReview(review("Keeps others waiting", "A.t: reads the whole table"), now)).toBe(true);
  expect(isSameReview(review("Keeps others waiting", "A.t", ", and more"), now)).toBe(false);
  expect(isSameReview(review("Locks", "nobody waits"), now)).toBe(false);
  expect(isSameReview(review("Destroys data", "everybody waits"), now)).toBe(false);
});
