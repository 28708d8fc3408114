import { afterEach, expect, test, vi } from "vitest";
import { moveAndReport } from "../../scripts/terminal/move-report.ts";

afterEach(() => {
  vi.restoreAllMocks();
});

test("what the server says of a revision stands below it, on a line each, and not without end", async () => {
  const written: string[] = [];
  vi.spyOn(process.stdout, "write").mockImplementation((text) => {
    written.push(String(text));
    return true;
  });
  const nothing = {
    takenOver: [],
    unspoken: [],
    renamed: [],
    kept: [],
    keptMemberships: [],
    revoked: [],
    given: [],
  };
  const notices = Array.from({ length: 22 }, (_, n) => `NOTICE: line one\n  of ${n}`);
  const moved = [{ name: "first", ...nothing, notChecked: [], keptViews: [], unvouched: [], notices }];
  expect(await moveAndReport(async () => ({ shown: "db", moved, head: "first" }))).toBe(0);
  const lines = written.join("").split("\n");
  expect(lines.slice(0, 2)).toEqual(["first", "  PostgreSQL says NOTICE: line one of 0"]);
  expect(lines.slice(20, 23)).toEqual([
    "  PostgreSQL says NOTICE: line one of 19",
    "  PostgreSQL says 2 things more",
    "1 revision done: db is at first",
  ]);
});
