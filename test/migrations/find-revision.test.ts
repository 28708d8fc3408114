import { describe, expect, test } from "vitest";
import { findRevision, resolveRevision } from "../../scripts/migrations/find-revision.ts";
import { folderName, folderTime, nextTime } from "../../scripts/migrations/revision-name.ts";
import { Refusal } from "../../scripts/model/diagnostic.ts";

const revision = (name: string, number: number, message: string) => ({
  name,
  number,
  message,
  createdAt: folderTime(name) ?? 0,
});

const revisions = [
  revision("20260101000000_init", 1, "init"),
  revision("20260102000000_orders", 2, "Orders!"),
  revision("20260202000000_people", 3, "people"),
  revision("20260302000000_order_lines_2", 4, "order lines -2"),
  revision("20260302000001_people", 5, "People"),
];

describe("a target counts how many revisions are applied then", () => {
  test.each([
    ["head", 1, 5],
    ["heads", 1, 5],
    ["base", 2, 0],
    ["-1", 2, 1],
    ["+1", 2, 3],
    ["#2", 0, 2],
    ["2", 0, 2],
    ["0000002", 0, 2],
    ["2+1", 0, 3],
    ["#3-2", 0, 1],
    ["20260102000000_orders", 0, 2],
    ["20260102", 0, 2],
    ["20260102+1", 0, 3],
    ["202601020+1", 0, 3],
    ["orders", 0, 2],
    ["Orders!", 0, 2],
    ["ORDERS", 0, 2],
    ["order_l", 0, 4],
    ["order lines -2", 0, 4],
    ["orders-1", 0, 1],
    ["head-2", 0, 3],
    ["base+1", 4, 1],
    ["-5", 5, 0],
  ])("%s with %i applied: %i", (target, applied, expected) => {
    expect(resolveRevision(revisions, target, applied)).toBe(expected);
  });

  test.each([
    ["", "there is no such revision"],
    [" ", "there is no such revision"],
    ["nothing", "there is no such revision"],
    ["20260302", "2 revisions are called so"],
    ["people", "2 revisions are called so"],
    ["order", "2 revisions are called so"],
    ["20260302+1", "2 revisions are called so"],
    ["2026", "not so many"],
    ["-6", "not so many"],
    ["+3", "not so many"],
    ["#6", "not so many"],
    ["0", "counted from 1"],
    ["head+1", "not so many"],
  ])("%j is refused", (target, message) => {
    expect(() => resolveRevision(revisions, target, 5)).toThrow(message);
  });

  test("a name that several have lists them", () => {
    const refusal = (() => {
      try {
        return resolveRevision(revisions, "people", 0);
      } catch (error) {
        return error;
      }
    })();
    expect(refusal).toBeInstanceOf(Refusal);
    const [{ code, help } = { code: "", help: "" }] = (refusal as Refusal).diagnostics;
    expect(code).toBe("unknown-revision");
    expect(help).toContain("\n  20260202000000_people (#3)\n  20260302000001_people (#5)");
  });

  test("the revision itself", () => {
    expect(findRevision(revisions, "head", 0).number).toBe(5);
    expect(findRevision(revisions, "-1", 3).number).toBe(2);
    expect(() => findRevision(revisions, "base", 0)).toThrow("there is no revision at base");
    expect(() => findRevision(revisions, "-1", 1)).toThrow("there is no revision at base");
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
    expect(nextTime(early, revisions).toISOString()).toBe("2026-03-02T00:00:02.000Z");
    expect(nextTime(early, [])).toEqual(early);
  });
});
