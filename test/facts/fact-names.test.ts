import { expect, test } from "vitest";
import { FACTS } from "./fact-names.ts";
import { factFiles } from "./facts-file.ts";

const ids = factFiles().flatMap(({ blocks }) => blocks.map(({ id }) => id));

test("no two blocks have one name", () => {
  expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
});

test("there are 65 facts", () => {
  expect(Object.keys(FACTS).map(Number)).toEqual(Array.from({ length: 65 }, (_, index) => index + 1));
});

test.each(Object.entries(FACTS))("fact %s is shown by blocks that exist", (_, { blocks }) => {
  expect(blocks.length).toBeGreaterThan(0);
  expect(blocks.filter((id) => !ids.includes(id))).toEqual([]);
});
