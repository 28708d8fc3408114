import { describe, expect, test } from "vitest";
import { resolveRevision } from "../../scripts/migrations/find-revision.ts";
import type { Revision } from "../../scripts/migrations/folder.ts";
import { folderName, folderTime, nextTime } from "../../scripts/migrations/revision-name.ts";

const revision = (name: string, number: number): Revision =>
  ({ name, number, createdAt: folderTime(name) }) as unknown as Revision;

const revisions = [
  revision("20260101000000_init", 1),
  revision("20260102000000_orders", 2),
  revision("20260202000000_people", 3),
];

describe("a target counts how many revisions are applied then", () => {
  test.each([
    ["head", 1, 3],
    ["base", 2, 0],
    ["-1", 2, 1],
    ["+1", 2, 3],
    ["#2", 0, 2],
    ["20260102000000_orders", 0, 2],
    ["202602", 0, 3],
    ["orders", 0, 2],
    ["orders-1", 0, 1],
    ["202601020+1", 0, 3],
  ])("%s with %i applied: %i", (target, applied, expected) => {
    expect(resolveRevision(revisions, target, applied)).toBe(expected);
  });

  test.each([
    ["", "there is no such revision"],
    ["nothing", "there is no such revision"],
    ["2026", "3 revisions begin so"],
    ["-4", "not so many"],
    ["+3", "not so many"],
    ["#4", "not so many"],
  ])("%j is refused", (target, message) => {
    expect(() => resolveRevision(revisions, target, 3)).toThrow(message);
  });
});

describe("folders", () => {
  test("letters of any script stay in a folder's name", () => {
    const time = new Date(Date.UTC(2026, 10, 21, 7, 11, 7));
    expect(folderName(time, "Add orders!")).toBe("20261121071107_add_orders");
    expect(folderName(time, "Новые заказы")).toBe("20261121071107_новые_заказы");
    expect(folderName(time, "!!!")).toBe("20261121071107_revision");
  });

  test("a new revision is never earlier than the head and a second", () => {
    const early = new Date(Date.UTC(2020, 0, 1));
    expect(nextTime(early, revisions).toISOString()).toBe("2026-02-02T00:00:01.000Z");
    expect(nextTime(early, [])).toEqual(early);
  });
});
